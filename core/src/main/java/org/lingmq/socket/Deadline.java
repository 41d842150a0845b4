package org.lingmq.socket;

import org.lingmq.io.Clock;

/** When a blocking call gives up. */
final class Deadline {

    private static final Deadline NEVER = new Deadline(-1, 0);

    private final long timeoutNs;
    private final long endNs;

    private Deadline(long timeoutNs, long endNs) {
        this.timeoutNs = timeoutNs;
        this.endNs = endNs;
    }

    /** So long from now; negative for never. */
    static Deadline in(long timeoutNs) {
        return timeoutNs < 0 ? NEVER : new Deadline(timeoutNs, Clock.SYSTEM.nowNs() + timeoutNs);
    }

    /** Nanoseconds left; negative for ever. */
    long leftNs() {
        return timeoutNs < 0 ? -1 : Math.max(0, endNs - Clock.SYSTEM.nowNs());
    }

    boolean over() {
        return timeoutNs >= 0 && (timeoutNs == 0 || leftNs() == 0);
    }
}
