package org.lingmq.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Runs all cases with all peers, in turn, round after round. */
final class Rounds {

    /** Works that take long and vary little. */
    private static final Set<Work> ONCE = Set.of(Work.IDLE, Work.TOPICS, Work.CHURN);

    private final List<Case> cases;
    private final List<Program> programs;
    private final Timing timing;
    private final int columns;
    private final Set<String> given = new HashSet<>();

    Rounds(List<Case> cases, List<Program> programs, Timing timing, int columns) {
        this.cases = cases;
        this.programs = programs;
        this.timing = timing;
        this.columns = columns;
    }

    Results run() {
        Results results = new Results();
        try (ProgressBar bar = bar()) {
            for (int round = 0; round < timing.rounds(); round++) {
                for (Case one : cases) {
                    runAll(one, round, results, bar);
                }
            }
        }
        return results;
    }

    private void runAll(Case one, int round, Results results, ProgressBar bar) {
        if (round > 0 && ONCE.contains(one.work())) {
            return;
        }
        List<Program> order = new ArrayList<>(programs);
        // Each round begins with another, so that nobody always comes after the same one.
        Collections.rotate(order, round);
        for (Program program : order) {
            if (!program.can(one)) {
                continue;
            }
            if (bar != null) {
                bar.setExtraMessage(one.label() + ", " + program.name());
                bar.step();
            }
            measure(one, program, results);
        }
    }

    private void measure(Case one, Program program, Results results) {
        String name = one.label() + program.name();
        if (given.contains(name)) {
            return;
        }
        try {
            results.add(one, program.name(), Measurement.of(program, one, timing));
        } catch (BenchFailure e) {
            given.add(name);
            results.addFailure(one, program.name(), e.getMessage());
        }
    }

    /** Null when there is no terminal. */
    private ProgressBar bar() {
        if (columns <= 0) {
            return null;
        }
        long runs = 0;
        for (Case one : cases) {
            long able = programs.stream().filter(program -> program.can(one)).count();
            runs += able * (ONCE.contains(one.work()) ? 1 : timing.rounds());
        }
        return new ProgressBarBuilder()
                .setTaskName("measuring")
                .setInitialMax(runs)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, columns - 1))
                .build();
    }
}
