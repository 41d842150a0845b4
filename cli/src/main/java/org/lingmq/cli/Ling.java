package org.lingmq.cli;

import java.io.PrintWriter;
import org.lingmq.bench.Bench;
import org.lingmq.cli.demo.Demo;
import org.lingmq.cli.serve.Serve;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code ling} command: what it lists is what works. */
@Command(
        name = "ling",
        description = "ZeroMQ for the JVM in pure Java.",
        mixinStandardHelpOptions = true,
        subcommands = {Demo.class, Bench.class, Serve.class, WhatItCan.class},
        versionProvider = Version.class)
public final class Ling implements Runnable {
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    @Spec
    private CommandSpec spec;

    /** Made by {@link #main} and by tests. */
    Ling() {}

    /**
     * Runs one command and ends the process with its exit code: 0 for success, 2 for arguments that make no sense, and
     * what the command's help says otherwise.
     *
     * @param arguments the words after {@code ling}
     */
    public static void main(String[] arguments) {
        if (System.getProperty(LOG_FORMAT) == null) {
            // What a library warns of, as one line like all others.
            System.setProperty(LOG_FORMAT, "ling: %5$s%6$s%n");
        }
        int exitCode = new CommandLine(new Ling())
                .setParameterExceptionHandler((wrong, words) -> refuse(wrong))
                .setExecutionExceptionHandler((failed, command, parsed) -> fail(failed, command))
                .execute(arguments);
        if (System.out.checkError()) {
            System.err.println("ling: the output could not be written to its end.");
            exitCode = Math.max(exitCode, CommandLine.ExitCode.SOFTWARE);
        }
        System.exit(exitCode);
    }

    /** What nobody expected: a sentence for the user, with the place for who has to mend it. */
    private static int fail(Exception failed, CommandLine command) {
        StackTraceElement[] trace = failed.getStackTrace();
        command.getErr()
                .println(command.getCommandSpec().qualifiedName() + ": this is a mistake in ling: " + failed
                        + (trace.length == 0 ? "" : ", at " + trace[0]));
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Says what is wrong, how it is used and where to read on: few lines, so that the first one stays in sight. */
    private static int refuse(ParameterException wrong) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        String name = command.qualifiedName();
        PrintWriter err = wrong.getCommandLine().getErr();
        String sentence = wrong.getMessage();
        String hint = "";
        if (wrong instanceof UnmatchedArgumentException unknown) {
            if (!unknown.isUnknownOption()) {
                sentence = "There is no command '" + unknown.getUnmatched().get(0) + "'.";
            }
            if (!unknown.getSuggestions().isEmpty()) {
                hint = "Did you mean " + unknown.getSuggestions().get(0) + "? ";
            }
        }
        err.println(name + ": " + sentence + (sentence.endsWith(".") ? "" : "."));
        err.print("Usage: " + wrong.getCommandLine().getHelp().abbreviatedSynopsis());
        err.println(hint + "'" + name + " --help' lists what there is.");
        err.flush();
        return command.exitCodeOnInvalidInput();
    }

    /** Without a subcommand the help is what the user most likely wants. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
