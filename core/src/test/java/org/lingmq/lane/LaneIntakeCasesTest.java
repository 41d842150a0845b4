package org.lingmq.lane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import org.junit.jupiter.api.Test;

/** Single facts about an intake, each made by hand. */
final class LaneIntakeCasesTest {

    private final ChunkPool pool = Traffic.pool();
    private final Lane lane = new Lane(pool);
    private final LaneReader reader = new LaneReader(lane, 0);
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

    private LaneIntake intake(int highWaterMark, long maxMessageBytes) {
        return new LaneIntake(lane, highWaterMark, 0, maxMessageBytes, new PlainSink());
    }

    /** Everything but SUBSCRIBE is handled, and a command named NO is refused. */
    private static final class PlainSink implements IntakeSink {
        @Override
        public Verdict command(byte[] head, int headLength, long bodyLength) {
            return head[1] == 'N' ? Verdict.REFUSE : head[1] == 'S' ? Verdict.DELIVER : Verdict.HANDLED;
        }

        @Override
        public String firstFrame(long size, boolean more) {
            return size == 13 ? "thirteen" : null;
        }
    }

    private void message(int size) {
        Traffic.frame(wire, 0, new byte[size], null);
    }

    private LaneIntake.Scan feed(LaneIntake intake) {
        intake.take(ByteBuffer.wrap(wire.toByteArray()));
        wire.reset();
        return intake.scan();
    }

    private int readAll() {
        int count = 0;
        while (reader.ready()) {
            reader.take();
            count++;
        }
        reader.release();
        return count;
    }

    @Test
    void scanGoesOnBehindAMessageWhoseChunksWereGivenBack() {
        LaneIntake intake = intake(0, Integer.MAX_VALUE);
        for (int i = 0; i < 3; i++) {
            message(200_000);
            assertEquals(LaneIntake.Scan.HUNGRY, feed(intake));
            assertEquals(1, readAll());
            message(5);
            assertEquals(LaneIntake.Scan.HUNGRY, feed(intake));
            assertEquals(1, readAll());
        }
    }

    @Test
    void headersLieInOneChunkHoweverMuchIsReadAhead() throws IOException {
        for (int size = 0; size < 12; size++) {
            for (int lead = 0; lead < 12; lead++) {
                Lane other = new Lane(pool);
                LaneIntake intake = new LaneIntake(other, 0, 0, Integer.MAX_VALUE, new PlainSink());
                LaneReader behind = new LaneReader(other, 0);
                message(lead);
                int count = 1;
                while (wire.size() < 200_000) {
                    // Small bodies in the long form: nine octets of header that must not be torn.
                    wire.write(Lane.LONG);
                    wire.writeBytes(ByteBuffer.allocate(8).putLong(size).array());
                    wire.writeBytes(new byte[size]);
                    count++;
                }
                intake.read(Channels.newChannel(new ByteArrayInputStream(wire.toByteArray())));
                wire.reset();
                assertEquals(LaneIntake.Scan.HUNGRY, intake.scan());
                long found = 0;
                while (behind.ready()) {
                    assertEquals(found == 0 ? lead : size, behind.take().length);
                    found++;
                }
                assertTrue(found > 1 && found <= count);
                assertEquals(intake.messages(), found);
            }
        }
    }

    /** Lengths around every power of two that a decoder might trip over, and some no machine can hold. */
    @Test
    void ZMTP_18_19_announcedLengthsCostNothing() {
        for (int bits = 7; bits < 64; bits++) {
            for (int beside = -1; beside <= 1; beside++) {
                announced((1L << bits) + beside);
            }
        }
        announced(-1);
        announced(Integer.MAX_VALUE - 8L);
        announced(Integer.MAX_VALUE - 9L);
    }

    private void announced(long size) {
        for (long most : new long[] {0, 255, 256, 1 << 20, Integer.MAX_VALUE, Long.MAX_VALUE}) {
            for (int flags : new int[] {2, 3, 6, 0xFA}) {
                announced(size, flags, most);
            }
        }
    }

    private void announced(long size, int flags, long most) {
        ChunkPool own = Traffic.pool();
        Lane other = new Lane(own);
        LaneIntake intake = new LaneIntake(other, 0, 0, most, new PlainSink());
        wire.write(1);
        wire.write(1);
        wire.write('x');
        wire.write(flags);
        wire.writeBytes(ByteBuffer.allocate(8).putLong(size).array());
        wire.write('y');
        long counted = (flags & Lane.COMMAND) != 0 ? 0 : 1;
        boolean fits = most > 0 && size >= 0 && size <= Math.min(most, Integer.MAX_VALUE - 8) - counted;
        assertEquals(fits ? LaneIntake.Scan.HUNGRY : LaneIntake.Scan.VIOLATION, feed(intake), size + " of " + most);
        assertEquals(fits, intake.violation() == null);
        assertTrue(own.inUseBytes() <= Chunk.SMALL, "memory follows bytes received");
        assertEquals(0, other.tail());
    }

    @Test
    void ZMTP_19_framesOfAMessageCountTogether() {
        LaneIntake intake = intake(0, 10);
        Traffic.frame(wire, 1, new byte[5], null);
        Traffic.frame(wire, 0, new byte[5], null);
        Traffic.frame(wire, 0, new byte[10], null);
        assertEquals(LaneIntake.Scan.HUNGRY, feed(intake));
        assertEquals(2, intake.messages());
        Traffic.frame(wire, 1, new byte[5], null);
        Traffic.frame(wire, 0, new byte[6], null);
        assertEquals(LaneIntake.Scan.VIOLATION, feed(intake));
        assertEquals(2, intake.messages());
        assertTrue(intake.violation().contains("11"), intake.violation());
    }

    @Test
    void wholeMessagesInFrontOfAViolationAreDelivered() {
        LaneIntake intake = intake(0, 1000);
        message(3);
        Traffic.frame(wire, 4, Traffic.command("NO", new byte[3]), null);
        message(4);
        assertEquals(LaneIntake.Scan.VIOLATION, feed(intake));
        assertEquals(LaneIntake.Scan.VIOLATION, intake.scan(), "a violation stays");
        intake.endOfLink();
        assertNull(intake.violation());
        assertEquals(1, readAll());
        message(5);
        assertEquals(LaneIntake.Scan.HUNGRY, feed(intake));
        assertEquals(1, readAll());
    }

    @Test
    void refusedFirstFrameIsAViolation() {
        LaneIntake intake = intake(0, 1000);
        message(13);
        assertEquals(LaneIntake.Scan.VIOLATION, feed(intake));
        assertEquals("thirteen", intake.violation());
        assertFalse(reader.ready());
    }

    @Test
    void handledCommandsFillNothing() {
        LaneIntake intake = intake(1, 1000);
        long most = 0;
        for (int i = 0; i < 100_000; i++) {
            Traffic.frame(wire, 4, Traffic.command("PING", new byte[i % 50]), null);
            assertEquals(LaneIntake.Scan.HUNGRY, feed(intake));
            assertFalse(reader.ready(), "a handled command is nothing to read");
            most = Math.max(most, pool.inUseBytes());
        }
        assertEquals(Chunk.SMALL, most);
        assertEquals(0, lane.tail());
    }

    @Test
    void handledCommandsBehindAnUnreadMessageFillNothing() {
        LaneIntake intake = intake(0, 1000);
        message(3);
        assertEquals(LaneIntake.Scan.HUNGRY, feed(intake));
        for (int i = 0; i < 50_000; i++) {
            Traffic.frame(wire, 4, Traffic.command("PING", new byte[i % 50]), null);
            // Cut anywhere: the beginning of the next PING comes with the one before.
            byte[] bytes = wire.toByteArray();
            wire.reset();
            int cut = i % bytes.length;
            intake.take(ByteBuffer.wrap(bytes, 0, cut));
            assertEquals(LaneIntake.Scan.HUNGRY, intake.scan());
            intake.take(ByteBuffer.wrap(bytes, cut, bytes.length - cut));
            assertEquals(LaneIntake.Scan.HUNGRY, intake.scan());
        }
        assertTrue(pool.inUseBytes() <= 2 * (Chunk.SMALL + Chunk.LARGE), pool.inUseBytes() + " bytes");
        assertEquals(1, readAll());
    }

    @Test
    void stalledIntakeGoesOnWhenTheReaderReleases() {
        LaneIntake intake = intake(2, 1000);
        int[] rung = {0};
        lane.producerBell(() -> rung[0]++);
        for (int i = 0; i < 5; i++) {
            message(i);
        }
        assertEquals(LaneIntake.Scan.STALLED, feed(intake));
        assertEquals(2, intake.messages());
        assertEquals(LaneIntake.Scan.STALLED, intake.scan());
        assertEquals(2, readAll());
        assertEquals(1, rung[0]);
        assertEquals(LaneIntake.Scan.STALLED, intake.scan());
        assertEquals(4, intake.messages());
        assertEquals(2, readAll());
        assertEquals(LaneIntake.Scan.HUNGRY, intake.scan());
        assertEquals(1, readAll());
    }

    @Test
    void commandsBehindAStalledMessageWaitForIt() {
        LaneIntake intake = intake(1, 1000);
        message(1);
        message(2);
        Traffic.frame(wire, 4, Traffic.command("SUBSCRIBE", new byte[0]), null);
        assertEquals(LaneIntake.Scan.STALLED, feed(intake));
        assertEquals(1, readAll());
        assertEquals(LaneIntake.Scan.HUNGRY, intake.scan());
        assertTrue(reader.ready());
        assertFalse(reader.isCommand());
        reader.skip();
        assertTrue(reader.ready());
        assertTrue(reader.isCommand());
    }

    @Test
    void endOfLinkDeliversWholeMessagesBeyondTheMark() {
        LaneIntake intake = intake(1, 1000);
        for (int i = 0; i < 5; i++) {
            message(100);
        }
        Traffic.frame(wire, 1, new byte[7], null);
        assertEquals(LaneIntake.Scan.STALLED, feed(intake));
        intake.endOfLink();
        assertEquals(5, intake.messages());
        assertEquals(5, readAll());
        intake.startOfLink(7);
        message(8);
        assertEquals(LaneIntake.Scan.HUNGRY, feed(intake));
        assertTrue(reader.ready());
        assertEquals(7, reader.link());
        assertArrayEquals(new byte[8], reader.take());
    }

    @Test
    void reconnectsWithoutMessagesWakeNobodyForAMessage() {
        LaneIntake intake = intake(1, 1000);
        for (int i = 1; i < 50_000; i++) {
            intake.startOfLink(i);
            assertFalse(reader.ready());
            assertTrue(reader.sleep());
            intake.endOfLink();
        }
        assertEquals(49_999, reader.link());
        assertTrue(pool.inUseBytes() <= Chunk.LARGE);
    }

    @Test
    void endOfStreamIsToldOnceNothingIsLeft() throws IOException {
        LaneIntake intake = intake(0, 1000);
        message(3);
        var channel = Channels.newChannel(new ByteArrayInputStream(wire.toByteArray()));
        assertEquals(5, intake.read(channel));
        assertEquals(-1, intake.read(channel));
        assertEquals(5, intake.bytesIn());
        assertEquals(LaneIntake.Scan.HUNGRY, intake.scan());
        assertEquals(1, readAll());
    }

    /** Headers and commands take memory too: a message without end is refused although its bodies hold nothing. */
    @Test
    void messageOfEndlessEmptyFramesOrCommandsIsRefused() {
        for (int flags : new int[] {1, 4}) {
            Lane other = new Lane(pool);
            LaneIntake intake = new LaneIntake(other, 0, 0, 1000, new PlainSink());
            Traffic.frame(wire, 1, new byte[0], null);
            byte[] body = flags == 1 ? new byte[0] : Traffic.command("PING", new byte[2]);
            LaneIntake.Scan scan = feed(intake);
            int count = 0;
            while (scan == LaneIntake.Scan.HUNGRY && count++ < 100_000) {
                Traffic.frame(wire, flags, body, null);
                scan = feed(intake);
            }
            assertEquals(LaneIntake.Scan.VIOLATION, scan);
            assertTrue(count > 5000, "a message of " + count + " frames is nothing bad");
            intake.endOfLink();
        }
        assertTrue(pool.inUseBytes() < 4 * Chunk.LARGE);
    }

    @Test
    void commandsBetweenMessagesNeverMakeAMessageTooLong() {
        LaneIntake intake = intake(0, 10);
        for (int i = 0; i < 20_000; i++) {
            Traffic.frame(wire, 4, Traffic.command("PING", new byte[2]), null);
        }
        message(10);
        Traffic.frame(wire, 4, Traffic.command("PING", new byte[2]), null);
        message(10);
        assertEquals(LaneIntake.Scan.HUNGRY, feed(intake));
        assertEquals(2, readAll());
    }
}
