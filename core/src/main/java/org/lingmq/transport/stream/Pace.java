package org.lingmq.transport.stream;

/**
 * How fast a thread writes messages one by one, over whatever links: one that sends to ten peers in turn is as busy as
 * one that sends to a single peer, though each link sees few of its messages.
 */
final class Pace {

    private static final long GAP_NS = 6_000;
    private static final int FAST_AFTER = 8;
    private static final long PAUSED = -1;

    /** When the thread last wrote, and how often in a row it did so soon after the time before. No class of ours. */
    private static final ThreadLocal<long[]> OF_THREAD = ThreadLocal.withInitial(() -> new long[2]);

    private Pace() {}

    /** The thread has written one message; whether it has been fast for some time. */
    static boolean fast(long nowNs) {
        long[] pace = OF_THREAD.get();
        long gapNs = nowNs - pace[0];
        pace[0] = nowNs;
        pace[1] = pace[1] != PAUSED && gapNs < GAP_NS ? pace[1] + 1 : 0;
        return pace[1] >= FAST_AFTER;
    }

    /** The thread pauses: how long ago it wrote before that says nothing. */
    static void pause() {
        OF_THREAD.get()[1] = PAUSED;
    }
}
