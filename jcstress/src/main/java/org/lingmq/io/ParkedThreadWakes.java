package org.lingmq.io;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** A caller really parks, and is rung. */
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "It came back.")
@Outcome(id = "STALE", expect = FORBIDDEN, desc = "Lost wake-up: it is parked for ever.")
@State
public class ParkedThreadWakes {

    private final Waiter waiter = new Waiter();
    private final Mailbox mailbox = new Mailbox();
    private boolean done;

    @Actor
    void caller() {
        while (!done) {
            waiter.prepare(null);
            if (mailbox.isEmpty()) {
                waiter.park(-1);
            } else {
                waiter.cancel();
            }
            mailbox.handle(10);
        }
    }

    @Signal
    void poster() {
        mailbox.post(new Mail(() -> done = true));
        waiter.ring();
    }
}
