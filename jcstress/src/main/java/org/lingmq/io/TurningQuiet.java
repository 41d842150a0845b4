package org.lingmq.io;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Race E3: a caller appends to a busy lane, without a flush, while the I/O thread turns the lane quiet. */
public final class TurningQuiet {

    private TurningQuiet() {}

    /** A busy lane on the list; what is appended and what is written are plain counts under the guard. */
    private static class Busy {
        final EntryGuard guard = new EntryGuard();
        final Flag busy = new Flag();
        boolean listed = true;
        int appended = 1;
        int written;

        Busy() {
            busy.raise();
        }

        void send() {
            guard.enter();
            appended = 2;
            if (!busy.isUp()) {
                written = appended;
            }
            guard.exit();
        }

        void turnQuiet() {
            written = appended;
            busy.lower();
            listed = false;
        }

        void report(ZZ_Result result) {
            result.r1 = written == appended;
            result.r2 = listed;
        }
    }

    /** Only with the entry in hand. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "true, false"},
            expect = ACCEPTABLE,
            desc = "Everything is written.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The rest is written by the next sweep.")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "Bytes are left and nobody will write them.")
    @State
    public static class Guarded extends Busy {

        @Actor
        void caller() {
            send();
        }

        @Actor
        void sweep() {
            if (guard.enterCare()) {
                turnQuiet();
                guard.exit();
            }
        }

        @Arbiter
        void after(ZZ_Result result) {
            report(result);
        }
    }

    /** Planted fault: the I/O thread does not ask for the entry. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: bytes are left.")
    @State
    public static class FaultUnguarded extends Busy {

        @Actor
        void caller() {
            send();
        }

        @Actor
        void sweep() {
            turnQuiet();
        }

        @Arbiter
        void after(ZZ_Result result) {
            report(result);
        }
    }
}
