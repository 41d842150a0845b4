package org.lingmq.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Runs one case with one peer once. */
final class Measurement {

    private static final long START_MS = TimeUnit.SECONDS.toMillis(60);
    private static final long SLACK_MS = TimeUnit.SECONDS.toMillis(60);
    private static final double NS_PER_US = 1e3;
    private static final int TOPICS = 1_000_000;

    private final Program program;
    private final Case one;
    private final Timing timing;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    private Measurement(Program program, Case one, Timing timing) {
        this.program = program;
        this.one = one;
        this.timing = timing.of(one.work());
    }

    /** The figures of one run, by name. */
    static Map<String, Double> of(Program program, Case one, Timing timing) {
        if (one.work() == Work.IDLE) {
            return IdleConnections.measure(program, one, timing);
        }
        Descriptors.check(one.descriptors(program.descriptorsPerSocket()), Descriptors.limit());
        Measurement measurement = new Measurement(program, one, timing);
        switch (one.work()) {
            case TOPICS -> measurement.topics();
            case CHURN -> measurement.churn();
            default -> measurement.flow();
        }
        return measurement.figures;
    }

    private Running start(String role, String endpoint) {
        return new Running(program.start(one, role, endpoint, timing));
    }

    private long limitMs() {
        return START_MS + SLACK_MS + timing.jvmWarmMs() + timing.windowMs();
    }

    private void flow() {
        if (one.inProcess()) {
            try (Running both = start("both", one.endpoint())) {
                both.awaitEnd(limitMs());
                report(both, null);
            }
            return;
        }
        Work work = one.work();
        try (Running binder = start(work.binder(), one.endpoint())) {
            String endpoint = binder.await("endpoint", START_MS);
            double before = binder.residentBytes();
            try (Running dialer = start(work.dialer(), endpoint)) {
                boolean binderEnds = work.finisher().equals(work.binder());
                Running finisher = binderEnds ? binder : dialer;
                Running other = binderEnds ? dialer : binder;
                finisher.awaitEnd(limitMs());
                report(finisher, other);
                if (work == Work.FAN_OUT) {
                    figures.put("memory_mb", (binder.peakResidentBytes() - before) / 1e6);
                }
            }
        }
    }

    private void report(Running finisher, Running other) {
        double messages = finisher.figure("messages");
        if (one.work().timed()) {
            Histogram histogram = finisher.histogram();
            figures.put("p50_us", histogram.getValueAtPercentile(50) / NS_PER_US);
            figures.put("p99_us", histogram.getValueAtPercentile(99) / NS_PER_US);
            figures.put("p99.9_us", histogram.getValueAtPercentile(99.9) / NS_PER_US);
            figures.put("mean_us", histogram.getMean() / NS_PER_US);
        } else {
            double perSecond = messages / finisher.figure("seconds");
            figures.put("messages_per_s", perSecond);
            figures.put("mb_per_s", perSecond * one.size() / 1e6);
        }
        addUse("cpu_s_per_million", "cpu", 1e6, finisher, other);
        addUse("allocated_per_message", "allocated", 1, finisher, other);
    }

    /** What both sides used for each message. */
    private void addUse(String name, String figure, double times, Running finisher, Running other) {
        double sum = finisher.figure(figure) / finisher.figure("messages");
        if (other != null && one.work() == Work.ONE_WAY) {
            sum += other.figure(figure) / other.figure("messages");
        }
        if (!Double.isNaN(sum) && (one.inProcess() || one.work() == Work.ONE_WAY)) {
            figures.put(name, sum * times);
        }
    }

    /** After a collection; not a number for a program without a heap to collect. */
    private double memory(Running process, String figure) {
        if (!program.onJvm()) {
            return Double.NaN;
        }
        process.forget("direct");
        process.command("memory");
        process.await("direct", SLACK_MS);
        return process.figure(figure);
    }

    private void topics() {
        Case each = new Case(one.work(), one.transport(), one.size(), one.count(), TOPICS / (double) one.count());
        try (Running source = new Running(program.start(each, "source", one.endpoint(), timing))) {
            String endpoint = source.await("endpoint", START_MS);
            double before = source.residentBytes();
            try (Running sink = new Running(program.start(each, "sink", endpoint, timing))) {
                publishLastTopics(source, sink);
                figures.put("subscribe_s", sink.figure("seconds"));
                double heap = memory(source, "heap");
                if (!Double.isNaN(heap)) {
                    figures.put("heap_b_per_topic", heap / TOPICS);
                }
                figures.put("resident_b_per_topic", (source.residentBytes() - before) / TOPICS);
                source.command("match");
                figures.put("match_ns", Double.parseDouble(source.await("match_ns", limitMs())));
            }
        }
    }

    /** Each subscriber's last topic, until all have heard theirs: then all subscriptions are there. */
    private void publishLastTopics(Running source, Running sink) {
        int perSubscriber = TOPICS / one.count();
        long deadlineNs = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (Double.isNaN(sink.figure("seconds"))) {
            if (System.nanoTime() > deadlineNs) {
                throw new BenchFailure("the subscriptions did not arrive in five minutes");
            }
            for (int i = 1; i <= one.count(); i++) {
                source.command(String.valueOf(i * perSubscriber - 1));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchFailure("interrupted");
            }
        }
    }

    private void churn() {
        try (Running both = start("both", one.endpoint())) {
            both.awaitEnd(2 * limitMs());
            for (String name :
                    new String[] {"cycles_per_s", "descriptors_per_pair", "close_ms", "descriptors_left", "threads_left"
                    }) {
                if (!Double.isNaN(both.figure(name))) {
                    figures.put(name, both.figure(name));
                }
            }
        }
    }
}
