package org.lingmq.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A flag between two threads, with the fences that the sleep and wake pairs ask for. */
public final class Flag {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Flag.class, "value", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused")
    private int value;

    /** Raises it; what the caller reads afterwards is read after that. */
    public void raise() {
        VALUE.setVolatile(this, 1);
        VarHandle.fullFence();
    }

    /** Lowers it; what the caller reads afterwards is read after that. */
    public void lower() {
        VALUE.setVolatile(this, 0);
        VarHandle.fullFence();
    }

    /** Raises it if it was down; true for exactly one of several callers. */
    public boolean tryRaise() {
        return VALUE.compareAndSet(this, 0, 1);
    }

    /** Lowers it if it was up; true for exactly one of several callers. */
    public boolean tryLower() {
        return VALUE.compareAndSet(this, 1, 0);
    }

    /** Whether it is up. */
    public boolean isUp() {
        return (int) VALUE.getVolatile(this) != 0;
    }
}
