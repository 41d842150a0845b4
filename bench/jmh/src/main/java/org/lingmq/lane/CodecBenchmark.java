package org.lingmq.lane;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** ZMTP's frames on their way to a channel and from one; the time is that of one message of a burst. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

    private static final int BURST = 32;

    /** Octets of a message. */
    @Param({"16", "64", "1024"})
    public int size;

    private byte[] body;
    private ByteBuffer target;
    private LaneWriter writer;
    private LaneOutlet outlet;
    private LaneIntake intake;
    private LaneReader reader;
    private ByteBuffer wire;
    private final WritableByteChannel endless = new Swallowing();

    /** Takes every byte at once and keeps none. */
    private static final class Swallowing implements WritableByteChannel {

        @Override
        public int write(ByteBuffer source) {
            int n = source.remaining();
            source.position(source.limit());
            return n;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** No commands, and every message is welcome. */
    private static final class Welcoming implements IntakeSink {

        @Override
        public Verdict command(byte[] head, int headLength, long bodyLength) {
            return Verdict.HANDLED;
        }

        @Override
        public String firstFrame(long bodyLength, boolean more) {
            return null;
        }
    }

    /** An outbound lane, an inbound one, and a burst as it stands on the wire. */
    @Setup
    public void open() throws IOException {
        ChunkPool pool = ChunkPool.ofHeap();
        Lane outbound = new Lane(pool);
        writer = new LaneWriter(outbound, 0, 0);
        outlet = new LaneOutlet(outbound);
        Lane inbound = new Lane(pool);
        intake = new LaneIntake(inbound, 0, 0, Long.MAX_VALUE, new Welcoming());
        reader = new LaneReader(inbound, 0);
        body = new byte[size];
        target = ByteBuffer.allocate(size);
        wire = ByteBuffer.allocateDirect(BURST * (Lane.HEADER_MAX + size));
        for (int i = 0; i < BURST; i++) {
            if (size < 256) {
                wire.put((byte) 0).put((byte) size).put(body);
            } else {
                wire.put((byte) Lane.LONG).putLong(size).put(body);
            }
        }
        wire.flip();
    }

    /** Header and body into the lane, and the burst to a channel that costs nothing. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public boolean encode() throws IOException {
        for (int i = 0; i < BURST; i++) {
            writer.append(0, body, 0, body.length);
            writer.publish();
        }
        return outlet.write(endless);
    }

    /** The burst into the lane, and over all headers, once for the connection and once for the application. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public long decodeHeaders() {
        arrive();
        long octets = 0;
        while (reader.ready()) {
            octets += reader.size();
            reader.skip();
        }
        reader.release();
        return octets;
    }

    /** As decodeHeaders, and each body is copied out. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public ByteBuffer decode() {
        arrive();
        while (reader.ready()) {
            reader.takeInto(target.clear());
        }
        reader.release();
        return target;
    }

    private void arrive() {
        intake.take(wire);
        wire.rewind();
        intake.scan();
    }
}
