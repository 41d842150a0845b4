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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The subcommand {@code demo}. */
@Command(
        name = "demo",
        description = {"Shows LingMQ at work: processes that talk over ZeroMQ, and a check of what they said.", ""},
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The parts:",
            "  words       worker processes share the counting of words (PUSH, PULL)",
            "  requests    several clients ask one server (REQ, REP)",
            "  topics      subscribers get what begins with their prefix (PUB, SUB)",
            "  envelopes   the frames that tell a ROUTER where an answer goes",
            "  greeting    a worker greets a ROUTER, again after its restart (HELLO_MSG)",
            "",
            "Examples:",
            "  ling demo",
            "  ling demo words --kill-worker         a worker dies, no word is lost",
            "  ling demo words --workers 5 --input a.txt",
            "  cat *.txt | ling demo words --input -",
            "",
            "Exit code: 0 when all was right, 1 when not, 2 for wrong options or a text that cannot be read.",
        })
public final class Demo implements Callable<Integer> {
    private static final int MAX_WORKERS = 64;
    private static final List<Part> PARTS =
            List.of(new WordCount(), new Requests(), new Topics(), new Envelopes(), new Greeting());

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PART", arity = "0..*", description = "What to show; everything if not given.")
    private final List<String> names = new ArrayList<>();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "The text whose words are counted, - for standard input;"
                    + " every text file of this repository if not given.")
    private Path input;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many processes count words, 1 to 64; ${DEFAULT-VALUE} if not given.")
    private int workers;

    @Option(names = "--kill-worker", description = "Kill one of them in the middle; the counts stay right.")
    private boolean killWorker;

    /** Made by picocli. */
    public Demo() {}

    /**
     * Runs the parts.
     *
     * @return 0 when everything that was shown was right, else 1
     */
    @Override
    public Integer call() {
        List<Part> parts = chosenParts();
        Text text = chosenText(parts);
        CommandLine line = spec.commandLine();
        Screen screen = Screen.ofProcess(line.getOut());
        long startNs = System.nanoTime();
        try (Backstage backstage = new Backstage()) {
            try {
                show(parts, text, screen, backstage);
            } catch (DemoFailure | ZmqException e) {
                if (!backstage.interrupted()) {
                    line.getErr().println("ling demo: " + e.getMessage());
                    line.getErr().flush();
                }
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
        screen.title(Screen.format("Everything was right. It took %.1f s.", (System.nanoTime() - startNs) / 1e9));
        return CommandLine.ExitCode.OK;
    }

    private void show(List<Part> parts, Text text, Screen screen, Backstage backstage) {
        Python python = Python.lookFor(backstage);
        if (python.libzmq() == null) {
            screen.line("Java only: " + Python.COMMAND + " has no module zmq (Debian: apt-get install python3-zmq).");
        }
        Stage stage = new Stage(screen, backstage, python, text, workers, killWorker);
        for (int i = 0; i < parts.size(); i++) {
            screen.title(i + 1 + ". " + parts.get(i).title());
            parts.get(i).run(stage);
        }
    }

    private List<Part> chosenParts() {
        if (workers < 1 || workers > MAX_WORKERS) {
            throw wrong("--workers takes 1 to " + MAX_WORKERS + ".");
        }
        for (String name : names) {
            if (PARTS.stream().noneMatch(part -> part.name().equals(name))) {
                throw wrong("There is no part '" + name + "'; the parts are "
                        + String.join(", ", PARTS.stream().map(Part::name).toList()) + ".");
            }
        }
        List<Part> parts = PARTS.stream()
                .filter(part -> names.isEmpty() || names.contains(part.name()))
                .toList();
        for (String option : List.of("--workers", "--kill-worker")) {
            if (given(option) && parts.stream().noneMatch(WordCount.class::isInstance)) {
                throw wrong(option + " belongs to the part words, which was not asked for.");
            }
        }
        if (killWorker && workers < 2) {
            throw wrong("--kill-worker needs at least 2 workers.");
        }
        return parts;
    }

    private boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** What the parts work on; a text that the user chose and that is of no use is a wrong option. */
    private Text chosenText(List<Part> parts) {
        if (parts.stream().noneMatch(Part::readsText)) {
            if (input != null) {
                throw wrong("--input belongs to the parts words, requests and topics; the others read no text.");
            }
            return new Text("nothing", "");
        }
        try {
            Text text = input == null ? Text.ofRepository(home()) : Text.of(input);
            if (!text.hasWords()) {
                throw new DemoFailure("There is no word in " + text.origin() + ".");
            }
            return text;
        } catch (DemoFailure e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private static Path home() {
        String home = System.getProperty("ling.home");
        if (home == null) {
            throw new DemoFailure("Give a text with --input FILE; only the ling launcher knows where the project is.");
        }
        return Path.of(home);
    }
}
