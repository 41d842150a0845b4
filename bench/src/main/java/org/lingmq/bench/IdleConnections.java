package org.lingmq.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Many connections that do nothing: one process binds, another one connects; more than one where a process may not have
 * that many descriptors. Each connection says a word at the beginning and one at the end, so that all are known to
 * live.
 */
final class IdleConnections {

    private static final long START_MS = TimeUnit.SECONDS.toMillis(60);
    private static final long CONNECT_MS = TimeUnit.MINUTES.toMillis(5);
    private static final double MS_PER_S = 1000;
    private static final long SETTLING_PART = 5;

    private final Program program;
    private final Case one;
    private final Timing timing;
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final List<Running> sources = new ArrayList<>();

    private IdleConnections(Program program, Case one, Timing timing) {
        this.program = program;
        this.one = one;
        this.timing = timing;
    }

    static Map<String, Double> measure(Program program, Case one, Timing timing) {
        Descriptors.check(one.count(), Descriptors.limit());
        IdleConnections idle = new IdleConnections(program, one, timing);
        try (Running sink = new Running(program.start(one, "sink", one.endpoint(), timing))) {
            idle.run(sink);
        } finally {
            idle.sources.forEach(Running::close);
        }
        return idle.figures;
    }

    private void run(Running sink) {
        String endpoint = sink.await("endpoint", START_MS);
        int processes = Descriptors.processes(one.count(), program.descriptorsPerSocket(), Descriptors.limit());
        for (int i = 0; i < processes; i++) {
            int share = one.count() / processes + (i < one.count() % processes ? 1 : 0);
            Case part = new Case(one.work(), one.transport(), one.size(), share, one.rate());
            sources.add(new Running(program.start(part, "source", endpoint, timing)));
        }
        sources.forEach(source -> source.await("ready", START_MS));
        double sinkBefore = sink.residentBytes();
        double sourceBefore = sum(Running::residentBytes);
        double sinkHeap = sink.figure("heap");
        double sourceHeap = sum(source -> memory(source, "heap"));

        long startNs = System.nanoTime();
        sources.forEach(source -> source.command("go"));
        sink.await("heard", CONNECT_MS);
        put("connect_s", (System.nanoTime() - startNs) / 1e9);
        sources.forEach(source -> source.await("opened", START_MS));

        if (program.onJvm()) {
            put("heap_sink_b", (memory(sink, "heap") - sinkHeap) / one.count());
            put("heap_source_b", (sum(source -> memory(source, "heap")) - sourceHeap) / one.count());
            put("direct_sink_b", sink.figure("direct") / one.count());
            put("direct_source_b", sum(source -> source.figure("direct")) / one.count());
        }
        put("resident_sink_b", (sink.residentBytes() - sinkBefore) / one.count());
        put("resident_source_b", (sum(Running::residentBytes) - sourceBefore) / one.count());
        put("idle_cpu_percent", idlePercent(sink));

        startNs = System.nanoTime();
        sink.command("listen");
        sources.forEach(source -> source.command("speak"));
        sink.await("again", CONNECT_MS);
        put("again_s", (System.nanoTime() - startNs) / 1e9);
        put("processes", 1.0 + processes);
    }

    private void put(String name, double value) {
        figures.put(name, value);
    }

    private double sum(ToDoubleFunction<Running> figure) {
        return sources.stream().mapToDouble(figure).sum();
    }

    /** After a collection; not a number for a program without a heap to collect. */
    private double memory(Running process, String figure) {
        if (!program.onJvm()) {
            return Double.NaN;
        }
        process.forget("direct");
        process.command("memory");
        process.await("direct", START_MS);
        return process.figure(figure);
    }

    private double idlePercent(Running sink) {
        // A JVM may still compile what connecting made hot, and collectors tidy up.
        pause(timing.idleMs() / SETTLING_PART);
        double before = sink.cpuSeconds() + sum(Running::cpuSeconds);
        pause(timing.idleMs());
        double used = sink.cpuSeconds() + sum(Running::cpuSeconds) - before;
        return 100 * used / (timing.idleMs() / MS_PER_S);
    }

    private static void pause(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted");
        }
    }
}
