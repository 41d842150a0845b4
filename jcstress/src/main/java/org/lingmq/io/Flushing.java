package org.lingmq.io;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Pair P5, races E2 and E10: two parties publish and flush at the same time; nobody's bytes are left behind. */
public final class Flushing {

    private Flushing() {}

    @Outcome(id = "true, true, false", expect = ACCEPTABLE, desc = "Everything is written, by one at a time.")
    @Outcome(expect = FORBIDDEN, desc = "Bytes that nobody writes, or two at once at the channel.")
    private interface AllWritten {}

    /** What two parties have for one channel, and what was written of it. */
    private static class Channel {
        final AtomicInteger tail = new AtomicInteger();
        final AtomicInteger control = new AtomicInteger();

        /** The tx holder's. */
        int writtenTail;

        int writtenControl;
        int inside;
        boolean together;

        void work() {
            if (inside++ != 0) {
                together = true;
            }
            writtenTail = tail.getAcquire();
            writtenControl = control.getAcquire();
            inside--;
        }

        void report(ZZZ_Result result) {
            result.r1 = writtenTail == 1;
            result.r2 = writtenControl == 1;
            result.r3 = together;
        }
    }

    /** As its parties write to it. */
    private static class Held extends Channel {

        private final TxCustody tx = new TxCustody();

        void flush() {
            if (tx.acquire()) {
                rounds();
            }
        }

        void rounds() {
            do {
                tx.beginRound();
                work();
            } while (!tx.release());
        }
    }

    /** A caller that publishes and an I/O thread that has a PONG to send. */
    @JCStressTest
    @JCStressMeta(AllWritten.class)
    @State
    public static class TwoFlush extends Held {

        TwoFlush() {
            rounds();
        }

        @Actor
        void caller() {
            tail.setRelease(1);
            flush();
        }

        @Actor
        void inputOutputThread() {
            control.setRelease(1);
            flush();
        }

        @Arbiter
        void after(ZZZ_Result result) {
            report(result);
        }
    }

    /** A link comes up, whose custody the session held, while the caller publishes. */
    @JCStressTest
    @JCStressMeta(AllWritten.class)
    @State
    public static class LinkComesUp extends Held {

        @Actor
        void caller() {
            tail.setRelease(1);
            flush();
        }

        @Actor
        void session() {
            control.setRelease(1);
            rounds();
        }

        @Arbiter
        void after(ZZZ_Result result) {
            report(result);
        }
    }

    /** Planted fault: who finds the custody taken goes away without leaving word. */
    @JCStressTest
    @Outcome(id = "true, true, false", expect = ACCEPTABLE, desc = "As it should be.")
    @Outcome(
            id = {"true, false, false", "false, true, false"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "The planted fault: bytes that nobody writes.")
    @State
    public static class FaultTryLock extends Channel {

        private final AtomicInteger word = new AtomicInteger();

        private void flush() {
            if (word.compareAndSet(0, 1)) {
                work();
                word.set(0);
            }
        }

        @Actor
        void caller() {
            tail.setRelease(1);
            flush();
        }

        @Actor
        void inputOutputThread() {
            control.setRelease(1);
            flush();
        }

        @Arbiter
        void after(ZZZ_Result result) {
            report(result);
        }
    }
}
