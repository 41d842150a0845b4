package org.lingmq.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.lingmq.ZmqException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The pool of one context, used by all its threads. */
public final class Pooling {

    private Pooling() {}

    /** Two threads take and give; nobody gets a chunk that another one has, and none is lost. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Each has its own; none is missing.")
    @Outcome(expect = FORBIDDEN, desc = "The same chunk twice, or one is missing.")
    @State
    public static class TakeAndGive {

        private final ChunkPool pool = Stress.pool();
        private Chunk first;
        private Chunk second;

        @Actor
        void one() {
            pool.give(pool.take(Chunk.LARGE));
            first = pool.take(Chunk.LARGE);
        }

        @Actor
        void two() {
            second = pool.take(Chunk.LARGE);
        }

        @Arbiter
        void after(ZZ_Result result) {
            result.r1 = first != second;
            pool.give(first);
            pool.give(second);
            result.r2 = Stress.settled(pool);
        }
    }

    /** At the hard limit one of two gets the last chunk and the other is refused. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "One gets it.")
    @Outcome(expect = FORBIDDEN, desc = "Both or none.")
    @State
    public static class Limit {

        private final ChunkPool pool = new ChunkPool(1 << 20, 0);
        private Chunk first;
        private Chunk second;

        Limit() {
            // What goes in without having been taken counts below zero: there is room for this chunk and no other.
            pool.give(Stress.takeSmall());
        }

        private Chunk take() {
            try {
                pool.give(pool.take(Chunk.SMALL));
                return pool.take(Chunk.SMALL);
            } catch (ZmqException refused) {
                return null;
            }
        }

        @Actor
        void one() {
            first = take();
        }

        @Actor
        void two() {
            second = take();
        }

        @Arbiter
        void after(ZZ_Result result) {
            result.r1 = first != null;
            result.r2 = second != null;
            Stress.giveSmall(first != null ? first : second);
        }
    }
}
