package org.lingmq.transport.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lingmq.SocketType;
import org.lingmq.lane.Lane;
import org.lingmq.pattern.Pipe;

/** A connection that does nothing holds no memory of the pool, and carries the next message as ever. */
final class IdleLaneTest {

    private static final long LONG_MS = 1_000;

    private final Bench bench = new Bench(SocketType.PAIR);
    private final Session session = new Session(bench.config(), new FakeOwner(true));
    private final Pipe pipe = session.pipe();
    private FakeWire wire;

    @AfterEach
    void close() {
        bench.close();
    }

    private void attach() {
        wire = bench.attach(session);
        bench.run();
    }

    private long inUseBytes() {
        return bench.side.pool.inUseBytes();
    }

    private List<String> sent() {
        return Frames.frames(wire.written());
    }

    private void peerSays(String text) {
        wire.says(Frames.message(text));
        bench.run();
    }

    @Test
    void linkOverWhichNothingHasComeHoldsNothing() {
        attach();
        assertEquals(0, inUseBytes());
    }

    @Test
    void idleLanesGiveTheirChunksBackAndCarryTheNextMessages() {
        attach();
        for (int round = 0; round < 3; round++) {
            Bench.send(pipe, "out " + round);
            peerSays("in " + round);
            assertEquals(List.of("in " + round), Bench.receiveAll(pipe));
            assertTrue(inUseBytes() > 0);
            bench.passMs(LONG_MS);
            assertEquals(0, inUseBytes());
        }
        assertEquals(List.of("L:out 0", "L:out 1", "L:out 2"), sent());
    }

    @Test
    void lanesInUseKeepTheirChunks() {
        attach();
        Bench.send(pipe, "first");
        long before = inUseBytes();
        for (int i = 0; i < 50; i++) {
            Bench.send(pipe, "again");
            bench.passMs(30);
            assertEquals(before, inUseBytes());
        }
    }

    @Test
    void whatWaitsForALinkStays() {
        Bench.send(pipe, "waiting");
        bench.passMs(LONG_MS);
        assertTrue(inUseBytes() > 0);
        attach();
        assertEquals(List.of("L:waiting"), sent());
        bench.passMs(LONG_MS);
        assertEquals(0, inUseBytes());
    }

    @Test
    void messageThatIsBeingMadeStays() {
        attach();
        byte[] part = "part".getBytes(ISO_8859_1);
        pipe.out().append(Lane.MORE, part, 0, part.length);
        bench.passMs(LONG_MS);
        Bench.send(pipe, "end");
        bench.run();
        assertEquals(List.of("M:part", "L:end"), sent());
    }

    @Test
    void unreadMessageStays() {
        attach();
        peerSays("unread");
        bench.passMs(LONG_MS);
        assertEquals(List.of("unread"), Bench.receiveAll(pipe));
        bench.passMs(LONG_MS);
        assertEquals(0, inUseBytes());
    }

    @Test
    void whatWasReadIsGivenBackAlsoWhenNobodyAsksForMore() {
        attach();
        peerSays("read");
        assertEquals("read", Bench.receive(pipe));
        bench.passMs(LONG_MS);
        assertEquals(0, inUseBytes());
        peerSays("next");
        assertEquals(List.of("next"), Bench.receiveAll(pipe));
    }

    @Test
    void callerInsideIsAskedToGiveBackWhatItSendsWith() {
        attach();
        Bench.send(pipe, "sent");
        peerSays("read");
        assertEquals(List.of("read"), Bench.receiveAll(pipe));
        bench.side.entry.enter();
        bench.passMs(LONG_MS);
        assertTrue(inUseBytes() > 0, "only the caller may");
        bench.side.handleMail();
        assertEquals(0, inUseBytes());
        bench.side.entry.exit();
        bench.passMs(LONG_MS);
        Bench.send(pipe, "more");
        peerSays("more");
        assertEquals(List.of("more"), Bench.receiveAll(pipe));
    }

    @Test
    void chunksOfAReaderThatIsInsideAndAwakeStay() {
        attach();
        peerSays("read");
        bench.side.entry.enter();
        assertEquals("read", Bench.receive(pipe));
        pipe.in().release();
        bench.passMs(LONG_MS);
        assertTrue(inUseBytes() > 0, "the reader stands in it");
        peerSays("next");
        assertEquals("next", Bench.receive(pipe));
        assertNull(Bench.receive(pipe));
        bench.side.entry.exit();
    }

    @Test
    void linkThatIsDownHoldsNothing() {
        attach();
        Bench.send(pipe, "out");
        peerSays("in");
        assertEquals(List.of("in"), Bench.receiveAll(pipe));
        wire.ends();
        bench.passMs(LONG_MS);
        assertFalse(session.linkUp());
        assertEquals(0, inUseBytes());
    }

    @Test
    void nextLinkOverWhichNothingComesHoldsNothing() {
        attach();
        wire.ends();
        bench.passMs(LONG_MS);
        attach();
        assertTrue(inUseBytes() > 0, "the lane says which link it is");
        bench.passMs(LONG_MS);
        assertEquals(0, inUseBytes());
        peerSays("in");
        assertEquals(List.of("in"), Bench.receiveAll(pipe));
    }

    @Test
    void whoeverWaitsWithUnsentMessagesIsNotWokenToGiveMemoryBack() {
        attach();
        wire.room = 0;
        Bench.send(pipe, "unsent");
        assertTrue(bench.side.entry().enterCare(), "somebody is inside");
        int before = bench.side.mails;
        bench.passMs(LONG_MS);
        bench.passMs(LONG_MS);
        assertEquals(before, bench.side.mails);
        bench.side.entry().exit();
    }

    @Test
    void pipeThatWasLetGoIsLeftToWhatReadsTheRest() {
        attach();
        peerSays("read");
        assertEquals(List.of("read"), Bench.receiveAll(pipe));
        wire.room = 0;
        Bench.send(pipe, "lingers");
        pipe.letGo(60_000_000_000L);
        bench.run();
        long before = inUseBytes();
        bench.passMs(LONG_MS);
        assertEquals(before, inUseBytes(), "two others stand in them now");
        peerSays("ignored");
        wire.room = Long.MAX_VALUE;
        bench.passMs(LONG_MS);
        assertEquals(List.of("L:lingers"), sent());
    }
}
