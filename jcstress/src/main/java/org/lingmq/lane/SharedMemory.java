package org.lingmq.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Two lanes and the maker of a body that lies in both let go of it: its memory goes back once, with the last. */
@JCStressTest
@Outcome(id = "0, 65536", expect = ACCEPTABLE, desc = "It is in the pool, once.")
@Outcome(expect = FORBIDDEN, desc = "It went back twice or never.")
@State
public class SharedMemory {

    /** The same for all states, or there would not be enough: what counts is how often it goes back. */
    private static final Chunk MEMORY = new Chunk(Chunk.LARGE);

    private final ChunkPool pool = poolWithMemory();
    private final Lane first = new Lane(pool);
    private final Lane second = new Lane(pool);
    private final SharedBody body = new LaneWriter(first, 0, 0).share(0, ByteBuffer.allocate(SharedBody.LEAST_BYTES));
    private final Chunk inFirst = body.hold();
    private final Chunk inSecond = body.hold();

    private static ChunkPool poolWithMemory() {
        ChunkPool pool = new ChunkPool(1L << 40, 1L << 40);
        pool.give(MEMORY);
        return pool;
    }

    @Actor
    void firstLane() {
        body.letGo();
        first.giveChunk(inFirst);
    }

    @Actor
    void secondLane() {
        second.giveChunk(inSecond);
    }

    @Arbiter
    void after(JJ_Result result) {
        result.r1 = pool.inUseBytes() + Chunk.LARGE;
        result.r2 = pool.idleBytes();
    }
}
