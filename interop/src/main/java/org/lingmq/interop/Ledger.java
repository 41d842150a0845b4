package org.lingmq.interop;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/**
 * Which numbers have come, held against the numbers that each connection carried. A connection carries consecutive
 * numbers; they must come in order, once and without a gap from its first one on, and what is missing may only be
 * missing at its end, when it was cut. Any thread.
 */
final class Ledger {
    private final TreeMap<Long, Range> connections = new TreeMap<>();
    private final boolean gapless;
    private long count;
    private long gaps;
    private String problem;

    /** The numbers of one connection. */
    private static final class Range {
        private long next;
        private long end = Long.MAX_VALUE;

        Range(long first) {
            next = first;
        }
    }

    /** With {@code gapless} false numbers may be left out anywhere; they still come in order and once. */
    Ledger(boolean gapless) {
        this.gapless = gapless;
    }

    /** A new connection carries the numbers from this one on. Before any of them can come. */
    synchronized void begin(long first) {
        connections.put(first, new Range(first));
    }

    /** The newest connection was cut; the last number that left for it is the one before this. */
    synchronized void end(long end) {
        connections.lastEntry().getValue().end = end;
    }

    /** One number has come. */
    void arrived(long number) {
        arrived(number, number);
    }

    /** Numbers have come, one behind the other; connections may have changed in between. */
    synchronized void arrived(long first, long last) {
        Long border = connections.higherKey(first);
        if (border != null && border <= last) {
            arrived(first, border - 1);
            arrived(border, last);
            return;
        }
        Map.Entry<Long, Range> connection = connections.floorEntry(first);
        long expected = connection == null ? Long.MAX_VALUE : connection.getValue().next;
        if (connection == null || first < expected || (gapless && first > expected)) {
            problem = "message " + first + " came where " + expected + " was the next one";
            return;
        }
        gaps += first > expected ? 1 : 0;
        count += last - first + 1;
        connection.getValue().next = last + 1;
    }

    /** The number behind the last one that came over the newest connection, or the first that it carries. */
    synchronized long next() {
        return connections.isEmpty() ? 0 : connections.lastEntry().getValue().next;
    }

    /** Something else went wrong. */
    synchronized void fail(String reason) {
        problem = reason;
    }

    /** How many have come. */
    synchronized long count() {
        return count;
    }

    /** How often a number came later than the next one; none when {@code gapless}. */
    synchronized long gaps() {
        return gaps;
    }

    /** How many left for connections that were cut and did not come. */
    synchronized long cutOff() {
        return connections.values().stream()
                .mapToLong(range -> range.end - range.next)
                .sum();
    }

    /** The most bytes that were cut off with one connection, when a message has so many. */
    synchronized long mostBytesCutOff(LongUnaryOperator bytes) {
        long most = 0;
        for (Range range : connections.values()) {
            long sum = 0;
            for (long number = range.next; number < range.end; number++) {
                sum += bytes.applyAsLong(number);
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    /** What came that must not; null when nothing did. */
    synchronized String problem() {
        for (Range range : connections.values()) {
            if (range.next > range.end) {
                return "message " + (range.next - 1) + " came, and had not left: the last that had is "
                        + (range.end - 1);
            }
        }
        return problem;
    }
}
