package org.lingmq.io;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLZ_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Race E6: the guard of a socket lets one in at a time, and what that one did is seen by the next. */
public final class Entering {

    private Entering() {}

    /** Something plain that only the one inside may touch. */
    private static class Guarded {
        final EntryGuard guard = new EntryGuard();
        private int inside;
        private int visits;
        private boolean together;

        void visit() {
            if (inside++ != 0) {
                together = true;
            }
            visits++;
            inside--;
        }

        String call() {
            EntryGuard.Entry entry = guard.enter();
            if (entry == EntryGuard.Entry.ENTERED) {
                visit();
                guard.exit();
            }
            return entry.name();
        }

        boolean sound(int expectedVisits) {
            return !together && visits == expectedVisits;
        }
    }

    private static int entered(Object first, Object second) {
        return ("ENTERED".equals(first) ? 1 : 0) + ("ENTERED".equals(second) ? 1 : 0);
    }

    /** Two callers, which a user must not do: at least one is inside, the other is inside later or told. */
    @JCStressTest
    @Outcome(
            id = {"ENTERED, ENTERED, true", "ENTERED, BUSY, true", "BUSY, ENTERED, true"},
            expect = ACCEPTABLE,
            desc = "One after the other, or one of them is told.")
    @Outcome(expect = FORBIDDEN, desc = "Both inside, none inside, or one does not see what the other did.")
    @State
    public static class TwoCallers extends Guarded {

        @Actor
        void one(LLZ_Result result) {
            result.r1 = call();
        }

        @Actor
        void two(LLZ_Result result) {
            result.r2 = call();
        }

        @Arbiter
        void after(LLZ_Result result) {
            result.r3 = sound(entered(result.r1, result.r2));
        }
    }

    /** A caller and the I/O thread: the caller always gets in. */
    @JCStressTest
    @Outcome(
            id = {"ENTERED, ENTERED, true", "ENTERED, NOT_NOW, true"},
            expect = ACCEPTABLE,
            desc = "The caller was inside; the I/O thread was too, before or after, or left it.")
    @Outcome(expect = FORBIDDEN, desc = "The caller was refused, both inside, or one does not see what the other did.")
    @State
    public static class CallerAndCare extends Guarded {

        @Actor
        void caller(LLZ_Result result) {
            result.r1 = call();
        }

        @Actor
        void care(LLZ_Result result) {
            result.r2 = "NOT_NOW";
            if (guard.enterCare()) {
                visit();
                guard.exit();
                result.r2 = "ENTERED";
            }
        }

        @Arbiter
        void after(LLZ_Result result) {
            result.r3 = sound(entered(result.r1, result.r2));
        }
    }

    /** A caller and a closer: the closer always closes, and nobody gets in after it. */
    @JCStressTest
    @Outcome(
            id = {"ENTERED, ENTERED, true", "CLOSED, ENTERED, true", "BUSY, ENTERED, true"},
            expect = ACCEPTABLE,
            desc = "The caller was inside before, or was refused; the guard is closed.")
    @Outcome(expect = FORBIDDEN, desc = "Not closed, both inside, or one does not see what the other did.")
    @State
    public static class CallerAndCloser extends Guarded {

        @Actor
        void caller(LLZ_Result result) {
            result.r1 = call();
        }

        @Actor
        void closer(LLZ_Result result) {
            result.r2 = "NOT";
            if (guard.enterToClose()) {
                visit();
                guard.close();
                result.r2 = "ENTERED";
            }
        }

        @Arbiter
        void after(LLZ_Result result) {
            result.r3 =
                    sound(entered(result.r1, result.r2)) && guard.closed() && guard.enter() == EntryGuard.Entry.CLOSED;
        }
    }

    /** Two closers: one closes, the other finds it closed. */
    @JCStressTest
    @Outcome(
            id = {"true, false, true", "false, true, true"},
            expect = ACCEPTABLE,
            desc = "One of them closes.")
    @Outcome(expect = FORBIDDEN, desc = "Closed twice or by nobody.")
    @State
    public static class TwoClosers extends Guarded {

        private boolean close() {
            if (!guard.enterToClose()) {
                return false;
            }
            visit();
            guard.close();
            return true;
        }

        @Actor
        void one(ZZZ_Result result) {
            result.r1 = close();
        }

        @Actor
        void two(ZZZ_Result result) {
            result.r2 = close();
        }

        @Arbiter
        void after(ZZZ_Result result) {
            result.r3 = sound(1) && guard.closed();
        }
    }

    /** Planted fault: the I/O thread looks whether anybody is inside instead of going in itself. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "As it should be.")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: both inside.")
    @State
    public static class FaultLookOnly extends Guarded {

        private final AtomicBoolean callerInside = new AtomicBoolean();
        private boolean cared;

        @Actor
        void caller() {
            callerInside.set(true);
            visit();
            callerInside.set(false);
        }

        @Actor
        void care() {
            if (!callerInside.get()) {
                visit();
                cared = true;
            }
        }

        @Arbiter
        void after(Z_Result result) {
            result.r1 = sound(cared ? 2 : 1);
        }
    }
}
