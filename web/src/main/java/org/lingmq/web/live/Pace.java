package org.lingmq.web.live;

import java.util.concurrent.TimeUnit;

/**
 * When to look at what no watch tells: {@value #REST_MS} ms after the last look, or later when that took long, so that
 * looking takes no more than a tenth of the time. The clock comes from outside. Used by one thread.
 */
final class Pace {
    static final long REST_MS = 1000;
    private static final long RESTS_PER_LOOK = 9;

    private long nextNs;

    /** Counts from a look. */
    Pace(long beganNs, long endedNs) {
        looked(beganNs, endedNs);
    }

    /** Counts from another look. */
    void looked(long beganNs, long endedNs) {
        nextNs = endedNs + Math.max(TimeUnit.MILLISECONDS.toNanos(REST_MS), RESTS_PER_LOOK * (endedNs - beganNs));
    }

    /** How long until the next look: not above 0 when it is time. */
    long waitNs(long nowNs) {
        return nextNs - nowNs;
    }
}
