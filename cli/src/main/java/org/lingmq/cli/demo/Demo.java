package org.lingmq.cli.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lingmq.ZmqException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The subcommand {@code demo}. */
@Command(
        name = "demo",
        description = "Shows LingMQ at work: real processes that talk over ZeroMQ, and checks what they say.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ling demo",
            "  ling demo --kill-worker             # one worker dies, no word is lost",
            "  ling demo --workers 5 --input a.txt # count the words of a file",
        })
public final class Demo implements Callable<Integer> {
    private static final int MAX_WORKERS = 64;

    @Spec
    private CommandSpec spec;

    @Option(names = "--input", paramLabel = "FILE", description = "The text to work on; else all text files here.")
    private Path input;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many processes count words, 1 to 64; ${DEFAULT-VALUE} if not given.")
    private int workers;

    @Option(names = "--kill-worker", description = "Kill one of them in the middle: the counts stay right.")
    private boolean killWorker;

    /** Made by picocli. */
    public Demo() {}

    /**
     * Runs all parts.
     *
     * @return 0 when everything that was shown was right, else 1
     */
    @Override
    public Integer call() {
        checkOptions();
        CommandLine line = spec.commandLine();
        Screen screen = Screen.ofProcess(line.getOut());
        long startNs = System.nanoTime();
        try (Children children = new Children()) {
            Python python = Python.lookFor(children);
            Text text = input == null ? Text.ofRepository(home()) : Text.of(input);
            Stage stage = new Stage(screen, children, python, text, workers, killWorker);
            List<Part> parts = parts();
            for (int i = 0; i < parts.size(); i++) {
                Part part = parts.get(i);
                screen.title(i + 1 + ". " + part.title());
                part.run(stage);
            }
        } catch (DemoFailure | ZmqException e) {
            line.getErr().println("ling demo: " + e.getMessage());
            line.getErr().flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
        screen.title("Everything was right, in %.1f s.".formatted((System.nanoTime() - startNs) / 1e9));
        return CommandLine.ExitCode.OK;
    }

    private static List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(new WordCount());
        return parts;
    }

    private void checkOptions() {
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new ParameterException(spec.commandLine(), "--workers takes 1 to " + MAX_WORKERS + ".");
        }
        if (killWorker && workers < 2) {
            throw new ParameterException(spec.commandLine(), "--kill-worker needs at least 2 workers.");
        }
    }

    private static Path home() {
        String home = System.getProperty("ling.home");
        if (home == null) {
            throw new DemoFailure("Give a text with --input FILE; only the ling launcher knows where the project is.");
        }
        return Path.of(home);
    }
}
