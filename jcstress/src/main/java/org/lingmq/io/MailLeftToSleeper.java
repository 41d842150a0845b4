package org.lingmq.io;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Mail arrives while a sleeper's time is up: a poster who was told of a sleeper leaves the mail to it. */
public final class MailLeftToSleeper {

    private MailLeftToSleeper() {}

    /** The sleeper looks at the mail after it has said that it does not sleep any more. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Left to the sleeper, who handled it.")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The sleeper handled it, and the poster looks once more.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "It came later; the poster sees to it.")
    @Outcome(id = "false, true", expect = FORBIDDEN, desc = "Left to a sleeper who had looked already.")
    @State
    public static class LooksAfterwards {

        private final Mailbox mailbox = new Mailbox();
        private final Waiter waiter = new Waiter();
        private boolean handled;
        private final Mail mail = new Mail(() -> handled = true);

        @Actor
        void sleeper(ZZ_Result result) {
            waiter.prepare(null);
            waiter.cancel();
            if (!mailbox.isEmpty()) {
                mailbox.handle(1);
            }
            result.r1 = handled;
        }

        @Actor
        void poster(ZZ_Result result) {
            mailbox.post(mail);
            result.r2 = waiter.ring();
        }
    }

    /** As the other, for one who looks by himself for a moment before he sleeps. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Left to the looker, who handled it.")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The looker handled it, and the poster looks once more.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "It came later; the poster sees to it.")
    @Outcome(id = "false, true", expect = FORBIDDEN, desc = "Left to a looker who had looked already.")
    @State
    public static class SpinsAndLooks {

        private final Mailbox mailbox = new Mailbox();
        private final Waiter waiter = new Waiter();
        private boolean handled;
        private final Mail mail = new Mail(() -> handled = true);

        @Actor
        void spinner(ZZ_Result result) {
            waiter.spin();
            waiter.cancel();
            if (!mailbox.isEmpty()) {
                mailbox.handle(1);
            }
            result.r1 = handled;
        }

        @Actor
        void poster(ZZ_Result result) {
            mailbox.post(mail);
            result.r2 = waiter.ring();
        }
    }

    /** Planted fault: the sleeper looks while it still counts as one. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "true, false", "false, false"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(id = "false, true", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: nobody handles it.")
    @State
    public static class FaultLooksBefore {

        private final Mailbox mailbox = new Mailbox();
        private final Waiter waiter = new Waiter();
        private boolean handled;
        private final Mail mail = new Mail(() -> handled = true);

        @Actor
        void sleeper(ZZ_Result result) {
            waiter.prepare(null);
            if (!mailbox.isEmpty()) {
                mailbox.handle(1);
            }
            waiter.cancel();
            result.r1 = handled;
        }

        @Actor
        void poster(ZZ_Result result) {
            mailbox.post(mail);
            result.r2 = waiter.ring();
        }
    }
}
