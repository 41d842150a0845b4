package org.lingmq.io;

import java.util.concurrent.atomic.AtomicLong;

/** A number that several threads raise and lower, rarely. */
public final class Gauge {

    private final AtomicLong value = new AtomicLong();

    /** Adds; returns the new value. */
    public long add(long delta) {
        return value.addAndGet(delta);
    }

    /** The value now. */
    public long value() {
        return value.get();
    }
}
