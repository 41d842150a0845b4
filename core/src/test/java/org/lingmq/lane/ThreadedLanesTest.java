package org.lingmq.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three threads, two lanes, a narrow channel between them, sleeping whenever there is nothing to do: all comes through.
 */
final class ThreadedLanesTest {

    private static final long PATIENCE_MS = 280_000;

    private final ChunkPool pool = Traffic.pool();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private int messages;

    /** A sleeper that whoever rings unparks; a ring before the sleep is not lost. */
    private static final class Sleeper {
        private volatile Thread thread;
        private volatile boolean rung;

        void ring() {
            rung = true;
            LockSupport.unpark(thread);
        }

        void sleep() {
            thread = Thread.currentThread();
            while (!rung) {
                LockSupport.park(this);
            }
            rung = false;
        }
    }

    /** Holds a few hundred bytes at most; used by one thread. */
    private static final class Narrow implements ReadableByteChannel, WritableByteChannel {
        private final ByteBuffer bytes = ByteBuffer.allocate(700);

        @Override
        public int write(ByteBuffer source) {
            int n = Math.min(source.remaining(), bytes.remaining());
            bytes.put(source.slice(source.position(), n));
            source.position(source.position() + n);
            return n;
        }

        @Override
        public int read(ByteBuffer target) {
            bytes.flip();
            int n = Math.min(target.remaining(), bytes.remaining());
            target.put(bytes.slice(bytes.position(), n));
            bytes.position(bytes.position() + n).compact();
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

    private static byte[] body(Random random, int number) {
        int size = random.nextInt(50) == 0 ? random.nextInt(30_000) : random.nextInt(300);
        byte[] body = new byte[8 + size];
        ByteBuffer.wrap(body).putInt(number).putInt(size);
        for (int i = 8; i < body.length; i += 61) {
            body[i] = (byte) (number + i);
        }
        return body;
    }

    private static void check(int number, byte[] body) {
        ByteBuffer header = ByteBuffer.wrap(body);
        assertEquals(number, header.getInt(), "out of order");
        assertEquals(body.length - 8, header.getInt(), "torn");
        for (int i = 8; i < body.length; i += 61) {
            assertEquals((byte) (number + i), body[i], "torn");
        }
    }

    private Thread thread(String name, ThrowingRunnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Throwable e) {
                        failure.compareAndSet(null, e);
                    }
                },
                name);
        thread.setDaemon(true);
        return thread;
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    /** With a mark of 1 each message costs several sleeps, and on a busy machine each sleep a moment more. */
    @ParameterizedTest
    @CsvSource({"1, 20000", "7, 60000", "1000, 60000", "0, 60000"})
    void everythingComesThrough(int highWaterMark, int count) throws InterruptedException {
        messages = count;
        Lane out = new Lane(pool);
        Lane in = new Lane(pool);
        Sleeper producer = new Sleeper();
        Sleeper carrier = new Sleeper();
        Sleeper consumer = new Sleeper();
        out.producerBell(producer::ring);
        out.consumerBell(carrier::ring);
        in.producerBell(carrier::ring);
        in.consumerBell(consumer::ring);
        LaneWriter writer = new LaneWriter(out, highWaterMark, 1 << 20);
        LaneReader reader = new LaneReader(in, highWaterMark);
        Thread[] threads = {
            thread("producer", () -> produce(writer, producer)),
            thread("carrier", () -> carry(out, in, highWaterMark, carrier)),
            thread("consumer", () -> consume(reader, consumer))
        };
        for (Thread thread : threads) {
            thread.start();
        }
        threads[2].join(PATIENCE_MS);
        assertNull(failure.get());
        assertEquals(messages, reader.messages());
        threads[0].join();
        threads[1].join();
        out.leave();
        reader.leave();
        assertEquals(0, pool.inUseBytes());
    }

    private void produce(LaneWriter writer, Sleeper sleeper) {
        Random random = new Random(1);
        for (int number = 0; number < messages; number++) {
            while (!writer.roomOrStarve()) {
                sleeper.sleep();
            }
            if (number % 17 == 0) {
                writer.append(Lane.MORE, new byte[number % 5000], 0, number % 5000);
                writer.rollback();
            }
            byte[] body = body(random, number);
            int cut = number % body.length;
            writer.append(Lane.MORE, body, 0, cut);
            writer.append(0, body, cut, body.length - cut);
            writer.publish();
            writer.ring();
        }
    }

    private void carry(Lane out, Lane in, int highWaterMark, Sleeper sleeper) throws Exception {
        LaneOutlet outlet = new LaneOutlet(out);
        LaneIntake intake = new LaneIntake(in, highWaterMark, 1 << 20, 1 << 20, new IntakeSink() {
            @Override
            public Verdict command(byte[] head, int headLength, long bodyLength) {
                return Verdict.REFUSE;
            }

            @Override
            public String firstFrame(long size, boolean more) {
                return null;
            }
        });
        Narrow channel = new Narrow();
        while (intake.messages() < messages) {
            boolean drained = outlet.write(channel);
            // Once a turn: whether to sleep is what the last scan says, and one after a stall may find credit.
            LaneIntake.Scan scan = intake.scan();
            boolean moved = scan == LaneIntake.Scan.HUNGRY && intake.read(channel) > 0;
            if (scan == LaneIntake.Scan.VIOLATION) {
                throw new AssertionError(intake.violation());
            }
            boolean more = intake.messages() < messages;
            if (more && !moved && (!drained || out.sleepUntilPublished(outlet.bytesWritten()))) {
                sleeper.sleep();
            }
        }
        outlet.leave();
        in.leave();
    }

    private void consume(LaneReader reader, Sleeper sleeper) {
        for (int number = 0; number < messages; number++) {
            while (!reader.ready()) {
                if (reader.sleep()) {
                    sleeper.sleep();
                }
            }
            byte[] head = reader.take();
            byte[] rest = reader.take();
            byte[] body = new byte[head.length + rest.length];
            System.arraycopy(head, 0, body, 0, head.length);
            System.arraycopy(rest, 0, body, head.length, rest.length);
            check(number, body);
        }
        reader.release();
    }
}
