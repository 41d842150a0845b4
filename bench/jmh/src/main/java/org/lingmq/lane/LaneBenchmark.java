package org.lingmq.lane;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Both ends of a lane in one thread: what a message costs when nobody waits for anybody. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LaneBenchmark {

    private static final int HIGH_WATER_MARK = 1000;
    private static final int BURST = 256;

    /** Octets of a message. */
    @Param({"16", "64", "1024"})
    public int size;

    private byte[] body;
    private ByteBuffer target;
    private LaneWriter writer;
    private LaneReader reader;

    /** An empty lane. */
    @Setup(Level.Iteration)
    public void open() {
        Lane lane = new Lane(ChunkPool.ofHeap());
        writer = new LaneWriter(lane, HIGH_WATER_MARK, 0);
        reader = new LaneReader(lane, HIGH_WATER_MARK);
        body = new byte[size];
        target = ByteBuffer.allocate(size);
    }

    /** One message in, and out at once. */
    @Benchmark
    public ByteBuffer writeAndRead() {
        write();
        read();
        return target;
    }

    /** Many messages in, then all of them out; the time is that of one. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public ByteBuffer writeAndReadBurst() {
        for (int i = 0; i < BURST; i++) {
            write();
        }
        for (int i = 0; i < BURST; i++) {
            read();
        }
        return target;
    }

    private void write() {
        if (!writer.room()) {
            throw new IllegalStateException("the lane is full");
        }
        writer.append(0, body, 0, body.length);
        writer.publish();
        writer.ring();
    }

    private void read() {
        if (!reader.ready()) {
            throw new IllegalStateException("the lane is empty");
        }
        reader.takeInto(target.clear());
    }
}
