package org.lingmq.lane;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Control;

/**
 * The ends of a lane in two threads that spin while they wait: messages per microsecond, of each end and, in the line
 * of the group, of both together. Needs two idle processors.
 */
@State(Scope.Group)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SharedLaneBenchmark {

    private static final int HIGH_WATER_MARK = 1000;

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

    /** The producer. */
    @Benchmark
    @Group("lane")
    @GroupThreads(1)
    public void write(Control control) {
        while (!writer.room()) {
            if (control.stopMeasurement) {
                return;
            }
            Thread.onSpinWait();
        }
        writer.append(0, body, 0, body.length);
        writer.publish();
        writer.ring();
    }

    /** The consumer. */
    @Benchmark
    @Group("lane")
    @GroupThreads(1)
    public void read(Control control) {
        while (!reader.ready()) {
            if (control.stopMeasurement) {
                return;
            }
            Thread.onSpinWait();
        }
        reader.takeInto(target.clear());
    }
}
