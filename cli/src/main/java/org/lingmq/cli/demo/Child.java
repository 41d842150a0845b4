package org.lingmq.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that the demo started. It ends when its standard input does, so it outlives nobody. What it prints is kept
 * here. Any thread may use it.
 */
final class Child {
    private static final int LINES_KEPT = 2000;
    private static final long ANSWER_MS = 1000;

    private final String name;
    private final String kind;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<Thread> listeners;

    /**
     * Takes a process over.
     *
     * @param name what the demo calls it
     * @param kind the language it is written in and what it runs on
     * @param process just started
     */
    Child(String name, String kind, Process process) {
        this.name = name;
        this.kind = kind;
        this.process = process;
        listeners = List.of(listen(process.inputReader(), lines), listen(process.errorReader(), complaints));
    }

    String name() {
        return name;
    }

    String kind() {
        return kind;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Lets the process end by itself: its standard input is over. */
    void dismiss() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // Its end of the pipe is gone, so it has ended already.
            return;
        }
    }

    /** Kills it (SIGKILL). */
    void kill() {
        process.destroyForcibly();
    }

    /**
     * Waits for its end.
     *
     * @return its exit code, or -1 when it still runs after that time
     */
    int await(long limitMs) {
        try {
            if (!process.waitFor(limitMs, TimeUnit.MILLISECONDS)) {
                return -1;
            }
            for (Thread listener : listeners) {
                listener.join(ANSWER_MS);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** What it printed to standard output; all of it once {@link #await} has seen its end. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Whether it has printed this line, now or in that time. */
    synchronized boolean saysWithin(String line, long limitMs) {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
        try {
            for (long leftNs = 1; leftNs > 0 && !lines.contains(line); leftNs = deadlineNs - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, leftNs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return lines.contains(line);
    }

    /**
     * Checks that it runs, or that it did what it had to.
     *
     * @throws DemoFailure when it failed
     */
    void check() {
        if (!alive() && await(ANSWER_MS) != 0) {
            throw new DemoFailure(obituary());
        }
    }

    /** How it ended and why, in a sentence. */
    String obituary() {
        int exitCode = await(ANSWER_MS);
        String end = name + " (" + kind + ", process " + pid() + ") "
                + (exitCode < 0 ? "does not answer" : "ended with exit code " + exitCode);
        String reason = reason();
        return reason.isEmpty() ? end + "." : end + ": " + reason;
    }

    /** The line that names an error: the first one of a Java stack trace, the last one of a Python one. */
    private synchronized String reason() {
        String reason = "";
        for (String complaint : complaints) {
            if (complaint.startsWith("Exception in") || reason.isEmpty() || !reason.startsWith("Exception in")) {
                reason = complaint.strip();
            }
        }
        return reason;
    }

    private Thread listen(BufferedReader reader, List<String> kept) {
        Thread listener = new Thread(
                () -> {
                    try (reader) {
                        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                            keep(kept, line);
                        }
                    } catch (IOException | UncheckedIOException e) {
                        // The process was killed while it was being read; what it said until then is kept.
                        return;
                    }
                },
                "demo-" + name);
        listener.setDaemon(true);
        listener.start();
        return listener;
    }

    private synchronized void keep(List<String> kept, String line) {
        if (kept.size() < LINES_KEPT) {
            kept.add(line);
            notifyAll();
        }
    }
}
