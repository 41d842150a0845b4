package org.lingmq.lane;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** A chunk taken from the pool and given back, by one thread and by two that share the pool. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkPoolBenchmark {

    private final ChunkPool pool = ChunkPool.ofHeap();

    /** Alone. */
    @Benchmark
    @Threads(1)
    public void takeAndGive() {
        pool.give(pool.take(Chunk.LARGE));
    }

    /** Two threads at once. */
    @Benchmark
    @Threads(2)
    public void takeAndGiveByTwo() {
        pool.give(pool.take(Chunk.LARGE));
    }
}
