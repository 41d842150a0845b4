package org.lingmq.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Race E12: both ends of a lane leave at the same time; the chunks go back once. */
public final class Leaving {

    private Leaving() {}

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "Every chunk is back once.")
    @Outcome(id = "false", expect = FORBIDDEN, desc = "A chunk leaks or was freed twice.")
    private interface BackOnce {}

    /** A lane over several chunks, half of it read and not released. */
    private static class Both {
        final ChunkPool pool = Stress.pool();
        final Lane lane = new Lane(pool);
        final LaneWriter writer = new LaneWriter(lane, 0, 0);
        final LaneReader reader = new LaneReader(lane, 0);

        Both() {
            Stress.send(writer, Stress.body(4080, 1));
            Stress.send(writer, Stress.body(200, 2));
            Stress.send(writer, Stress.body(200, 3));
            for (int i = 0; i < 2; i++) {
                reader.ready();
                reader.skip();
            }
        }

        boolean settled() {
            return Stress.settled(pool);
        }
    }

    /** Both at once. */
    @JCStressTest
    @JCStressMeta(BackOnce.class)
    @State
    public static class Counted extends Both {

        @Actor
        void producer() {
            lane.leave();
        }

        @Actor
        void consumer() {
            reader.leave();
        }

        @Arbiter
        void after(Z_Result result) {
            result.r1 = settled();
        }
    }

    /** The producer still publishes while the consumer leaves. */
    @JCStressTest
    @JCStressMeta(BackOnce.class)
    @State
    public static class WhilePublishing extends Both {

        @Actor
        void producer() {
            Stress.send(writer, Stress.body(200, 4));
            writer.append(Lane.MORE, Stress.body(30, 5), 0, 30);
            lane.leave();
        }

        @Actor
        void consumer() {
            reader.leave();
        }

        @Arbiter
        void after(Z_Result result) {
            result.r1 = settled();
        }
    }

    /** Planted fault: each end looks whether the other has left instead of counting down in one step. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "As it should be.")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: freed twice.")
    @State
    public static class FaultLookedAt {

        private volatile boolean firstLeft;
        private volatile boolean secondLeft;
        private int freedByFirst;
        private int freedBySecond;

        @Actor
        void first() {
            firstLeft = true;
            freedByFirst = secondLeft ? 1 : 0;
        }

        @Actor
        void second() {
            secondLeft = true;
            freedBySecond = firstLeft ? 1 : 0;
        }

        @Arbiter
        void after(Z_Result result) {
            result.r1 = freedByFirst + freedBySecond == 1;
        }
    }
}
