package org.lingmq.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.lingmq.SocketType;
import org.lingmq.io.CallerThread;
import org.lingmq.io.IoThread;
import org.lingmq.io.Mail;
import org.lingmq.io.Slot;
import org.lingmq.io.Turnstile;
import org.lingmq.io.Waiter;

/**
 * The lobby of a socket that many threads use: they go in one after the other, and wait outside.
 *
 * <p>One who is alone waits inside as in any other socket, and reads its links itself. When another one comes, who
 * makes him go out for that, the next waits are outside, and the I/O thread reads; the more often that happens, the
 * longer.
 */
final class SharedLobby extends Lobby {

    private static final int FEW_WAITS = 16;
    private static final int MANY_WAITS = 1 << 16;

    private final Turnstile turnstile = new Turnstile(own());
    private final WaitingCalls waiting = new WaitingCalls();
    private final Slot<List<PolledSocket>> pollers = new Slot<>();

    /** How many waits are to be outside yet, and how many that will be when somebody is disturbed again. */
    private int outside;

    private int nextOutside = FEW_WAITS;

    SharedLobby(String name, IoThread home, BooleanSupplier serve, long spinNs) {
        super(name, home, serve, spinNs);
        pollers.put(List.of());
    }

    /** The lobby of a socket of that type, shared or not. */
    static Lobby of(SocketType type, String name, IoThread home, BooleanSupplier serve, long spinNs) {
        return type.isThreadSafe() ? new SharedLobby(name, home, serve, spinNs) : new Lobby(name, home, serve, spinNs);
    }

    /** Those who wait outside; the entry holder. */
    WaitingCalls waiting() {
        return waiting;
    }

    @Override
    void enter() {
        turnstile.enter();
        try {
            super.enter();
        } catch (RuntimeException | Error e) {
            turnstile.exit();
            throw e;
        }
    }

    /** Pollers need not be told: whatever makes a socket ready for them comes by mail, or from {@link #changed}. */
    @Override
    void exit() {
        try {
            waiting.goingOut();
        } finally {
            super.exit();
            turnstile.exit();
        }
    }

    @Override
    void mailHandled() {
        if (isShut()) {
            waiting.failAll(this::shutReason);
        } else {
            waiting.serve();
        }
    }

    @Override
    void changed() {
        waiting.serve();
        ringPollers();
    }

    @Override
    boolean somethingToDo() {
        return super.somethingToDo() || turnstile.wanted();
    }

    /** Whether the caller, inside, may wait there: nobody else is about, nor was a moment ago. */
    boolean mayWaitInside() {
        if (turnstile.wanted() || waiting.some() || !pollers.look().isEmpty() || CallerThread.isVirtual()) {
            return false;
        }
        if (outside > 0) {
            outside--;
            return false;
        }
        return true;
    }

    /** Waits inside, where that is allowed. */
    boolean awaitInside(long timeoutNs) {
        boolean changed = await(timeoutNs, true);
        if (turnstile.wanted()) {
            outside = nextOutside;
            nextOutside = Math.min(2 * nextOutside, MANY_WAITS);
        } else {
            nextOutside = Math.max(nextOutside - 1, FEW_WAITS);
        }
        return changed;
    }

    /** The caller, inside, is among those who wait now, and goes out next. */
    void leaveToWait() {
        settleBusy();
        attendance().leave();
        attendance().own().tidyInside();
    }

    /**
     * Sleeps outside until it is over.
     *
     * @return false when the time is up, or was too short
     */
    boolean awaitOutside(WaitingThread mine, Deadline deadline) {
        BusySockets.settleAllBut(null);
        while (!mine.over()) {
            Waiter.Outcome outcome = sleep(mine, deadline);
            if (!mine.over() && !lookInside(mine, outcome)) {
                return false;
            }
        }
        passOn();
        mine.throwFailure();
        return true;
    }

    private Waiter.Outcome sleep(WaitingThread mine, Deadline deadline) {
        if (deadline.over()) {
            return Waiter.Outcome.TIME_UP;
        }
        mine.waiter().prepare(null);
        if (mine.over() || mine.called() || mailWaits() || isShut()) {
            mine.waiter().cancel();
            return Waiter.Outcome.RUNG;
        }
        return mine.waiter().park(deadline.leftNs());
    }

    /** Handles the mail it was rung for; false when the time is up. */
    private boolean lookInside(WaitingThread mine, Waiter.Outcome outcome) {
        enter();
        try {
            mine.comesIn();
            if (mine.over() || waiting.attempt(mine)) {
                return true;
            }
            if (outcome != Waiter.Outcome.RUNG) {
                waiting.remove(mine);
                // Those behind it may have been waiting for it alone.
                waiting.serve();
            }
        } finally {
            exit();
        }
        if (outcome == Waiter.Outcome.INTERRUPTED) {
            throw interrupted();
        }
        return outcome == Waiter.Outcome.RUNG;
    }

    /** Whoever posted mail since, and rang one who goes away now, relies on somebody else handling it. */
    void passOn() {
        if (mailWaits() && !waiting.ring()) {
            visitSoon();
        }
    }

    @Override
    boolean othersWait() {
        return waiting.some();
    }

    @Override
    boolean ring() {
        ringPollers();
        boolean inside = own().ring();
        return waiting.ring() || inside;
    }

    @Override
    void ringPollers() {
        List<PolledSocket> looking = pollers.look();
        if (!looking.isEmpty()) {
            looking.forEach(PolledSocket::ring);
        }
    }

    @Override
    void terminate() {
        super.terminate();
        // Not left to the one thread that was rung: it goes away, and the others would stay.
        post(new Mail(() -> {}), true);
        visitSoon();
    }

    @Override
    void closed() {
        waiting.failAll(this::shutReason);
        super.closed();
    }

    @Override
    void lookedAtBy(PolledSocket poller) {
        if (!pollers.look().contains(poller)) {
            List<PolledSocket> more = new ArrayList<>(pollers.look());
            more.add(poller);
            pollers.put(List.copyOf(more));
        }
        leaveToWait();
        handleMail();
        if (isShut()) {
            throw shutReason();
        }
    }

    @Override
    void exitLook(boolean found) {
        entry().exit();
        turnstile.exit();
    }

    @Override
    void forget(PolledSocket poller) {
        List<PolledSocket> others = new ArrayList<>(pollers.look());
        others.remove(poller);
        pollers.put(List.copyOf(others));
    }
}
