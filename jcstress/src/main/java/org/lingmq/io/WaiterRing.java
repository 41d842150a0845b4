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

/** Pair P2: a thread prepares to sleep while another has something for it and rings. */
public final class WaiterRing {

    private WaiterRing() {}

    /** The waiter; the work is a plain cell, which the fences of the pair must carry. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "It goes to sleep and is rung.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It saw the work; ringing came too late or too early.")
    @Outcome(id = "true, false", expect = FORBIDDEN, desc = "Lost wake-up: it sleeps, there is work, nobody rings.")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "It saw the work and is still waiting.")
    @State
    public static class Fenced {

        private final Waiter waiter = new Waiter();
        private int work;

        @Actor
        void sleeper(ZZ_Result result) {
            waiter.prepare(null);
            if (work != 0) {
                waiter.cancel();
            } else {
                result.r1 = true;
            }
        }

        @Actor
        void ringer() {
            work = 1;
            waiter.ring();
        }

        @Arbiter
        void after(ZZ_Result result) {
            result.r2 = !waiter.waiting();
        }
    }

    /** Planted fault: the ringer has no fence between publishing and looking. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "false, true", "false, false"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: a lost wake-up.")
    @State
    public static class FaultNoFence {

        private final AtomicInteger state = new AtomicInteger();
        private final AtomicInteger work = new AtomicInteger();
        private boolean rung;

        @Actor
        void sleeper(ZZ_Result result) {
            state.set(1);
            result.r1 = work.getAcquire() == 0;
        }

        @Actor
        void ringer() {
            work.setRelease(1);
            rung = state.getOpaque() == 1;
        }

        @Arbiter
        void after(ZZ_Result result) {
            result.r2 = rung;
        }
    }
}
