package org.lingmq.socket;

import java.util.concurrent.TimeUnit;
import org.lingmq.io.Gauge;
import org.lingmq.io.Waiter;

/** Waits until addresses that I/O threads give back are free, so that they can be bound again at once. */
final class Closing {

    /** An I/O thread needs microseconds; this is for one that the system does not let run. */
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(1);

    private final Gauge open = new Gauge();
    private final Waiter waiter = new Waiter();

    /** One more to wait for, until what this returns has run. */
    Runnable one(Runnable then) {
        open.add(1);
        return () -> {
            then.run();
            if (open.add(-1) == 0) {
                waiter.ring();
            }
        };
    }

    /** Waits; not when the thread is interrupted, whose flag stays set. */
    void await() {
        Deadline deadline = Deadline.in(LIMIT_NS);
        while (open.value() > 0) {
            waiter.prepare(null);
            if (open.value() == 0) {
                waiter.cancel();
            } else if (waiter.park(deadline.leftNs()) != Waiter.Outcome.RUNG) {
                return;
            }
        }
    }
}
