package org.lingmq.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that the demo started. It ends when its standard input does, so it outlives nobody. What it prints, errors
 * too, is kept here, the last lines of it. Any thread may use it.
 */
final class Child {
    private static final int LINES_KEPT = 2000;
    private static final long ANSWER_MS = 1000;

    private final String name;
    private final String kind;
    private final Process process;
    private final Thread listener;
    private final Deque<String> lines = new ArrayDeque<>();

    Child(String name, String kind, Process process) {
        this.name = name;
        this.kind = kind;
        this.process = process;
        listener = new Thread(this::listen, "demo-" + name);
        listener.setDaemon(true);
        listener.start();
    }

    String name() {
        return name;
    }

    /** The language it is written in and what it runs on. */
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
            listener.join(limitMs);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** The last line it printed; empty when it printed nothing. */
    synchronized String lastLine() {
        return lines.isEmpty() ? "" : lines.peekLast();
    }

    /** All lines it printed; wait for its end before. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Whether it has printed this line, now or in that time. */
    synchronized boolean saysWithin(String line, long limitMs) {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
        try {
            for (long leftNs = 1; !lines.contains(line) && leftNs > 0; leftNs = deadlineNs - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, deadlineNs - System.nanoTime());
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

    /** How it ended, in a sentence. */
    String obituary() {
        int exitCode = await(ANSWER_MS);
        String last = lastLine();
        return name + " (" + kind + ") ended with exit code " + exitCode
                + (last.isEmpty() ? " and said nothing." : " and said: " + last);
    }

    private void listen() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                keep(line);
            }
        } catch (IOException | UncheckedIOException e) {
            // The process was killed while it was being read; what it said until then is kept.
            return;
        }
    }

    private synchronized void keep(String line) {
        lines.addLast(line);
        notifyAll();
        if (lines.size() > LINES_KEPT) {
            lines.removeFirst();
        }
    }
}
