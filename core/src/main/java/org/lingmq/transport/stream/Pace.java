package org.lingmq.transport.stream;

import org.lingmq.io.Clock;

/**
 * How fast a thread publishes messages, over whatever links: one that sends to ten peers in turn is as busy as one that
 * sends to a single peer, though each link sees few of its messages.
 *
 * <p>What counts is the time between a write and the next message: a thread that has something to do meanwhile, or
 * keeps a rate, has time for a write of its own for each.
 */
final class Pace {

    private static final long FAST_GAP_NS = 3_000;
    private static final int FAST_AFTER = 8;
    private static final long SLOW_GAP_NS = 6_000;
    private static final int SAMPLE = 16;
    private static final long PAUSED = -1;

    private static final int WRITTEN_AT = 0;
    private static final int FAST = 1;
    private static final int PUBLISHED = 2;
    private static final int SAMPLED_AT = 3;
    private static final int CELLS = 4;

    /** No class of ours, which threads that outlive LingMQ would hold. */
    private static final ThreadLocal<long[]> OF_THREAD = ThreadLocal.withInitial(() -> new long[CELLS]);

    private Pace() {}

    /** The pace of the calling thread, for {@link #slow}. */
    static long[] ofThread() {
        return OF_THREAD.get();
    }

    /** The thread has written one message by itself, from one moment to another; whether it has been fast for long. */
    static boolean fast(long beganNs, long endedNs) {
        long[] pace = OF_THREAD.get();
        long gapNs = beganNs - pace[WRITTEN_AT];
        pace[WRITTEN_AT] = endedNs;
        pace[FAST] = pace[FAST] != PAUSED && gapNs < FAST_GAP_NS ? pace[FAST] + 1 : 0;
        if (pace[FAST] < FAST_AFTER) {
            return false;
        }
        pace[PUBLISHED] = 0;
        pace[SAMPLED_AT] = endedNs;
        return true;
    }

    /**
     * A message was left to be written with others: whether such messages have become rare. It is found out in samples,
     * so that nearly all messages cost no look at the clock. Another thread that uses the socket instead spoils no more
     * than one sample.
     */
    static boolean slow(long[] pace, Clock clock) {
        if (++pace[PUBLISHED] % SAMPLE != 0) {
            return false;
        }
        long nowNs = clock.nowNs();
        long tookNs = nowNs - pace[SAMPLED_AT];
        pace[SAMPLED_AT] = nowNs;
        return tookNs > SAMPLE * SLOW_GAP_NS;
    }

    /** The thread pauses: how long ago it wrote before that says nothing. */
    static void pause() {
        OF_THREAD.get()[FAST] = PAUSED;
    }
}
