package org.lingmq.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Pair P1: a consumer that found its lane empty goes to sleep while the producer publishes. */
public final class ConsumerSleep {

    private ConsumerSleep() {}

    /** The lane's own words. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "It sleeps and is rung.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "It saw the bytes by itself; nobody is rung.")
    @Outcome(id = "false, true", expect = FORBIDDEN, desc = "Lost wake-up: it sleeps, bytes are there, nobody rings.")
    @Outcome(id = "true, false", expect = FORBIDDEN, desc = "Rung although the consumer took its flag back.")
    @State
    public static class Fenced {

        private final Lane lane = new Lane(Stress.NO_CHUNKS);

        Fenced() {
            lane.awake();
        }

        @Actor
        void producer(ZZ_Result result) {
            lane.publish(10);
            result.r1 = lane.claimIdle();
        }

        @Actor
        void consumer(ZZ_Result result) {
            result.r2 = lane.sleepUntilPublished(0);
        }
    }

    /** Planted fault: the same without fences, as release and acquire alone would have it. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "false, false"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(id = "false, true", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: a lost wake-up.")
    @State
    public static class FaultNoFence {

        private final AtomicLong tail = new AtomicLong();
        private final AtomicInteger idle = new AtomicInteger();

        @Actor
        void producer(ZZ_Result result) {
            tail.setRelease(10);
            result.r1 = idle.getOpaque() != 0 && idle.compareAndSet(1, 0);
        }

        @Actor
        void consumer(ZZ_Result result) {
            idle.setRelease(1);
            result.r2 = tail.getAcquire() == 0 || !idle.compareAndSet(1, 0);
        }
    }

    /** Planted fault: the consumer does not look again after it has raised its flag. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "false, false"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(id = "false, true", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: a lost wake-up.")
    @State
    public static class FaultNoSecondLook {

        private final AtomicLong tail = new AtomicLong();
        private final AtomicInteger idle = new AtomicInteger();

        @Actor
        void producer(ZZ_Result result) {
            tail.set(10);
            result.r1 = idle.compareAndSet(1, 0);
        }

        @Actor
        void consumer(ZZ_Result result) {
            if (tail.get() == 0) {
                idle.set(1);
                result.r2 = true;
            }
        }
    }
}
