package org.lingmq.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** A process that measures: what it has said so far, and what the system knows of it. */
final class Running implements AutoCloseable {

    private static final double PAGE_BYTES = 4096;
    private static final double TICKS_PER_S = 100;
    private static final long LOOK_EVERY_MS = 10;

    private final Process process;
    private final Writer commands;
    private final Thread listener;
    private final Path errors;

    private final Map<String, String> said = new ConcurrentHashMap<>();
    private final Histogram histogram = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(1), 3);

    Running(List<String> words) {
        try {
            errors = Files.createTempFile("bench", ".err");
            process = new ProcessBuilder(words).redirectError(errors.toFile()).start();
        } catch (IOException e) {
            throw new BenchFailure("cannot start " + words.get(0) + ": " + e.getMessage());
        }
        commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
        listener = new Thread(this::listen, "bench-listener");
        listener.setDaemon(true);
        listener.start();
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line; (line = lines.readLine()) != null; ) {
                hear(line);
            }
        } catch (IOException e) {
            // It was killed in the middle of a line.
            return;
        }
    }

    private void hear(String line) {
        int space = line.indexOf(' ');
        if (line.startsWith("h ")) {
            int second = line.indexOf(' ', space + 1);
            long value = Math.min(Long.parseLong(line.substring(2, second)), histogram.getHighestTrackableValue());
            histogram.recordValueWithCount(value, Long.parseLong(line.substring(second + 1)));
        } else if (space > 0) {
            said.put(line.substring(0, space), line.substring(space + 1));
        }
    }

    /** Waits until the process has said that; fails when it ends before or takes too long. */
    String await(String name, long limitMs) {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
        while (true) {
            boolean ended = !process.isAlive() && !listener.isAlive();
            String value = said(name);
            if (value != null) {
                return value;
            }
            if (ended) {
                throw new BenchFailure("it ended before it said '" + name + "': " + complaint());
            }
            if (System.nanoTime() > deadlineNs) {
                throw new BenchFailure("it did not say '" + name + "' in " + limitMs / 1000 + " s");
            }
            pause();
        }
    }

    private String said(String name) {
        return said.get(name);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted");
        }
    }

    private String complaint() {
        try {
            return Files.readString(errors).lines().findFirst().orElse("no reason given");
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** Waits for the end of the process. */
    void awaitEnd(long limitMs) {
        try {
            if (!process.waitFor(limitMs, TimeUnit.MILLISECONDS)) {
                throw new BenchFailure("it did not end in " + limitMs / 1000 + " s");
            }
            listener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted");
        }
        if (process.exitValue() != 0) {
            throw new BenchFailure("it failed: " + complaint());
        }
    }

    /** A figure it has said; not a number when it has not. */
    double figure(String name) {
        String value = said.get(name);
        return value == null ? Double.NaN : Double.parseDouble(value);
    }

    /** Forgets a figure, so that it can be awaited anew. */
    void forget(String name) {
        said.remove(name);
    }

    Histogram histogram() {
        return histogram;
    }

    void command(String line) {
        try {
            commands.write(line + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new BenchFailure("it does not listen any more: " + complaint());
        }
    }

    /** Bytes in memory. */
    double residentBytes() {
        return Double.parseDouble(proc("statm").split(" ")[1]) * PAGE_BYTES;
    }

    /** The most bytes it ever had in memory. */
    double peakResidentBytes() {
        for (String line : proc("status").split("\n")) {
            if (line.startsWith("VmHWM:")) {
                return Double.parseDouble(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new BenchFailure("the system does not tell how much memory a process had");
    }

    /** Processor time used so far. */
    double cpuSeconds() {
        String stat = proc("stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_S;
    }

    private String proc(String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), file));
        } catch (IOException e) {
            throw new BenchFailure("the system does not tell: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            Files.deleteIfExists(errors);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new BenchFailure("cannot delete " + errors);
        }
    }
}
