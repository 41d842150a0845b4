package org.lingmq.lane;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs a producer to keep the water mark, with a consumer that gives back after every half of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CreditBenchmark {

    private static final int MESSAGE_BYTES = 66;

    /** Messages that may be outstanding; 0 is no limit. */
    @Param({"0", "1000"})
    public int highWaterMark;

    private Lane lane;
    private Credit credit;
    private long position;
    private int sinceRelease;

    /** A lane without bytes: only its words are used. */
    @Setup
    public void open() {
        lane = new Lane(ChunkPool.ofHeap());
        credit = new Credit(lane, highWaterMark, 0);
    }

    /** One message is admitted and counted. */
    @Benchmark
    public boolean admitAndCount() {
        boolean room = credit.room(position);
        position += MESSAGE_BYTES;
        credit.counted(position);
        if (++sinceRelease >= 500) {
            sinceRelease = 0;
            lane.release(position - MESSAGE_BYTES);
        }
        return room;
    }
}
