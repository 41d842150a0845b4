package org.lingmq.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * The lock of a socket that is used by one thread at a time: it finds two threads at once instead of making one wait,
 * and the I/O thread may hold it for a moment while nobody is inside.
 *
 * <p>Everything plain in a socket is guarded by it: taking it sees all that the former holder did, on whichever thread.
 */
public final class EntryGuard {

    private static final int FREE = 0;
    private static final int CALLER = 1;
    private static final int CARE = 2;
    private static final int CLOSED = 3;

    private static final int SPINS = 200;
    private static final long PAUSE_NS = 1_000;
    private static final long CLOSE_PAUSE_NS = 50_000;

    private static final VarHandle ENTRY;

    static {
        try {
            ENTRY = MethodHandles.lookup().findVarHandle(EntryGuard.class, "entry", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // used through ENTRY
    private int entry;

    /** For the message of an exception only; may be stale. */
    private Thread owner;

    /** What {@link #enter} found. */
    public enum Entry {
        /** The caller is inside now. */
        ENTERED,
        /** Another thread is inside. */
        BUSY,
        /** The socket is closed. */
        CLOSED
    }

    /** Goes in; waits only for the I/O thread, which stays for microseconds. */
    public Entry enter() {
        if (ENTRY.compareAndSet(this, FREE, CALLER)) {
            ownedByThisThread();
            return Entry.ENTERED;
        }
        return enterSlowly();
    }

    private Entry enterSlowly() {
        for (int spins = 0; !ENTRY.compareAndSet(this, FREE, CALLER); spins++) {
            int found = (int) ENTRY.getVolatile(this);
            if (found == CALLER) {
                return Entry.BUSY;
            }
            if (found == CLOSED) {
                return Entry.CLOSED;
            }
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
        ownedByThisThread();
        return Entry.ENTERED;
    }

    /** Storing a reference costs a fence with some collectors, so only a change is. */
    private void ownedByThisThread() {
        Thread current = Thread.currentThread();
        if (owner != current) {
            owner = current;
        }
    }

    /** Goes out again. */
    public void exit() {
        ENTRY.setRelease(this, FREE);
    }

    /** The I/O thread goes in if nobody is inside. */
    public boolean enterCare() {
        return ENTRY.compareAndSet(this, FREE, CARE);
    }

    /**
     * Goes in to close, waiting for whoever is inside to leave, which was told to.
     *
     * @return false when it is closed already
     */
    public boolean enterToClose() {
        while (!ENTRY.compareAndSet(this, FREE, CALLER)) {
            if ((int) ENTRY.getVolatile(this) == CLOSED) {
                return false;
            }
            LockSupport.parkNanos(CLOSE_PAUSE_NS);
        }
        ownedByThisThread();
        return true;
    }

    /** The holder closes the guard for good; nobody gets in again. */
    public void close() {
        ENTRY.setVolatile(this, CLOSED);
    }

    /** Whether it has been closed. */
    public boolean closed() {
        return (int) ENTRY.getVolatile(this) == CLOSED;
    }

    /** The thread that is or was inside; null if there never was one. For messages only. */
    public Thread owner() {
        return owner;
    }
}
