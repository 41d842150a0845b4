package org.lingmq.cli;

import org.lingmq.bench.Bench;
import org.lingmq.cli.demo.Demo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code ling} command: what it lists is what works. */
@Command(
        name = "ling",
        description = "ZeroMQ for the JVM in pure Java.",
        mixinStandardHelpOptions = true,
        subcommands = {Demo.class, Bench.class},
        versionProvider = Version.class)
public final class Ling implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Made by {@link #main} and by tests. */
    Ling() {}

    /**
     * Runs one command and ends the process with its exit code: 0 for success, 2 for arguments that make no sense, 1
     * for any other failure.
     *
     * @param arguments the words after {@code ling}
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Ling()).execute(arguments));
    }

    /** Without a subcommand the help is what the user most likely wants. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
