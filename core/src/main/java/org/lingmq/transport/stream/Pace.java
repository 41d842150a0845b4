package org.lingmq.transport.stream;

import org.lingmq.io.Clock;

/**
 * How fast a thread publishes messages, over whatever links: one that sends to ten peers in turn is as busy as one that
 * sends to a single peer, though each link sees few of its messages.
 *
 * <p>What counts is the time between a write and the next message: a thread that has something to do meanwhile, or
 * keeps a rate, has time for a write of its own for each. An object is the view of one busy lane on the pace of the
 * thread that uses it.
 */
final class Pace {

    private static final long FAST_GAP_NS = 3_000;
    private static final int FAST_AFTER = 8;
    private static final long SLOW_GAP_NS = 6_000;
    private static final int SAMPLE = 16;

    private static final int WRITTEN_AT = 0;
    private static final int FAST = 1;
    private static final int PAUSED = 2;
    private static final int PUBLISHED = 3;
    private static final int SAMPLED_AT = 4;
    private static final int CELLS = 5;

    /** No class of ours, which threads that outlive LingMQ would hold. */
    private static final ThreadLocal<long[]> OF_THREAD = ThreadLocal.withInitial(() -> new long[CELLS]);

    private long[] pace;
    private boolean sampling;

    /** The lane turns busy. */
    void begin() {
        pace = OF_THREAD.get();
        sampling = false;
    }

    /**
     * A message was left to be written with others: whether such messages have become rare. It is found out in samples,
     * so that nearly all messages cost no look at the clock.
     */
    boolean slow(Clock clock) {
        if (++pace[PUBLISHED] % SAMPLE != 0) {
            return false;
        }
        if (pace != OF_THREAD.get()) {
            // Another thread uses the socket now.
            begin();
        }
        long nowNs = clock.nowNs();
        long tookNs = nowNs - pace[SAMPLED_AT];
        pace[SAMPLED_AT] = nowNs;
        boolean slow = sampling && tookNs > SAMPLE * SLOW_GAP_NS;
        sampling = true;
        return slow;
    }

    /**
     * The thread is about to write one message by itself: whether it has been fast for so long that this one and the
     * next ones are better written together. The first one after a pause says nothing, and takes nothing back: a thread
     * that answers several requests each time it wakes is fast.
     */
    static boolean fast(long nowNs) {
        long[] pace = OF_THREAD.get();
        if (pace[PAUSED] != 0) {
            pace[PAUSED] = 0;
            return false;
        }
        pace[FAST] = nowNs - pace[WRITTEN_AT] < FAST_GAP_NS ? pace[FAST] + 1 : 0;
        // As if it were written now: its next message may be for another lane.
        pace[WRITTEN_AT] = nowNs;
        return pace[FAST] >= FAST_AFTER;
    }

    /** The thread has written it. */
    static void wrote(long nowNs) {
        OF_THREAD.get()[WRITTEN_AT] = nowNs;
    }

    /** The thread pauses: how long ago it wrote before that says nothing. */
    static void pause() {
        OF_THREAD.get()[PAUSED] = 1;
    }

    /** Nothing is known of the thread. For tests, which share theirs. */
    static void forget() {
        OF_THREAD.remove();
    }
}
