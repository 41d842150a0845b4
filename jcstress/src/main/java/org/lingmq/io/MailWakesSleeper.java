package org.lingmq.io;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Mail arrives while the caller looks a last time and goes to sleep. */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "It goes to sleep and is rung.")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It saw the mail.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "Lost wake-up: it sleeps with mail in its box.")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "It saw the mail and is still waiting.")
@State
public class MailWakesSleeper {

    private final Mailbox mailbox = new Mailbox();
    private final Mail mail = new Mail(() -> {});
    private final Waiter waiter = new Waiter();

    @Actor
    void sleeper(ZZ_Result result) {
        waiter.prepare(null);
        if (mailbox.isEmpty()) {
            result.r1 = true;
        } else {
            waiter.cancel();
        }
    }

    @Actor
    void poster() {
        mailbox.post(mail);
        waiter.ring();
    }

    @Arbiter
    void after(ZZ_Result result) {
        result.r2 = !waiter.waiting();
    }
}
