package org.lingmq.io;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Pair P9 as sockets use it: mail is posted while the I/O thread takes its visit off the list and handles what is
 * there.
 */
public final class VisitDue {

    private VisitDue() {}

    /** The visit lowers the flag before it looks. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "true, false"},
            expect = ACCEPTABLE,
            desc = "The mail was handled.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "Another visit is due.")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "Mail lies in the box and nobody comes.")
    @State
    public static class LowerFirst {

        private final Mailbox mailbox = new Mailbox();
        private final Flag due = new Flag();
        private boolean handled;
        private boolean listed;

        LowerFirst() {
            due.raise();
        }

        @Actor
        void poster() {
            mailbox.post(new Mail(() -> handled = true));
            if (due.tryRaise()) {
                listed = true;
            }
        }

        @Actor
        void visit() {
            due.lower();
            mailbox.handle(10);
        }

        @Arbiter
        void after(ZZ_Result result) {
            result.r1 = handled;
            result.r2 = listed;
        }
    }

    /** Planted fault: the visit looks first and lowers its flag afterwards, without a second look. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: nobody comes.")
    @State
    public static class FaultLowerLast {

        private final AtomicInteger mail = new AtomicInteger();
        private final AtomicInteger due = new AtomicInteger(1);

        @Actor
        void poster(ZZ_Result result) {
            mail.set(1);
            result.r2 = due.compareAndSet(0, 1);
        }

        @Actor
        void visit(ZZ_Result result) {
            result.r1 = mail.getAndSet(0) == 1;
            due.set(0);
        }
    }
}
