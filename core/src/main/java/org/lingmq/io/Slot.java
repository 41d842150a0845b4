package org.lingmq.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.UnaryOperator;

/**
 * A place for one value between two threads: putting replaces what lies there, taking empties it.
 *
 * @param <T> what it holds
 */
public final class Slot<T> {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Slot.class, "value", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused")
    private Object value;

    /** Puts a value in, null for none; an earlier one is gone. What the caller reads afterwards is read after that. */
    public void put(T next) {
        VALUE.setVolatile(this, next);
        VarHandle.fullFence();
    }

    /** Takes the value out; null when there is none. */
    @SuppressWarnings("unchecked")
    public T take() {
        return (T) VALUE.getAndSet(this, null);
    }

    /** Looks at the value and leaves it there; null when there is none. */
    @SuppressWarnings("unchecked")
    public T look() {
        return (T) VALUE.getVolatile(this);
    }

    /** Replaces the value, null for none, by what comes of it; asked again when another thread was quicker. */
    public void change(UnaryOperator<T> change) {
        T before;
        do {
            before = look();
        } while (!VALUE.compareAndSet(this, before, change.apply(before)));
    }

    /** Whether there is a value. */
    public boolean filled() {
        return VALUE.getVolatile(this) != null;
    }
}
