package org.lingmq.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Counts one thread's visits for another that looks whether they go on. */
public final class Visits {

    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(Visits.class, "count", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private int count;

    /** One more; the holder of the socket's entry. */
    public void add() {
        COUNT.setOpaque(this, count + 1);
    }

    /** How many; any thread. */
    public int count() {
        return (int) COUNT.getOpaque(this);
    }
}
