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
import org.openjdk.jcstress.infra.results.IZ_Result;

/** Mail that lies in the box, or is being handled, is posted once more with news. */
public final class MailPostedAgain {

    private MailPostedAgain() {}

    /** The news is a plain cell; the action notes what it saw. */
    @JCStressTest
    @Outcome(
            id = {"1, true", "2, true"},
            expect = ACCEPTABLE,
            desc = "The news was seen by the first or the second.")
    @Outcome(
            id = {"1, false", "2, false"},
            expect = FORBIDDEN,
            desc = "Lost: posted, and no action saw the news.")
    @Outcome(expect = FORBIDDEN, desc = "Handled more often than posted.")
    @State
    public static class Reposted {

        private final Mailbox mailbox = new Mailbox();
        private final Mail mail = new Mail(this::handle);
        private int news;
        private int seen;
        private int handled;

        Reposted() {
            mailbox.post(mail);
        }

        private void handle() {
            handled++;
            seen = news;
        }

        @Actor
        void poster() {
            news = 1;
            mailbox.post(mail);
        }

        @Actor
        void handler() {
            mailbox.handle(10);
        }

        @Arbiter
        void after(IZ_Result result) {
            mailbox.handle(10);
            result.r1 = handled;
            result.r2 = seen == 1;
        }
    }

    /** Planted fault: the mail may be posted again only after its action has run. */
    @JCStressTest
    @Outcome(
            id = {"1, true", "2, true"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(
            id = {"1, false", "2, false"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "The planted fault: news lost.")
    @State
    public static class FaultActionFirst {

        private final AtomicInteger posted = new AtomicInteger(1);
        private final AtomicInteger again = new AtomicInteger();
        private volatile int news;
        private int seen;
        private int handled;

        private void handle() {
            handled++;
            seen = news;
            posted.set(0);
        }

        @Actor
        void poster() {
            news = 1;
            if (posted.compareAndSet(0, 1)) {
                again.set(1);
            }
        }

        @Actor
        void handler() {
            handle();
        }

        @Arbiter
        void after(IZ_Result result) {
            if (again.get() == 1) {
                handle();
            }
            result.r1 = handled;
            result.r2 = seen == 1;
        }
    }
}
