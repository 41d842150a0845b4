package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.pattern.Loss;
import org.lingmq.pattern.Pipe;
import org.lingmq.transport.CallerDriven;

/** What becomes of a session that its socket has let go, and of the connection behind it. */
final class LingeringTest {

    private static final long FOR_EVER = -1;

    private final Bench bench = new Bench(SocketType.PAIR);
    private final FakeOwner owner = new FakeOwner(true);
    private Session session;
    private Pipe pipe;
    private FakeWire wire;

    @BeforeEach
    void open() {
        session = new Session(bench.config(), owner);
        pipe = session.pipe();
        wire = bench.attach(session);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void letGo(long lingerMs) {
        pipe.letGo(lingerMs < 0 ? lingerMs : lingerMs * 1_000_000);
        bench.run();
    }

    private void assertOver() {
        assertTrue(session.over());
        assertEquals(1, owner.letGo);
        assertEquals(1, bench.side.lingeringOver);
        assertEquals(0, bench.side.pool.inUseBytes(), "nothing is left behind");
        bench.pass(Duration.ofMinutes(2), Duration.ofSeconds(1));
        assertEquals(0, bench.side.times(MonitorEventType.LINGER_WARNING));
        assertEquals(1, owner.letGo);
    }

    private void assertLost(long messages) {
        assertEquals(messages, bench.side.counted(Loss.LINGER));
        assertEquals(messages > 0 ? 1 : 0, bench.side.times(MonitorEventType.MESSAGES_LOST));
        if (messages > 0) {
            assertEquals(messages, bench.side.value(MonitorEventType.MESSAGES_LOST));
        }
    }

    @Test
    void aPeerThatHeardNothingIsLeftAtOnce() {
        wire.says(Frames.message("a"));
        letGo(0);
        assertFalse(wire.isOpen());
        assertOver();
        assertLost(0);
    }

    @Test
    void aPeerThatHeardSomethingIsLeftWhenItHasClosedToo() {
        Bench.send(pipe, "a");
        letGo(0);
        assertTrue(wire.outputShut);
        assertTrue(wire.isOpen());
        assertFalse(session.over());
        wire.says(Frames.message("said meanwhile"));
        bench.run();
        assertTrue(wire.isOpen());
        wire.ends();
        bench.run();
        assertTrue(wire.closedAfterThePeer());
        assertOver();
        assertLost(0);
    }

    @Test
    void aPeerThatDoesNotCloseIsLeftAfterASecond() {
        Bench.send(pipe, "a");
        letGo(FOR_EVER);
        bench.passMs(990);
        assertTrue(wire.isOpen());
        bench.passMs(10);
        assertTrue(wire.closedGently());
        assertOver();
    }

    @Test
    void withLingerWhatIsQueuedLeavesFirst() {
        wire.room = 0;
        Bench.send(pipe, "a");
        Bench.send(pipe, "b");
        letGo(10_000);
        bench.passMs(1_000);
        assertTrue(wire.isOpen());
        assertFalse(wire.outputShut);
        wire.room = 100;
        bench.run();
        assertEquals(List.of("a", "b"), Frames.messages(wire.written()));
        assertTrue(wire.outputShut);
        wire.ends();
        bench.run();
        assertOver();
        assertLost(0);
    }

    @Test
    void whenLingerIsOverWhatDidNotLeaveIsLostAndCounted() {
        wire.room = 3;
        Bench.send(pipe, "a");
        Bench.send(pipe, "b");
        Bench.send(pipe, "c", "d");
        letGo(500);
        bench.passMs(490);
        assertFalse(wire.outputShut);
        bench.passMs(10);
        assertTrue(wire.outputShut, "the peer gets the message that left whole");
        wire.ends();
        bench.run();
        assertTrue(wire.closedAfterThePeer());
        assertOver();
        assertLost(2);
    }

    @Test
    void withoutLingerWhatDidNotLeaveIsLostAtOnce() {
        wire.room = 3;
        Bench.send(pipe, "a");
        Bench.send(pipe, "b");
        letGo(0);
        bench.pass(Duration.ofMillis(1));
        assertTrue(wire.outputShut);
        wire.ends();
        bench.run();
        assertOver();
        assertLost(1);
    }

    @Test
    void behindHalfAMessageAtTheDeadlineTheCloseIsGentleTooAndOnlyThatOneIsLost() {
        wire.room = 5;
        Bench.send(pipe, "a");
        Bench.send(pipe, "b");
        letGo(500);
        bench.passMs(500);
        assertEquals(List.of("L:a", "?"), Frames.frames(wire.written()));
        assertTrue(wire.outputShut);
        assertTrue(wire.isOpen(), "a reset would destroy what the peer has not read yet");
        wire.says(Frames.message("on its way")).ends();
        bench.run();
        assertTrue(wire.closedAfterThePeer());
        assertOver();
        assertLost(1);
    }

    @Test
    void lingeringForEverWarnsAndGoesOnUntilThePeerTakesEverything() {
        wire.room = 0;
        Bench.send(pipe, "a");
        Bench.send(pipe, "b");
        letGo(FOR_EVER);
        bench.passMs(4_990);
        assertEquals(0, bench.side.times(MonitorEventType.LINGER_WARNING));
        bench.passMs(10);
        assertEquals(1, bench.side.times(MonitorEventType.LINGER_WARNING));
        assertEquals(2, bench.side.value(MonitorEventType.LINGER_WARNING));
        bench.pass(Duration.ofDays(1), Duration.ofHours(1));
        assertTrue(wire.isOpen());
        wire.room = 100;
        bench.run();
        wire.ends();
        bench.run();
        assertTrue(session.over());
        assertEquals(1, bench.side.times(MonitorEventType.LINGER_WARNING));
        assertLost(0);
    }

    @Test
    void inputIsReadAndThrownAwaySoThatTheCloseIsGentle() {
        bench.with(Options.RCVHWM, 2);
        session = new Session(bench.config(), owner);
        pipe = session.pipe();
        wire = bench.attach(session);
        for (int i = 0; i < 50; i++) {
            wire.says(Frames.message("said before " + i));
        }
        bench.run();
        assertTrue(session.stalled());
        wire.room = 0;
        Bench.send(pipe, "a");
        letGo(10_000);
        for (int i = 0; i < 50; i++) {
            wire.says(Frames.message("said meanwhile " + i));
            bench.run();
        }
        wire.says(Frames.ping(0, "are you there?"));
        bench.run();
        wire.room = 1_000;
        bench.run();
        assertEquals(List.of("are you there?"), Frames.commands(wire.written(), "PONG"));
        assertTrue(wire.outputShut);
        wire.ends();
        bench.run();
        assertTrue(wire.closedAfterThePeer());
    }

    @Test
    void whatIsQueuedWaitsForTheNextLink() {
        wire.breaks("cut");
        bench.run();
        Bench.send(pipe, "a");
        letGo(10_000);
        bench.passMs(5_000);
        wire = bench.attach(session);
        bench.run();
        assertEquals(List.of("a"), Frames.messages(wire.written()));
        wire.ends();
        bench.run();
        assertTrue(session.over());
        assertEquals(1, owner.letGo);
        assertLost(0);
    }

    @Test
    void withoutALinkLingerEndsInTime() {
        wire.breaks("cut");
        bench.run();
        Bench.send(pipe, "a");
        letGo(500);
        bench.passMs(490);
        assertFalse(session.over());
        bench.passMs(10);
        assertOver();
        assertLost(1);
    }

    @Test
    void withoutALinkAndWithNothingQueuedItIsOverAtOnce() {
        wire.breaks("cut");
        bench.run();
        letGo(FOR_EVER);
        assertOver();
    }

    @Test
    void anAcceptedPeerThatLeavesEndsTheLingeringAndWhatWasQueuedIsLost() {
        FakeOwner listener = new FakeOwner(false);
        Session accepted = new Session(bench.config(), listener);
        FakeWire other = bench.attach(accepted);
        other.room = 0;
        Bench.send(accepted.pipe(), "a");
        accepted.pipe().letGo(FOR_EVER);
        bench.run();
        other.breaks("cut");
        bench.run();
        assertTrue(accepted.over());
        assertEquals(1, listener.letGo);
        assertLost(1);
        assertEquals(List.of(), bench.side.ended, "the socket had let it go");
    }

    @Test
    void aLinkThatBreaksWhileTheSocketLetsGoIsNotSeizedTwice() {
        Bench.send(pipe, "a");
        wire.breaks("cut");
        assertEquals(CallerDriven.Filled.OVER, session.fill());
        letGo(FOR_EVER);
        bench.passMs(10);
        assertFalse(wire.isOpen());
        assertOver();
        assertEquals(1, bench.side.times(MonitorEventType.DISCONNECTED));
    }

    @Test
    void aBrokenWireEndsTheFarewell() {
        Bench.send(pipe, "a");
        letGo(0);
        assertTrue(wire.isOpen());
        wire.breaks("cut");
        bench.run();
        assertFalse(wire.isOpen());
        assertOver();
    }
}
