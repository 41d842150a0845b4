package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.lane.ChunkPool;
import org.lingmq.pattern.Pipe;
import org.lingmq.transport.CallerDriven;

/** Links come and go; what is queued in a session stays, whole and once. */
final class SessionLinkTest {

    private final Bench bench = new Bench(SocketType.PAIR);
    private final FakeOwner owner = new FakeOwner(true);
    private Session session;
    private Pipe pipe;

    @BeforeEach
    void open() {
        session = new Session(bench.config(), owner);
        pipe = session.pipe();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> receiveAll() {
        bench.side.handleMail();
        return Bench.receiveAll(pipe);
    }

    @Test
    void QUEUE_1_whatWaitedForALinkLeavesWithIt() {
        Bench.send(pipe, "a", "b");
        Bench.send(pipe, "c");
        assertEquals(2, session.unsent().messages());
        FakeWire wire = bench.attach(session);
        assertEquals(List.of("a|b", "c"), Frames.messages(wire.written()));
        assertEquals(0, session.unsent().messages());
        assertEquals(List.of("linkUp 1"), bench.side.story);
    }

    @Test
    void ZMTP_21_ZMTP_23_theNextLinkBeginsWithTheFirstMessageThatDidNotLeaveWhole() {
        byte[] first = Frames.message("one", "and more");
        byte[] second = Frames.message("x".repeat(300));
        byte[] third = Frames.message("three");
        byte[] all = Frames.joined(first, second, third);
        for (int cut = 0; cut <= all.length; cut++) {
            Session each = new Session(bench.config(), owner);
            FakeWire broken = bench.wire();
            broken.room = cut;
            each.attach(broken, Bench.peer("PAIR"), Bench.nothing(), p -> {});
            Bench.send(each.pipe(), "one", "and more");
            Bench.send(each.pipe(), "x".repeat(300));
            Bench.send(each.pipe(), "three");
            bench.run();
            assertEquals(cut, broken.written().length, "cut at " + cut);
            broken.breaks("cut");
            bench.run();
            FakeWire next = bench.attach(each);
            int whole = cut < first.length
                    ? 0
                    : cut < first.length + second.length
                            ? first.length
                            : cut < all.length ? first.length + second.length : all.length;
            byte[] expected = Arrays.copyOfRange(all, whole, all.length);
            assertArrayEquals(expected, next.written(), "cut at " + cut);
            assertFalse(broken.isOpen());
        }
    }

    @Test
    void ZMTP_23_aMessageThatWasOnlyFinishedForACommandDoesNotComeTwice() {
        FakeWire wire = bench.attach(session);
        wire.room = 2;
        Bench.send(pipe, "a");
        session.sendPing();
        wire.room = 2;
        bench.run();
        assertEquals(List.of("L:a", "?"), Frames.frames(wire.written()));
        wire.breaks("cut");
        bench.run();
        assertEquals(0, bench.attach(session).written().length);
    }

    @Test
    void ZMTP_23_aMessageThatLeftInTheCallThatFailedDoesNotComeTwice() {
        String large = "x".repeat(4_000);
        FakeWire wire = bench.wire();
        for (int i = 0; i < 3; i++) {
            Bench.send(pipe, large);
        }
        // The first chunk leaves, the second one finds the connection broken.
        wire.duringWrite = () -> wire.duringWrite = () -> wire.breaks("cut");
        session.attach(wire, Bench.peer("PAIR"), Bench.nothing(), bench.side::linkUp);
        bench.run();
        assertEquals(List.of(large), Frames.messages(wire.written()));
        assertEquals(
                List.of(large, large), Frames.messages(bench.attach(session).written()));
    }

    @Test
    void ZMTP_21_ofALinkThatBreaksWholeMessagesStayAndAPartialOneGoes() {
        FakeWire wire = bench.attach(session);
        byte[] torn = Frames.message("torn", "message");
        wire.says(Frames.message("whole")).says(Arrays.copyOf(torn, torn.length - 1));
        bench.run();
        wire.breaks("cut");
        bench.run();
        FakeWire next = bench.attach(session);
        next.says(Frames.message("next"));
        bench.run();
        assertEquals(List.of("whole", "next"), receiveAll());
    }

    @Test
    void ZMTP_37_messagesKnowThePeerOfTheirLink() {
        FakeWire first = bench.attach(session);
        first.says(Frames.message("from a"));
        bench.run();
        first.breaks("cut");
        bench.run();
        FakeWire second = bench.wire();
        second.remoteAddress = "mem://other";
        second.says(Frames.message("from b"));
        session.attach(second, Bench.peer("PAIR"), Bench.nothing(), bench.side::linkUp);
        bench.run();
        assertTrue(pipe.in().ready());
        assertEquals("mem://there", pipe.peer().remoteAddress());
        assertEquals("from a", Bench.receive(pipe));
        assertTrue(pipe.in().ready());
        assertEquals("mem://other", pipe.peer().remoteAddress());
    }

    @Test
    void theEndOfALinkIsToldOnceWithItsReason() {
        FakeWire wire = bench.attach(session);
        wire.ends();
        bench.run();
        assertEquals(1, owner.ends.size());
        assertEquals("the peer closed the connection", owner.ends.get(0).reason());
        assertEquals(List.of("linkUp 1", "DISCONNECTED"), bench.side.story);
        assertEquals("the peer closed the connection", bench.side.reason(MonitorEventType.DISCONNECTED));
        assertTrue(wire.closedGently());
        assertFalse(session.linkUp());

        FakeWire reset = bench.attach(session);
        reset.breaks("connection reset");
        bench.run();
        assertEquals("receiving failed: connection reset", owner.ends.get(1).reason());

        FakeWire full = bench.attach(session);
        full.duringWrite = () -> full.breaks("broken pipe");
        Bench.send(pipe, "a");
        bench.run();
        assertEquals("sending failed: broken pipe", owner.ends.get(2).reason());
        assertEquals(3, owner.ends.size());
    }

    @Test
    void aBrokenProtocolEndsTheLinkWithAnEventOfItsOwn() {
        bench.with(Options.MAXMSGSIZE, 10L);
        session = new Session(bench.config(), owner);
        FakeWire wire = bench.attach(session);
        wire.says(Frames.message("ok")).says(Frames.message("eleven bytes"));
        bench.run();
        assertEquals(
                List.of("linkUp 2", "PEER_REFUSED", "DISCONNECTED"), bench.side.story, bench.side.reasons::toString);
        assertEquals("ok", Bench.receive(session.pipe()));
        assertFalse(wire.isOpen());
    }

    @Test
    void aPeerThatTheSocketDoesNotWantIsLeftWithTheReason() {
        FakeWire wire = bench.attach(session);
        session.refuse(MonitorEventType.PEER_REFUSED, "there is one already");
        assertTrue(wire.isOpen(), "that is the I/O thread's to do");
        bench.run();
        assertFalse(wire.isOpen());
        assertEquals("there is one already", owner.ends.get(0).reason());
        assertEquals(1, bench.side.times(MonitorEventType.PEER_REFUSED));
    }

    @Test
    void aWireThatCannotBeRegisteredIsALinkThatEnds() {
        Bench.send(pipe, "a");
        FakeWire bad = bench.wire();
        bad.registering = new IOException("no more keys");
        session.attach(bad, Bench.peer("PAIR"), Bench.nothing(), bench.side::linkUp);
        bench.run();
        assertFalse(bad.isOpen());
        assertEquals(
                "registering the link failed: no more keys", owner.ends.get(0).reason());
    }

    @Test
    void aLinkEndsWhenThereIsNoMemoryForWhatCameBehindTheHandshake() {
        bench.side.pool = new ChunkPool(0, 0);
        session = new Session(bench.config(), owner);
        FakeWire wire = bench.wire();
        ByteBuffer early = ByteBuffer.wrap(Frames.message("early"));
        ZmqException noMemory = assertThrows(
                ZmqException.class, () -> session.attach(wire, Bench.peer("PAIR"), early, bench.side::linkUp));
        assertEquals(ErrorCode.ENOBUFS, noMemory.code());
        bench.run();
        assertEquals(1, owner.ends.size());
        assertFalse(wire.isOpen());
    }

    @Test
    void aLinkEndsWhenADefectStopsItsFirstWrite() {
        Bench.send(pipe, "a");
        FakeWire wire = bench.wire();
        wire.duringWrite = () -> {
            throw new IllegalStateException("a defect");
        };
        assertThrows(
                IllegalStateException.class,
                () -> session.attach(wire, Bench.peer("PAIR"), Bench.nothing(), bench.side::linkUp));
        bench.run();
        assertEquals("sending failed: a defect", owner.ends.get(0).reason());
        assertFalse(wire.isOpen());
        assertEquals(List.of("a"), Frames.messages(bench.attach(session).written()));
    }

    @Test
    void aDefectInOneCallEndsThatLinkAlone() {
        FakeWire wire = bench.attach(session);
        wire.says(Frames.message("a"));
        wire.defect = new IllegalStateException("a defect");
        bench.run();
        assertFalse(wire.isOpen());
        assertEquals("receiving failed: a defect", owner.ends.get(0).reason());
        FakeWire next = bench.attach(session);
        next.says(Frames.message("b"));
        bench.run();
        assertEquals(List.of("b"), receiveAll());
    }

    @Test
    void whoReadsKeepsTheChannelOpenUntilItHasLetGo() {
        FakeWire wire = bench.attach(session);
        wire.says(Frames.message("a"));
        wire.duringRead = () -> {
            session.end(LinkEnd.lost("not wanted"));
            bench.pass(Duration.ofMillis(5), Duration.ofMillis(1));
            assertTrue(wire.isOpen(), "a caller reads from it");
            assertTrue(session.linkUp());
        };
        assertNotEquals(CallerDriven.Filled.OVER, session.fill());
        bench.passMs(5);
        assertFalse(wire.isOpen());
        assertEquals(List.of("a"), receiveAll());
        assertEquals(1, owner.ends.size());
    }

    @Test
    void whoWritesKeepsTheChannelOpenUntilItHasLetGo() {
        FakeWire wire = bench.attach(session);
        wire.duringWrite = () -> {
            session.end(LinkEnd.lost("not wanted"));
            bench.pass(Duration.ofMillis(5), Duration.ofMillis(1));
            assertTrue(wire.isOpen(), "a caller writes to it");
        };
        Bench.send(pipe, "a");
        assertTrue(wire.isOpen());
        bench.passMs(5);
        assertFalse(wire.isOpen());
        assertEquals(List.of("a"), Frames.messages(wire.written()));
        assertEquals(0, bench.attach(session).written().length, "it left whole and must not come twice");
    }

    @Test
    void aCallerThatFindsTheLinkBrokenWaitsForNobody() {
        FakeWire wire = bench.attach(session);
        wire.breaks("cut");
        assertEquals(CallerDriven.Filled.OVER, session.fill(), "the selector must not watch it any more");
        assertTrue(wire.isOpen(), "closing is the I/O thread's");
        assertNotEquals(
                CallerDriven.Filled.OVER,
                session.fill(),
                "it keeps the right to read, so nobody finds it broken twice");
        Bench.send(pipe, "a");
        bench.run();
        assertFalse(wire.isOpen());
        assertEquals(1, owner.ends.size());
        assertEquals(List.of("a"), Frames.messages(bench.attach(session).written()));
    }

    @Test
    void anAcceptedPeersSessionEndsWithItsLinkAndLeavesWhatDidNotLeave() {
        FakeOwner listener = new FakeOwner(false);
        Session accepted = new Session(bench.config(), listener);
        FakeWire wire = bench.attach(accepted);
        wire.says(Frames.message("received"));
        wire.room = 5;
        Bench.send(accepted.pipe(), "abc");
        Bench.send(accepted.pipe(), "unsent", "too");
        bench.run();
        wire.breaks("cut");
        bench.run();
        assertEquals(List.of(accepted.pipe()), bench.side.ended);
        assertTrue(accepted.over());
        assertEquals(List.of("received"), Bench.receiveAll(accepted.pipe()));
        accepted.pipe().end();
        assertEquals(1, accepted.pipe().unsent().messages());
        assertEquals(1, accepted.pipe().dropUnsent());
        accepted.pipe().leaveIn();
        assertEquals(0, bench.side.pool.inUseBytes(), "nothing is left behind");
    }

    @Test
    void aSubTellsEachLinkAnewSoWhatWasMeantForTheLastOneIsDropped() {
        bench.side.type = SocketType.SUB;
        Session sub = new Session(bench.config(), owner);
        FakeWire wire = bench.attach(sub);
        wire.room = 0;
        Bench.send(sub.pipe(), "a subscription");
        bench.run();
        wire.breaks("cut");
        bench.run();
        assertEquals(0, bench.attach(sub).written().length);
    }

    @Test
    void behindTheHandshakeTheSocketHearsOfTheLinkBeforeOfMessages() {
        FakeWire wire = bench.wire();
        session.attach(wire, Bench.peer("PAIR"), ByteBuffer.wrap(Frames.message("early")), up -> {
            bench.side.handleMail();
            assertFalse(up.in().ready());
            bench.side.linkUp(up);
        });
        bench.side.handleMail();
        assertEquals(List.of(pipe), bench.side.readable);
        assertEquals("early", Bench.receive(pipe));
        assertNull(Bench.receive(pipe));
    }
}
