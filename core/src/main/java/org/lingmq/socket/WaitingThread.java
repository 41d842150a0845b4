package org.lingmq.socket;

import java.util.function.BooleanSupplier;
import org.lingmq.io.Flag;
import org.lingmq.io.Waiter;

/** A thread that sleeps until what it asked of the socket is done. */
final class WaitingThread implements Waiting {

    private final BooleanSupplier action;
    private final int addressee;
    private final Waiter waiter = new Waiter();
    private final Flag over = new Flag();
    private final Flag called = new Flag();
    private Throwable failure;

    /**
     * For the calling thread.
     *
     * @param action does it, false when it cannot be done yet; called by the entry holder, whichever thread that is
     */
    WaitingThread(BooleanSupplier action, int addressee) {
        this.action = action;
        this.addressee = addressee;
    }

    @Override
    public boolean attempt() {
        try {
            if (!action.getAsBoolean()) {
                return false;
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        end();
        return true;
    }

    @Override
    public void fail(RuntimeException reason) {
        failure = reason;
        end();
    }

    @Override
    public void call() {
        called.raise();
        waiter.ring();
    }

    /** Whether it was called in since {@link #comesIn}, perhaps before it slept. */
    boolean called() {
        return called.isUp();
    }

    /** The thread is inside and tries. */
    void comesIn() {
        called.lower();
    }

    private void end() {
        over.raise();
        waiter.ring();
    }

    /** Whether it is done or has failed. Any thread. */
    boolean over() {
        return over.isUp();
    }

    /**
     * After that: throws why it has failed, if it has, with the stack of this thread, not of the one that found out.
     */
    void throwFailure() {
        if (failure == null) {
            return;
        }
        failure.setStackTrace(new Throwable().getStackTrace());
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Override
    public Waiter waiter() {
        return waiter;
    }

    @Override
    public int addressee() {
        return addressee;
    }
}
