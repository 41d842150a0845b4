package org.lingmq.bench;

import java.util.ArrayList;
import java.util.List;

/** What LingMQ has set itself to reach, beside what was measured. No test: noise and machines differ. */
final class Bars {

    /**
     * One bar.
     *
     * @param one what is measured
     * @param figure which of its figures
     * @param peer to whose figure it is compared; null when the figure stands for itself
     * @param wanted the bar
     * @param measured the figure; not a number when the run did not measure it
     * @param least whether the figure is to be at least the bar, not at most
     */
    record Bar(Case one, String figure, String peer, double wanted, double measured, boolean least) {

        String what() {
            return one.label() + ", " + FigureNames.title(figure) + (peer == null ? "" : ", x " + peer);
        }

        boolean met() {
            return least ? measured >= wanted : measured <= wanted;
        }
    }

    private final Results results;
    private final List<Bar> bars = new ArrayList<>();

    private Bars(Results results) {
        this.results = results;
    }

    /** The bars of all cases that were to be measured. */
    static List<Bar> of(List<Case> cases, Results results) {
        Bars bars = new Bars(results);
        cases.forEach(bars::add);
        return bars.bars;
    }

    /** The bars as lines of text. */
    static String text(List<Bar> bars) {
        StringBuilder text = new StringBuilder();
        for (Bar bar : bars) {
            String verdict = Double.isNaN(bar.measured()) ? "not measured" : bar.met() ? "reached" : "short";
            text.append(String.format(
                    "%-72s %s %8s   measured %8s   %s%n",
                    bar.what(),
                    bar.least() ? ">=" : "<=",
                    Numbers.shortly(bar.wanted()),
                    Numbers.shortly(bar.measured()),
                    verdict));
        }
        return text.toString();
    }

    private void add(Case one) {
        switch (one.work()) {
            case ONE_WAY -> oneWay(one);
            case ROUND_TRIP ->
                ratio(one, "mean_us", Programs.LIBZMQ, one.transport().equals("inproc") ? 0.8 : 0.45, false);
            case FIXED_RATE -> {
                if (one.rate() >= 100_000) {
                    ratio(one, "p99_us", Programs.LIBZMQ, 1, false);
                }
            }
            case FAN_OUT -> {
                if (one.count() > 1 && one.size() != 1024) {
                    ratio(one, "messages_per_s", Programs.LIBZMQ, one.size() == 64 ? 2.5 : 1, true);
                    ratio(one, "memory_mb", Programs.LIBZMQ, 1, false);
                }
            }
            case IDLE -> {
                absolute(one, "heap_sink_b", 3_000, false);
                absolute(one, "heap_source_b", 3_000, false);
                absolute(one, "resident_sink_b", 8_000, false);
                absolute(one, "resident_source_b", 8_000, false);
                absolute(one, "idle_cpu_percent", 1, false);
            }
            case CHURN -> {
                absolute(one, "cycles_per_s", 5_000, true);
                absolute(one, "close_ms", 150, false);
                absolute(one, "descriptors_left", 0, false);
                absolute(one, "threads_left", 0, false);
                // A pair's link takes one on each side.
                absolute(one, "descriptors_per_pair", 3, false);
            }
            default -> {
                // The others have figures and no bar.
            }
        }
    }

    private void oneWay(Case one) {
        double bar = oneWayBar(one);
        if (bar > 0) {
            ratio(one, "messages_per_s", Programs.LIBZMQ, bar, true);
        }
        if (one.transport().equals("tcp") && one.count() == 1 && one.size() <= 64) {
            ratio(one, "messages_per_s", Programs.JEROMQ, 10, true);
            ratio(one, "messages_per_s", Programs.LIMIT, 0.55, true);
        }
        if (one.count() == 1 && one.size() <= 1024) {
            absolute(one, "allocated_per_message", 0.5, false);
        }
    }

    private static double oneWayBar(Case one) {
        if (one.count() > 1) {
            return 0;
        }
        return switch (one.transport() + " " + one.size()) {
            case "tcp 16" -> 5;
            case "tcp 64", "tcp 256", "ipc 64" -> 4;
            case "tcp 1024" -> 2.2;
            case "tcp 16384" -> 2;
            case "tcp 65536" -> 1.1;
            case "tcp 1048576" -> 1;
            case "inproc 16", "inproc 64" -> 6;
            default -> 0;
        };
    }

    private void ratio(Case one, String figure, String peer, double wanted, boolean least) {
        bars.add(new Bar(one, figure, peer, wanted, results.ratio(one, figure, Programs.LING, peer), least));
    }

    private void absolute(Case one, String figure, double wanted, boolean least) {
        bars.add(new Bar(one, figure, null, wanted, results.median(one, Programs.LING, figure), least));
    }
}
