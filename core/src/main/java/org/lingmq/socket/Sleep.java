package org.lingmq.socket;

import java.nio.channels.Selector;
import java.util.function.BooleanSupplier;
import org.lingmq.io.Waiter;

/** How a caller in a socket sleeps until there is something to do. Belongs to the holder of the socket's entry. */
final class Sleep {

    private final Attendance attendance;
    private final BooleanSupplier something;
    private long spinNs;

    /** Null until a caller has waited for messages. */
    private Spin spin;

    Sleep(Attendance attendance, BooleanSupplier something, long spinNs) {
        this.attendance = attendance;
        this.something = something;
        this.spinNs = spinNs;
    }

    /** How long a caller that waits for messages looks by itself before it sleeps; 0 never. */
    void spinFor(long momentNs) {
        spinNs = momentNs;
        spin = null;
    }

    /** Waits for messages, in the selector if there is one. */
    Waiter.Outcome forMessages(Selector selector, long timeoutNs) {
        if (spin == null) {
            spin = new Spin(attendance.own(), attendance::look, something, Spin.momentNs(spinNs));
        }
        if (spin.finds(selector != null, timeoutNs)) {
            return Waiter.Outcome.RUNG;
        }
        long beganNs = System.nanoTime();
        Waiter.Outcome outcome = sleep(selector, spin.leftNs(timeoutNs));
        if (outcome == Waiter.Outcome.RUNG) {
            spin.slept(System.nanoTime() - beganNs);
        }
        return outcome;
    }

    /** Waits for whatever somebody rings for. */
    Waiter.Outcome parked(long timeoutNs) {
        return sleep(null, timeoutNs);
    }

    private Waiter.Outcome sleep(Selector selector, long timeoutNs) {
        Waiter waiter = attendance.own().waiter();
        waiter.prepare(selector);
        if (something.getAsBoolean()) {
            awake(waiter);
            return Waiter.Outcome.RUNG;
        }
        try {
            return selector == null ? waiter.park(timeoutNs) : attendance.sleep(timeoutNs);
        } finally {
            // Also when reading failed before it slept.
            awake(waiter);
        }
    }

    private void awake(Waiter waiter) {
        waiter.cancel();
        attendance.own().returned();
    }
}
