package org.lingmq.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A number that several threads raise and lower, rarely. */
public final class Gauge {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Gauge.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // used through VALUE
    private long value;

    /** Adds; returns the new value. */
    public long add(long delta) {
        return (long) VALUE.getAndAdd(this, delta) + delta;
    }

    /** The value now. */
    public long value() {
        return (long) VALUE.getVolatile(this);
    }
}
