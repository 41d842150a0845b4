package org.lingmq.lane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;

/** Large bodies that lie in several lanes at once: each lane has them whole, and their memory goes back once. */
final class SharedBodyTest {

    @Test
    void everyLaneHasEveryMessageWholeWhateverTheOthersDo() {
        Seeds.each(400, random -> new Run(random).go());
    }

    /** Some lanes, half of them read by an application and half written to a channel. */
    private static final class Run {
        private final Random random;
        private final ChunkPool pool = new ChunkPool(1 << 30, 1 << 30);
        private final List<End> ends = new ArrayList<>();

        Run(Random random) {
            this.random = random;
            int lanes = 1 + random.nextInt(4);
            for (int i = 0; i < lanes; i++) {
                ends.add(random.nextBoolean() ? new Read(pool) : new Written(pool, random));
            }
        }

        void go() throws IOException {
            for (int step = 0; step < 120; step++) {
                send();
                for (End end : ends) {
                    if (random.nextInt(4) == 0) {
                        end.consume(random.nextInt(5));
                    }
                }
            }
            for (End end : ends) {
                end.consume(Integer.MAX_VALUE);
                end.leave();
            }
            assertEquals(0, pool.inUseBytes());
        }

        private void send() {
            byte[][] frames = new byte[1 + random.nextInt(3)][];
            for (int i = 0; i < frames.length; i++) {
                frames[i] = new byte[Seeds.oneOf(random, 0, 20, 300, 9_000, 40_000, 65_527, 65_536, 150_000)];
                random.nextBytes(frames[i]);
            }
            SharedBody[] shared = new SharedBody[frames.length];
            for (int i = 0; i < frames.length; i++) {
                if (frames[i].length >= SharedBody.LEAST_BYTES && random.nextInt(4) > 0) {
                    int flags = i < frames.length - 1 ? Lane.MORE : 0;
                    shared[i] = ends.get(0).writer.share(flags, ByteBuffer.wrap(frames[i]));
                }
            }
            for (End end : ends) {
                if (random.nextInt(3) > 0) {
                    end.append(frames, shared, random.nextInt(8) == 0);
                }
            }
            for (SharedBody body : shared) {
                if (body != null) {
                    body.letGo();
                }
            }
        }
    }

    /** One lane and what is still to come out of it. */
    private abstract static class End {
        final Lane lane;
        final LaneWriter writer;
        final ArrayDeque<byte[][]> expected = new ArrayDeque<>();

        End(ChunkPool pool) {
            lane = new Lane(pool);
            writer = new LaneWriter(lane, 0, 0);
        }

        void append(byte[][] frames, SharedBody[] shared, boolean takeBack) {
            for (int i = 0; i < frames.length; i++) {
                int flags = i < frames.length - 1 ? Lane.MORE : 0;
                if (shared[i] != null) {
                    writer.append(shared[i]);
                } else {
                    writer.append(flags, frames[i], 0, frames[i].length);
                }
            }
            if (takeBack) {
                writer.rollback();
            } else {
                writer.publish();
                expected.add(frames);
            }
        }

        abstract void consume(int most) throws IOException;

        void leave() {
            assertTrue(expected.isEmpty());
            lane.leave();
        }
    }

    private static final class Read extends End {
        private final LaneReader reader = new LaneReader(lane, 0);

        Read(ChunkPool pool) {
            super(pool);
        }

        @Override
        void consume(int most) {
            for (int taken = 0; taken < most && reader.ready(); taken++) {
                for (byte[] frame : expected.remove()) {
                    assertArrayEquals(frame, reader.take());
                }
            }
        }

        @Override
        void leave() {
            reader.leave();
            super.leave();
        }
    }

    private static final class Written extends End {
        private final PickyChannel channel;
        private final LaneOutlet outlet = new LaneOutlet(lane);
        private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

        Written(ChunkPool pool, Random random) {
            super(pool);
            channel = new PickyChannel(random);
        }

        @Override
        void append(byte[][] frames, SharedBody[] shared, boolean takeBack) {
            super.append(frames, shared, takeBack);
            if (!takeBack) {
                for (int i = 0; i < frames.length; i++) {
                    wire.writeBytes(header(i < frames.length - 1 ? Lane.MORE : 0, frames[i].length));
                    wire.writeBytes(frames[i]);
                }
            }
        }

        private static byte[] header(int flags, int length) {
            if (length <= 255) {
                return new byte[] {(byte) flags, (byte) length};
            }
            return ByteBuffer.allocate(Lane.HEADER_MAX)
                    .put((byte) (flags | Lane.LONG))
                    .putLong(length)
                    .array();
        }

        @Override
        void consume(int most) throws IOException {
            if (most == Integer.MAX_VALUE) {
                channel.greedy();
            }
            outlet.write(channel);
        }

        @Override
        void leave() {
            assertArrayEquals(wire.toByteArray(), channel.taken());
            lane.leave();
            lane.leave();
        }
    }

    @Test
    void aLaneThatWasReadToItsEndDoesNotWriteIntoWhatAnotherStillHolds() {
        ChunkPool pool = new ChunkPool(1 << 30, 1 << 30);
        Read fast = new Read(pool);
        Read slow = new Read(pool);
        byte[] large = new byte[SharedBody.LEAST_BYTES];
        large[7] = 7;
        SharedBody body = fast.writer.share(0, ByteBuffer.wrap(large));
        fast.append(new byte[][] {large}, new SharedBody[] {body}, false);
        slow.append(new byte[][] {large}, new SharedBody[] {body}, false);
        body.letGo();
        fast.consume(1);
        fast.reader.release();
        fast.append(new byte[][] {new byte[100]}, new SharedBody[1], false);
        fast.consume(1);
        slow.consume(1);
        fast.leave();
        slow.leave();
        assertEquals(0, pool.inUseBytes());
    }

    @Test
    void aBodyInManyLanesTakesItsMemoryOnce() {
        ChunkPool pool = new ChunkPool(1 << 30, 1 << 30);
        byte[] large = new byte[Chunk.LARGE];
        List<Read> ends = new ArrayList<>();
        SharedBody body = null;
        for (int i = 0; i < 100; i++) {
            Read end = new Read(pool);
            ends.add(end);
            if (body == null) {
                body = end.writer.share(0, ByteBuffer.wrap(large));
            }
            end.append(new byte[][] {large}, new SharedBody[] {body}, false);
        }
        body.letGo();
        assertEquals(Chunk.LARGE + Chunk.SMALL + 100 * Chunk.SMALL, pool.inUseBytes());
        for (Read end : ends) {
            end.consume(1);
            end.leave();
        }
        assertEquals(0, pool.inUseBytes());
    }

    @Test
    void aBodyThatFindsNoMemoryHoldsNone() {
        ChunkPool pool = new ChunkPool(2 * Chunk.LARGE, 2 * Chunk.LARGE);
        LaneWriter writer = new LaneWriter(new Lane(pool), 0, 0);
        ZmqException refusal =
                assertThrows(ZmqException.class, () -> writer.share(0, ByteBuffer.allocate(2 * Chunk.LARGE + 1)));
        assertEquals(ErrorCode.ENOBUFS, refusal.code());
        assertEquals(0, pool.inUseBytes());
    }
}
