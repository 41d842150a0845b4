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

/** Pair P6: a caller turns its lane busy while the I/O thread takes the quiet lane off its list. */
public final class BusyAndListed {

    private BusyAndListed() {}

    /** A lane that is listed and has just turned quiet. */
    private static class Listed {
        final Flag busy = new Flag();
        final Flag listed = new Flag();
        boolean enlisted;
        boolean kept;

        Listed() {
            listed.raise();
        }

        void turnBusy() {
            busy.raise();
            if (listed.tryRaise()) {
                enlisted = true;
            }
        }

        /** Takes the lane off the list unless it is busy. */
        boolean forget() {
            kept = busy.isUp();
            if (!kept) {
                listed.lower();
            }
            return !kept;
        }

        void report(ZZ_Result result) {
            result.r1 = enlisted;
            result.r2 = kept;
        }
    }

    /** The I/O thread looks again after it has lowered the flag. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "Listed by one of the two.")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "Busy and not listed: its bytes stay for ever.")
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "Listed twice.")
    @State
    public static class SecondLook extends Listed {

        @Actor
        void caller() {
            turnBusy();
        }

        @Actor
        void sweep() {
            if (forget()) {
                kept = busy.isUp() && listed.tryRaise();
            }
        }

        @Arbiter
        void after(ZZ_Result result) {
            report(result);
        }
    }

    /** Planted fault: without the second look. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: busy and not listed.")
    @State
    public static class FaultNoSecondLook extends Listed {

        @Actor
        void caller() {
            turnBusy();
        }

        @Actor
        void sweep() {
            forget();
        }

        @Arbiter
        void after(ZZ_Result result) {
            report(result);
        }
    }
}
