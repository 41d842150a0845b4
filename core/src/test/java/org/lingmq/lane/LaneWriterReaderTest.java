package org.lingmq.lane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An application at both ends: what was published comes out, whole, once and in order, whatever the two do when. */
final class LaneWriterReaderTest {

    @Test
    void whatIsPublishedIsReadOnceInOrder() {
        Seeds.each(600, random -> new Run(random).go());
    }

    /** One lane, a writer, a reader and the list of what must come out. */
    private static final class Run {
        private final Random random;
        private final ChunkPool pool = Traffic.pool();
        private final Lane lane = new Lane(pool);
        private final int highWaterMark;
        private final long byteMark;
        private final LaneWriter writer;
        private final LaneReader reader;
        private final ArrayDeque<List<byte[]>> expected = new ArrayDeque<>();
        private final ArrayDeque<Long> ends = new ArrayDeque<>();
        private List<byte[]> half;
        private int halfRead;
        private boolean asleep = true;
        private boolean starving;

        Run(Random random) {
            this.random = random;
            highWaterMark = Seeds.oneOf(random, 0, 1, 2, 3, 10, 100, 1000);
            byteMark = Seeds.oneOf(random, 0, 0, 1, 5_000, 200_000);
            writer = new LaneWriter(lane, highWaterMark, byteMark);
            reader = new LaneReader(lane, highWaterMark);
            lane.consumerBell(() -> asleep = false);
            lane.producerBell(() -> starving = false);
        }

        void go() {
            int steps = 50 + random.nextInt(800);
            int writing = 1 + random.nextInt(9);
            for (int step = 0; step < steps; step++) {
                if (Seeds.chance(random, 40)) {
                    writing = 1 + random.nextInt(9);
                }
                if (random.nextInt(10) < writing) {
                    write();
                } else {
                    read();
                }
                if (Seeds.chance(random, 30)) {
                    rest();
                }
            }
            drain();
            assertTrue(writer.room(), "a drained lane has room");
            assertEquals(0, writer.outstanding());
            leave();
        }

        private void write() {
            boolean room = random.nextBoolean() ? writer.room() : starvingRoom();
            checkRoom(room);
            if (!room) {
                return;
            }
            List<byte[]> message = Traffic.message(random);
            if (Seeds.chance(random, 8)) {
                appendSome(message);
                writer.rollback();
                return;
            }
            appendVariously(message);
            if (Seeds.chance(random, 20)) {
                writer.rollback();
                return;
            }
            writer.publish();
            writer.ring();
            assertFalse(asleep, "a sleeping reader is rung");
            expected.add(message);
            ends.add(writer.tail());
        }

        private boolean starvingRoom() {
            boolean room = writer.roomOrStarve();
            starving |= !room;
            return room;
        }

        private void checkRoom(boolean room) {
            while (!ends.isEmpty() && ends.peekFirst() <= lane.released()) {
                ends.removeFirst();
            }
            long messages = ends.size();
            long bytes = writer.tail() - lane.released();
            if (room) {
                assertTrue(highWaterMark == 0 || messages < highWaterMark, "messages beyond the mark");
                assertTrue(byteMark == 0 || bytes < byteMark, "bytes beyond the mark");
            } else {
                int step = Math.max(1, highWaterMark / 32);
                boolean byMessages = highWaterMark != 0 && messages > highWaterMark - step;
                assertTrue(byMessages || byteMark != 0 && bytes >= byteMark, "refused with " + messages + " messages");
            }
        }

        private void appendSome(List<byte[]> message) {
            for (byte[] body : message.subList(0, random.nextInt(message.size() + 1))) {
                writer.append(Lane.MORE, body, 0, body.length);
            }
        }

        private void appendVariously(List<byte[]> message) {
            for (int i = 0; i < message.size(); i++) {
                byte[] body = message.get(i);
                int flags = i + 1 < message.size() ? Lane.MORE : 0;
                if (random.nextBoolean()) {
                    byte[] wider = new byte[body.length + 7];
                    System.arraycopy(body, 0, wider, 3, body.length);
                    writer.append(flags, wider, 3, body.length);
                } else {
                    ByteBuffer buffer = ByteBuffer.wrap(body);
                    writer.append(flags, buffer);
                    assertEquals(body.length, buffer.remaining(), "the buffer is not consumed");
                }
            }
        }

        private void read() {
            assertEquals(expected.size() + (half == null ? 0 : 1), reader.countUnread());
            if (half == null) {
                assertEquals(!expected.isEmpty(), reader.ready());
                if (expected.isEmpty()) {
                    return;
                }
                half = expected.removeFirst();
                halfRead = 0;
            }
            int parts = random.nextBoolean() ? half.size() : 1;
            while (half != null && parts-- > 0) {
                part();
            }
        }

        private void part() {
            byte[] body = half.get(halfRead++);
            boolean last = halfRead == half.size();
            assertTrue(random.nextBoolean() || reader.ready());
            assertEquals(!last, reader.more());
            assertFalse(reader.isCommand());
            assertEquals(body.length, reader.size());
            byte[] start = new byte[Math.min(body.length, random.nextInt(100_000))];
            assertEquals(start.length, reader.peek(start, start.length));
            assertArrayEquals(Arrays.copyOf(body, start.length), start);
            if (body.length > 0) {
                int index = random.nextInt(body.length);
                assertEquals(body[index], reader.byteAt(index));
            }
            switch (random.nextInt(8)) {
                case 0 -> reader.skip();
                case 1 -> {
                    ByteBuffer target = ByteBuffer.allocate(body.length + 10).position(5);
                    reader.takeInto(target);
                    assertArrayEquals(body, Arrays.copyOfRange(target.array(), 5, body.length + 5));
                }
                case 2 -> {
                    reader.skipMessage();
                    last = true;
                }
                default -> assertArrayEquals(body, reader.take());
            }
            assertEquals(!last, reader.midMessage());
            if (last) {
                half = null;
            }
        }

        /** The reader finds nothing and sleeps; now and then the idle lane gives its chunk back. */
        private void rest() {
            if (Seeds.chance(random, 3)) {
                reader.release();
                assertTrue(half != null || !expected.isEmpty() || !starving, "a starving writer is rung");
            }
            if (half == null && expected.isEmpty() && !reader.ready()) {
                assertTrue(reader.sleep());
                asleep = true;
                assertFalse(starving);
                assertEquals(writer.tail(), lane.released());
            }
        }

        private void drain() {
            while (half != null || !expected.isEmpty()) {
                read();
            }
            assertFalse(reader.ready());
            assertTrue(reader.sleep());
        }

        private void leave() {
            for (int i = random.nextInt(5); i > 0; i--) {
                Traffic.send(writer, Traffic.message(random));
            }
            if (random.nextBoolean()) {
                writer.append(Lane.MORE, new byte[100_000], 0, 100_000);
            }
            if (random.nextBoolean()) {
                lane.leave();
                assertTrue(lane.abandoned());
                reader.leave();
            } else {
                reader.leave();
                assertTrue(lane.abandoned());
                lane.leave();
            }
            assertEquals(0, pool.inUseBytes(), "chunks leak");
        }
    }

    @Test
    void leavingInsideAMessageReleasesTheWholeOfIt() {
        Lane lane = new Lane(Traffic.pool());
        LaneWriter writer = new LaneWriter(lane, 0, 0);
        LaneReader reader = new LaneReader(lane, 0);
        Traffic.send(writer, Traffic.of("a", "b", "c"));
        Traffic.send(writer, Traffic.of("d", "e"));
        assertTrue(reader.ready());
        reader.skip();
        reader.leave();
        LaneReader rest = LaneReader.takeOver(lane);
        assertTrue(rest.ready());
        Traffic.assertSame(Traffic.of("d", "e"), Traffic.take(rest));
        assertFalse(rest.ready());
    }

    @Test
    void releaseInsideAMessageWaitsForItsEnd() {
        Lane lane = new Lane(Traffic.pool());
        LaneWriter writer = new LaneWriter(lane, 0, 0);
        LaneReader reader = new LaneReader(lane, 0);
        Traffic.send(writer, Traffic.of("a", "b"));
        assertTrue(reader.ready());
        reader.skip();
        reader.release();
        assertEquals(0, lane.released(), "released is a message boundary");
        reader.skip();
        reader.release();
        assertEquals(writer.tail(), lane.released());
    }

    @Test
    void discardCountsWholeMessages() {
        Seeds.each(100, random -> {
            ChunkPool pool = Traffic.pool();
            Lane lane = new Lane(pool);
            LaneWriter writer = new LaneWriter(lane, 0, 0);
            LaneReader reader = new LaneReader(lane, 0);
            int count = random.nextInt(50);
            for (int i = 0; i < count; i++) {
                Traffic.send(writer, Traffic.message(random));
            }
            assertEquals(count, reader.countUnread());
            assertEquals(count, reader.discard());
            assertEquals(0, reader.countUnread());
            assertTrue(writer.drained());
            assertEquals(count, reader.messages());
            lane.leave();
            reader.leave();
            assertEquals(0, pool.inUseBytes());
        });
    }

    @Test
    void takeOverReadsFromTheFirstMessageThatWasNotReleased() {
        Seeds.each(300, random -> {
            ChunkPool pool = Traffic.pool();
            Lane lane = new Lane(pool);
            LaneWriter writer = new LaneWriter(lane, 0, 0);
            LaneReader reader = new LaneReader(lane, 0);
            ArrayDeque<List<byte[]>> expected = new ArrayDeque<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                expected.add(Traffic.message(random));
                Traffic.send(writer, expected.peekLast());
            }
            int read = random.nextInt(expected.size() + 1);
            for (int i = 0; i < read; i++) {
                assertTrue(reader.ready());
                Traffic.assertSame(expected.removeFirst(), Traffic.take(reader));
            }
            reader.leave();
            LaneReader rest = LaneReader.takeOver(lane);
            assertEquals(expected.size(), rest.countUnread());
            while (!expected.isEmpty()) {
                assertTrue(rest.ready());
                Traffic.assertSame(expected.removeFirst(), Traffic.take(rest));
            }
            assertFalse(rest.ready());
            rest.leave();
            assertEquals(0, pool.inUseBytes());
        });
    }

    @Test
    void movedMessagesArriveWhole() {
        Seeds.each(100, random -> {
            Lane from = new Lane(Traffic.pool());
            Lane to = new Lane(Traffic.pool());
            LaneWriter writer = new LaneWriter(from, 0, 0);
            LaneReader mover = new LaneReader(from, 0);
            LaneWriter second = new LaneWriter(to, 0, 0);
            LaneReader reader = new LaneReader(to, 0);
            List<byte[]> message = Traffic.message(random);
            Traffic.send(writer, message);
            assertTrue(mover.ready());
            mover.moveMessage(second);
            second.publish();
            assertTrue(reader.ready());
            Traffic.assertSame(message, Traffic.take(reader));
        });
    }

    @Test
    void skipMessagePassesCommandsBetweenParts() {
        Lane lane = new Lane(Traffic.pool());
        LaneWriter writer = new LaneWriter(lane, 0, 0);
        LaneReader reader = new LaneReader(lane, 0);
        byte[] part = {1};
        writer.append(Lane.MORE, part, 0, 1);
        writer.append(Lane.COMMAND, part, 0, 1);
        writer.append(0, part, 0, 1);
        writer.publish();
        assertTrue(reader.ready());
        reader.skipMessage();
        assertFalse(reader.midMessage());
        assertFalse(reader.ready());
        assertEquals(1, reader.messages());
    }
}
