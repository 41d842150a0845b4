package org.lingmq.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Pair P3: a producer that has no credit waits while the consumer releases. */
public final class ProducerStarves {

    private ProducerStarves() {}

    /** A writer at its high water mark of 1 and a reader that takes the message. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "It found room after all, and was rung for nothing.")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "It found room.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It waits and is rung.")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "Lost wake-up: it waits, there is room, nobody rings.")
    @State
    public static class Fenced {

        private final ChunkPool pool = Stress.pool();
        private final Lane lane = new Lane(pool);
        private final LaneWriter writer = new LaneWriter(lane, 1, 0);
        private final LaneReader reader = new LaneReader(lane, 1);
        private boolean rung;

        Fenced() {
            lane.producerBell(() -> rung = true);
            Stress.send(writer, Stress.body(5, 1));
        }

        @Actor
        void producer(ZZ_Result result) {
            result.r1 = writer.roomOrStarve();
        }

        @Actor
        void consumer() {
            reader.ready();
            reader.skip();
        }

        @Arbiter
        void after(ZZ_Result result) {
            result.r2 = rung;
            lane.leave();
            reader.leave();
            Stress.settled(pool);
        }
    }

    /** Planted fault: the same without fences. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: a lost wake-up.")
    @State
    public static class FaultNoFence {

        private final AtomicLong released = new AtomicLong();
        private final AtomicInteger starved = new AtomicInteger();

        @Actor
        void producer(ZZ_Result result) {
            starved.setRelease(1);
            result.r1 = released.getAcquire() == 10;
        }

        @Actor
        void consumer(ZZ_Result result) {
            released.setRelease(10);
            result.r2 = starved.getOpaque() != 0 && starved.compareAndSet(1, 0);
        }
    }
}
