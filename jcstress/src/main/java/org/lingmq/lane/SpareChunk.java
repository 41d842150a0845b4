package org.lingmq.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** The one chunk that a lane keeps for itself: both its ends give chunks back and take some. */
public final class SpareChunk {

    /** Nothing is written into them, so that all states may share them: what counts is who has which. */
    private static final Chunk FIRST = new Chunk(Chunk.LARGE);

    private static final Chunk SECOND = new Chunk(Chunk.LARGE);

    private SpareChunk() {}

    private static boolean twoOfThem(Collection<Chunk> chunks) {
        return chunks.size() == 2 && chunks.contains(FIRST) && chunks.contains(SECOND);
    }

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "Every chunk is somewhere, and in one place.")
    @Outcome(id = "false", expect = FORBIDDEN, desc = "A chunk is lost, or in two hands.")
    private interface EveryChunkOnce {}

    /** A lane without chunks. */
    private static class Bare {
        final ChunkPool pool = new ChunkPool(1L << 40, 1L << 40);
        final Lane lane = new Lane(pool);
        Chunk taken;

        boolean sound() {
            List<Chunk> found = new ArrayList<>();
            if (taken != null) {
                found.add(taken);
            }
            lane.giveSpare();
            while (pool.idleBytes() > 0) {
                found.add(pool.take(Chunk.LARGE));
            }
            return twoOfThem(found);
        }
    }

    /** The consumer gives one back while the producer, who would otherwise ask the pool, needs one. */
    @JCStressTest
    @JCStressMeta(EveryChunkOnce.class)
    @State
    public static class GiveAndTake extends Bare {

        GiveAndTake() {
            pool.give(FIRST);
        }

        @Actor
        void consumer() {
            lane.giveChunk(SECOND);
        }

        @Actor
        void producer() {
            taken = lane.takeChunk(Chunk.LARGE);
        }

        @Arbiter
        void after(Z_Result result) {
            result.r1 = sound();
        }
    }

    /** The consumer gives one back while the producer takes back an unfinished message. */
    @JCStressTest
    @JCStressMeta(EveryChunkOnce.class)
    @State
    public static class GiveAndGive extends Bare {

        @Actor
        void consumer() {
            lane.giveChunk(FIRST);
        }

        @Actor
        void producer() {
            lane.giveChunk(SECOND);
        }

        @Arbiter
        void after(Z_Result result) {
            result.r1 = sound();
        }
    }

    /** The spare chunk goes back to the pool while the producer takes it. */
    @JCStressTest
    @JCStressMeta(EveryChunkOnce.class)
    @State
    public static class GiveUpAndTake extends Bare {

        GiveUpAndTake() {
            lane.giveChunk(FIRST);
            pool.give(SECOND);
        }

        @Actor
        void inputOutputThread() {
            lane.giveSpare();
        }

        @Actor
        void producer() {
            taken = lane.takeChunk(Chunk.LARGE);
        }

        @Arbiter
        void after(Z_Result result) {
            result.r1 = sound();
        }
    }

    /** Planted fault: who finds the place empty puts its chunk there in a second step. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "As it should be.")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: a chunk is lost.")
    @State
    public static class FaultTwoSteps {

        private final ConcurrentLinkedQueue<Chunk> pool = new ConcurrentLinkedQueue<>();
        private final AtomicReference<Chunk> spare = new AtomicReference<>();

        private void give(Chunk chunk) {
            if (spare.get() == null) {
                spare.set(chunk);
            } else {
                pool.add(chunk);
            }
        }

        @Actor
        void consumer() {
            give(FIRST);
        }

        @Actor
        void producer() {
            give(SECOND);
        }

        @Arbiter
        void after(Z_Result result) {
            pool.add(spare.get());
            result.r1 = twoOfThem(pool);
        }
    }
}
