package org.lingmq.io;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Where one thread sleeps until it is rung, its time is up, or it is interrupted; the only place that blocks.
 *
 * <p>The sleeper calls {@link #prepare}, looks once more whether there is something to do, and then either
 * {@link #cancel}s or sleeps. Anyone may {@link #ring}; only a sleeper is woken, and only once. One who looks by
 * himself for a moment counts as a sleeper who needs no waking.
 */
public final class Waiter {

    /** How a sleep ended. */
    public enum Outcome {
        /** Rung, or a channel of the selector is ready, or for no reason: look again. */
        RUNG,
        /** The time is up. */
        TIME_UP,
        /** The thread's interrupt flag is set; it stays set. */
        INTERRUPTED
    }

    private static final int AWAKE = 0;
    private static final int WAITING = 1;
    private static final int RUNG = 2;
    private static final int SPINNING = 3;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Waiter.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // used through STATE
    private int state;

    /** Written before {@code state} becomes WAITING, read by a ringer after it saw WAITING. */
    private Thread sleeper;

    /** As {@code sleeper}; null when the sleeper parks. */
    private Selector selector;

    /** Announces a sleep in {@code selector}, or parked when it is null. */
    public void prepare(Selector sleepIn) {
        sleeper = Thread.currentThread();
        selector = sleepIn;
        STATE.setVolatile(this, WAITING);
        VarHandle.fullFence();
    }

    /**
     * Announces that the thread looks by itself for a moment and need not be woken. {@link #cancel} follows in any
     * case, and after it another look.
     */
    public void spin() {
        STATE.setVolatile(this, SPINNING);
        VarHandle.fullFence();
    }

    /** There was something to do after all. */
    public void cancel() {
        STATE.setVolatile(this, AWAKE);
        VarHandle.fullFence();
    }

    /** The selector of former sleeps is closed, and would hold its keys as long as somebody holds it. Nobody sleeps. */
    public void forgetSelector() {
        selector = null;
    }

    /** Whether the thread sleeps or is about to. Any thread. */
    public boolean waiting() {
        return (int) STATE.getVolatile(this) == WAITING;
    }

    /**
     * Wakes the thread if it sleeps or is about to. Any thread; what it shall see was published before.
     *
     * @return whether somebody slept or looked, who will look once more before he goes on; false when nobody did
     */
    public boolean ring() {
        VarHandle.fullFence();
        int found = (int) STATE.getOpaque(this);
        if (found == WAITING) {
            found = (int) STATE.compareAndExchange(this, WAITING, RUNG);
            if (found == WAITING) {
                wake();
            }
        }
        return found != AWAKE;
    }

    private void wake() {
        Selector sleptIn = selector;
        if (sleptIn != null) {
            sleptIn.wakeup();
        } else {
            LockSupport.unpark(sleeper);
        }
    }

    /**
     * Sleeps parked, after {@link #prepare} with null.
     *
     * @param timeoutNs how long at most; negative for ever
     */
    public Outcome park(long timeoutNs) {
        long deadlineNs = System.nanoTime() + timeoutNs;
        Outcome outcome = Outcome.RUNG;
        while ((int) STATE.getVolatile(this) == WAITING) {
            if (Thread.currentThread().isInterrupted()) {
                outcome = Outcome.INTERRUPTED;
                break;
            }
            if (timeoutNs < 0) {
                LockSupport.park(this);
                continue;
            }
            long leftNs = deadlineNs - System.nanoTime();
            if (leftNs <= 0) {
                outcome = Outcome.TIME_UP;
                break;
            }
            LockSupport.parkNanos(this, leftNs);
        }
        STATE.setVolatile(this, AWAKE);
        VarHandle.fullFence();
        return outcome;
    }

    /**
     * Sleeps in the selector given to {@link #prepare}; ready keys go to the action.
     *
     * @param timeoutNs how long at most; negative for ever
     */
    public Outcome select(long timeoutNs, Consumer<SelectionKey> action) throws IOException {
        try {
            if (Thread.currentThread().isInterrupted()) {
                return Outcome.INTERRUPTED;
            }
            if (timeoutNs == 0) {
                selector.selectNow(action);
                return Outcome.RUNG;
            }
            long timeoutMs = timeoutNs < 0 ? 0 : (timeoutNs + 999_999) / 1_000_000;
            int ready = selector.select(action, timeoutMs);
            return ready == 0 && Thread.currentThread().isInterrupted() ? Outcome.INTERRUPTED : Outcome.RUNG;
        } finally {
            STATE.setVolatile(this, AWAKE);
            VarHandle.fullFence();
        }
    }
}
