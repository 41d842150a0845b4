package org.lingmq.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The subcommand {@code bench}. */
@Command(
        name = "bench",
        description = {
            "Measures LingMQ beside libzmq, JeroMQ, nng, nanomsg and plain NIO: all in one",
            "run, in turn, so that what the machine does meanwhile hits everyone alike.",
            "Medians of the rounds.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Works: one-way, round-trip, fixed-rate, fan-out, routed, churn, topics, idle.",
            "",
            "Examples:",
            "  ling bench --quick",
            "  ling bench --work one-way --size 64 --peer libzmq --peer limit",
            "  ling bench --bars --json figures.json --html report.html",
            "  ling bench --work idle --connections 15000 --hold 600",
            "  ling bench --jmh Lane --quick",
            "  ling bench --jmh SubscriptionTrie -- -p topics=1000 -prof gc",
            "",
            "A quiet machine gives figures that mean something. Exit code: 0 when all was",
            "measured, 1 when something could not be, 2 for wrong options.",
        })
public final class Bench implements Callable<Integer> {

    private static final Timing FULL = new Timing(3000, 500, 1000, 5, 10_000);
    private static final Timing QUICK = new Timing(1300, 200, 400, 3, 3000);

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "A few works with short rounds: under two minutes.")
    private boolean quick;

    @Option(names = "--work", paramLabel = "NAME", description = "Only this work; may be given several times.")
    private final List<String> works = new ArrayList<>();

    @Option(names = "--peer", paramLabel = "NAME", description = "Only LingMQ and this peer; may be repeated.")
    private final List<String> peers = new ArrayList<>();

    @Option(names = "--size", paramLabel = "BYTES", description = "Only messages of this size; may be repeated.")
    private final List<Integer> sizes = new ArrayList<>();

    @Option(names = "--transport", paramLabel = "NAME", description = "Only tcp, ipc or inproc; may be repeated.")
    private final List<String> transports = new ArrayList<>();

    @Option(names = "--rounds", paramLabel = "N", description = "How often; 5 if not given, 3 with --quick.")
    private Integer rounds;

    @Option(names = "--connections", paramLabel = "N", description = "Idle connections; 10,000 if not given.")
    private Integer connections;

    @Option(
            names = "--hold",
            paramLabel = "SECONDS",
            description = "How long idle connections are watched; 10 if not given, 3 with --quick.")
    private Integer holdSeconds;

    @Option(names = "--bars", description = "Also print what is to be reached, beside what was measured.")
    private boolean bars;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write all figures, each round's.")
    private Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Also write a report with plots.")
    private Path html;

    @Option(
            names = "--jmh",
            paramLabel = "REGEX",
            arity = "0..1",
            fallbackValue = ".*",
            description = {
                "Instead: benchmarks of single classes, run by JMH; those whose names hold the expression, or all.",
                "With --quick short ones, less than a minute for all."
            })
    private String jmh;

    @Parameters(paramLabel = "OPTION", description = "After --: more options for JMH, as they are; -- -h lists them.")
    private final List<String> jmhOptions = new ArrayList<>();

    /** Made by picocli. */
    public Bench() {}

    /**
     * Measures.
     *
     * @return 0 when all was measured, else 1
     */
    @Override
    public Integer call() {
        try {
            return measure();
        } catch (BenchFailure e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("ling bench: " + e.getMessage());
            err.flush();
            return 1;
        }
    }

    private int measure() {
        PrintWriter out = spec.commandLine().getOut();
        String home = System.getProperty("ling.home");
        if (home == null) {
            throw wrong("start it with the ling script: it knows where all is");
        }
        if (jmh != null) {
            return Jmh.run(Path.of(home).toAbsolutePath(), jmh, quick, jmhOptions);
        }
        if (!jmhOptions.isEmpty()) {
            throw wrong("'" + jmhOptions.get(0) + "' is no option; only --jmh passes such words on");
        }
        checkChoices();
        List<Case> cases = chosenCases();
        Programs programs = new Programs(Path.of(home).toAbsolutePath());
        List<Program> measured = chosenPrograms(programs);
        measured.forEach(program -> out.println(program.name() + ": " + program.version()));
        programs.missing().forEach(missing -> out.println("not here: " + missing));
        out.flush();

        Results results = new Rounds(cases, measured, timing(), columns()).run();

        out.print(TextTable.of(results));
        List<Bars.Bar> compared = Bars.of(cases, results);
        if (bars) {
            out.println();
            out.print(Bars.text(compared));
        }
        results.failures().forEach(failure -> out.println("failed: " + failure));
        Report report = new Report(results, measured, programs.missing(), compared, timing());
        if (json != null) {
            report.writeJson(json);
        }
        if (html != null) {
            report.writeHtml(html);
        }
        out.flush();
        return results.failures().isEmpty() ? 0 : 1;
    }

    private Timing timing() {
        Timing timing = quick ? QUICK : FULL;
        return new Timing(
                timing.jvmWarmMs(),
                timing.nativeWarmMs(),
                timing.windowMs(),
                rounds != null ? rounds : timing.rounds(),
                holdSeconds != null ? TimeUnit.SECONDS.toMillis(holdSeconds) : timing.idleMs());
    }

    private static int columns() {
        return Integer.getInteger("ling.columns", 0);
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private void checkChoices() {
        checkOne("work", works, one -> one.work().word());
        checkOne("transport", transports, Case::transport);
        checkOne("size", sizes, Case::size);
        checkPositive("--rounds", rounds);
        checkPositive("--connections", connections);
        checkPositive("--hold", holdSeconds);
    }

    private <T> void checkOne(String what, List<T> chosen, Function<Case, T> of) {
        List<T> there = Plan.full().stream().map(of).distinct().sorted().toList();
        for (T choice : chosen) {
            if (!there.contains(choice)) {
                throw wrong("there is no " + what + " '" + choice + "'; there are "
                        + String.join(", ", there.stream().map(String::valueOf).toList()));
            }
        }
    }

    private void checkPositive(String option, Integer value) {
        if (value != null && value < 1) {
            throw wrong(option + " takes 1 or more");
        }
    }

    private List<Case> chosenCases() {
        List<Case> cases = new ArrayList<>();
        for (Case one : quick ? Plan.quick() : Plan.full()) {
            if (wanted(works, one.work().word())
                    && wanted(transports, one.transport())
                    && (sizes.isEmpty() || sizes.contains(one.size()))) {
                cases.add(one.work() == Work.IDLE && connections != null ? Plan.idle(connections) : one);
            }
        }
        if (cases.isEmpty()) {
            throw wrong("nothing is measured with all these choices together; leave some out");
        }
        return cases;
    }

    private static boolean wanted(List<String> chosen, String name) {
        return chosen.isEmpty() || chosen.contains(name);
    }

    private List<Program> chosenPrograms(Programs programs) {
        List<Program> chosen = new ArrayList<>();
        for (Program program : programs.found()) {
            if (program.name().equals(Programs.LING)
                    || peers.isEmpty()
                    || peers.stream().anyMatch(peer -> peer.equalsIgnoreCase(program.name()))) {
                chosen.add(program);
            }
        }
        for (String peer : peers) {
            if (chosen.stream().noneMatch(program -> program.name().equalsIgnoreCase(peer))) {
                throw wrong("there is no peer '" + peer + "' here; there are "
                        + String.join(", ", names(programs)).toLowerCase(Locale.ROOT));
            }
        }
        return chosen;
    }

    private static List<String> names(Programs programs) {
        return programs.found().stream().map(Program::name).toList();
    }
}
