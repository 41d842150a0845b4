package org.lingmq.lane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lingmq.ZmqException;

/** A message is moved, skipped, counted or taken back as a whole. */
final class WholeMessagesTest {

    private static final int LINK_NUMBER = Lane.SKIP | Lane.LINK;

    private final ChunkPool pool = new ChunkPool(1L << 20, 1L << 20);
    private final Lane lane = new Lane(pool);
    private final LaneWriter writer = new LaneWriter(lane, 10, 0);
    private final LaneReader reader = new LaneReader(lane, 10);

    private void frame(int flags, int size) {
        writer.append(flags, new byte[size], 0, size);
    }

    @Test
    void withoutMemoryWhatWasAppendedIsTakenBack() {
        ChunkPool small = new ChunkPool(5_000, 5_000);
        LaneWriter narrow = new LaneWriter(new Lane(small), 0, 0);
        LaneReader far = new LaneReader(narrow.lane(), 0);
        narrow.append(0, new byte[] {1}, 0, 1);
        narrow.publish();
        narrow.append(Lane.MORE, new byte[] {2}, 0, 1);
        assertThrows(ZmqException.class, () -> narrow.append(0, new byte[10_000], 0, 10_000));
        narrow.append(0, new byte[] {3}, 0, 1);
        narrow.publish();
        assertTrue(far.ready());
        assertArrayEquals(new byte[] {1}, far.take());
        assertTrue(far.ready());
        assertFalse(far.more());
        assertArrayEquals(new byte[] {3}, far.take());
        assertFalse(far.ready());
    }

    @Test
    void ZMTP_22_whatIsNotAWholeMessageIsSeenByNobody() {
        frame(Lane.MORE, 1);
        frame(Lane.MORE, 100_000);
        assertFalse(reader.ready());
        writer.rollback();
        frame(Lane.MORE, 2);
        frame(0, 3);
        writer.publish();
        assertTrue(reader.ready());
        assertEquals(2, reader.take().length);
        assertEquals(3, reader.take().length);
        assertFalse(reader.ready());
    }

    @Test
    void messagesAndTheirBytesAreCountedWithoutHeadersAndCommands() {
        frame(Lane.MORE, 300);
        frame(0, 0);
        writer.publish();
        frame(Lane.COMMAND, 70);
        writer.publishUncounted();
        frame(0, 5);
        writer.publish();
        frame(Lane.MORE, 1_000);
        writer.rollback();
        assertEquals(305, writer.bytes());
        assertEquals(new LaneContent(2, 305), reader.unread());
        assertEquals(new LaneContent(2, 305), new LaneOutlet(lane).unsent());

        assertTrue(reader.ready());
        reader.skipMessage();
        assertEquals(300, reader.bytesRead());
        assertEquals(new LaneContent(1, 5), reader.unread());
        assertTrue(reader.ready());
        reader.skip();
        assertTrue(reader.ready());
        reader.skip();
        assertEquals(305, reader.bytesRead());
        assertEquals(new LaneContent(0, 0), reader.unread());
    }

    @Test
    void aMessageThatCannotMoveStaysWhole() {
        frame(Lane.MORE, 1);
        frame(0, 10_000);
        writer.publish();
        assertTrue(reader.ready());
        LaneWriter narrow = new LaneWriter(new Lane(new ChunkPool(5_000, 5_000)), 0, 0);
        assertThrows(ZmqException.class, () -> reader.moveMessage(narrow));
        assertFalse(narrow.lane().holdsBytes());
        LaneWriter roomy = new LaneWriter(new Lane(pool), 0, 0);
        assertTrue(reader.ready());
        assertFalse(reader.midMessage());
        assertEquals(0, reader.bytesRead());
        reader.moveMessage(roomy);
        roomy.publish();
        LaneReader far = new LaneReader(roomy.lane(), 0);
        assertTrue(far.ready());
        assertTrue(far.more());
        assertEquals(1, far.take().length);
        assertEquals(10_000, far.take().length);
        assertFalse(reader.ready());
        assertEquals(1, reader.messages());
    }

    @Test
    void linkNumbersAndCommandsAreNoMessages() {
        frame(0, 1);
        writer.publish();
        frame(LINK_NUMBER, 4);
        frame(Lane.COMMAND, 5);
        writer.publishUncounted();
        frame(Lane.MORE, 1);
        frame(0, 1);
        writer.publish();
        assertEquals(2, reader.countUnread());
        assertEquals(2, reader.discard());
        assertEquals(0, reader.countUnread());
    }

    @Test
    void halfRoomComesAfterHalfTheMarkIsGivenBack() {
        for (int i = 0; i < 10; i++) {
            assertTrue(writer.roomOrStarve());
            frame(0, 1);
            writer.publish();
        }
        int[] rings = {0};
        lane.producerBell(() -> rings[0]++);
        assertFalse(writer.roomOrStarve());
        for (int i = 0; i < 4; i++) {
            assertTrue(reader.ready());
            reader.skip();
            reader.release();
            assertTrue(writer.room());
            assertEquals(0, rings[0], "it waits for half of the mark");
            assertFalse(writer.halfRoomOrStarve());
        }
        assertTrue(reader.ready());
        reader.skip();
        reader.release();
        assertEquals(1, rings[0]);
        assertTrue(writer.halfRoomOrStarve());
    }

    @Test
    void aProducerAtItsByteMarkIsRungWhenHalfOfItIsFree() {
        writer.limits(0, 40);
        for (int i = 0; i < 4; i++) {
            assertTrue(writer.roomOrStarve());
            frame(0, 8);
            writer.publish();
        }
        int[] rings = {0};
        lane.producerBell(() -> rings[0]++);
        assertFalse(writer.roomOrStarve());
        for (int i = 1; i <= 4; i++) {
            assertTrue(reader.ready());
            reader.skip();
            reader.release();
            assertEquals(i >= 2 ? 1 : 0, rings[0]);
        }
    }
}
