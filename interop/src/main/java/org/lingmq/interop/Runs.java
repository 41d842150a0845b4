package org.lingmq.interop;

import java.util.ArrayList;
import java.util.List;

/**
 * Which numbered messages a peer has received, in order, as runs of consecutive numbers. Filled by a peer's news, on
 * the thread that reads them, and read when the peer has said that it is done or is gone.
 */
final class Runs {
    private final List<Run> runs = new ArrayList<>();

    /**
     * Messages that came one behind the other.
     *
     * @param stream whose
     * @param first the first number
     * @param last the last number
     */
    record Run(long stream, long first, long last) {}

    /** Takes a line of news; others than runs are left out. */
    synchronized void news(String line) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("run")) {
            add(Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
        }
    }

    /** Adds numbers that came one behind the other. */
    synchronized void add(long stream, long first, long last) {
        if (!runs.isEmpty()) {
            Run before = runs.get(runs.size() - 1);
            if (before.stream == stream && before.last + 1 == first) {
                runs.set(runs.size() - 1, new Run(stream, before.first, last));
                return;
            }
        }
        runs.add(new Run(stream, first, last));
    }

    synchronized List<Run> all() {
        return List.copyOf(runs);
    }

    /** How many messages there are. */
    synchronized long count() {
        return runs.stream().mapToLong(run -> run.last - run.first + 1).sum();
    }
}
