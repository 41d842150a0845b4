package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.io.EntryGuard;
import org.lingmq.pattern.Pipe;
import org.lingmq.pattern.Reach;

/** Who writes what was published, and when: bytes that have not left always have an owner. */
final class OutflowTest {

    private static final long GAP_NS = 3_000;

    private final Bench bench = new Bench(SocketType.PAIR);
    private Session session;
    private Pipe pipe;
    private FakeWire wire;

    @BeforeEach
    void open() {
        link();
    }

    private void link() {
        session = new Session(bench.config(), new FakeOwner(true));
        pipe = session.pipe();
        wire = bench.attach(session);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> written() {
        return Frames.messages(wire.written());
    }

    /** Sends in so quick succession that the lane turns busy. */
    private void turnBusy() {
        for (int i = 0; i < 10 && bench.side.busy.isEmpty(); i++) {
            bench.nowNs += GAP_NS - 1;
            Bench.send(pipe, "quick " + i);
        }
        assertEquals(1, bench.side.busy.size());
        session.outflow().flush();
    }

    @Test
    void aQuietLaneIsWrittenByTheCallerAtOnce() {
        for (int i = 0; i < 100; i++) {
            bench.nowNs += GAP_NS;
            Bench.send(pipe, "m" + i);
            assertEquals(i + 1, written().size());
        }
        assertTrue(bench.side.busy.isEmpty());
    }

    @Test
    void aBusyLaneIsWrittenByTheIoThread() {
        turnBusy();
        int before = written().size();
        Bench.send(pipe, "only appended");
        assertEquals(before, written().size());
        bench.turn();
        assertEquals(before + 1, written().size());
    }

    @Test
    void aBusyLaneIsQuietAgainWhenItsCallerSettlesIt() {
        turnBusy();
        Bench.send(pipe, "left");
        bench.side.settleBusy();
        assertTrue(bench.side.busy.isEmpty());
        assertEquals("left", written().get(written().size() - 1));
        Bench.send(pipe, "at once");
        assertEquals("at once", written().get(written().size() - 1));
        bench.run();
    }

    @Test
    void aBusyLaneThatGrowsSlowIsTurnedQuietButOnlyWithNobodyInside() {
        turnBusy();
        assertEquals(EntryGuard.Entry.ENTERED, bench.side.entry.enter());
        for (int i = 0; i < 10; i++) {
            bench.turn();
        }
        Bench.send(pipe, "still busy");
        assertFalse(written().contains("still busy"));
        bench.side.entry.exit();
        for (int i = 0; i < 10; i++) {
            bench.turn();
        }
        bench.nowNs += GAP_NS;
        Bench.send(pipe, "quiet");
        assertEquals("quiet", written().get(written().size() - 1));
        assertTrue(written().contains("still busy"));
    }

    @Test
    void aBusyLaneStaysBusyWhileMuchComes() {
        turnBusy();
        for (int turn = 0; turn < 20; turn++) {
            for (int i = 0; i < 16; i++) {
                Bench.send(pipe, "m");
            }
            bench.turn();
        }
        int before = written().size();
        Bench.send(pipe, "only appended");
        assertEquals(before, written().size());
    }

    @Test
    void aBusyLaneIsWrittenByTheCallerWhenHalfItsMessagesWait() {
        bench.with(Options.SNDHWM, 20);
        link();
        turnBusy();
        int before = written().size();
        for (int i = 0; i < 10; i++) {
            Bench.send(pipe, "m" + i);
        }
        assertEquals(before, written().size());
        Bench.send(pipe, "one more than half");
        assertEquals(before + 11, written().size());
    }

    @Test
    void aBusyLaneIsWrittenByTheCallerWhenManyBytesWait() {
        turnBusy();
        int before = wire.written().length;
        String kilobyte = "x".repeat(1_024 - 9);
        for (int i = 0; i < 63; i++) {
            Bench.send(pipe, kilobyte);
        }
        assertEquals(before, wire.written().length);
        Bench.send(pipe, kilobyte);
        assertEquals(before + 64 * 1024, wire.written().length);
    }

    @Test
    void whatOneCallPublishesToManyIsWrittenByTheIoThread() {
        Bench.append(pipe, "to many");
        pipe.far().published(Reach.SEVERAL);
        assertEquals(List.of(), written());
        bench.turn();
        bench.turn();
        assertEquals(List.of("to many"), written());
    }

    @Test
    void aWireThatTakesNoMoreIsWaitedForByTheIoThread() {
        wire.room = 5;
        Bench.send(pipe, "abc");
        Bench.send(pipe, "def");
        assertEquals(1, session.unsent().messages());
        bench.run();
        assertTrue(wire.awaitsRoom());
        wire.room = 4;
        bench.run();
        assertTrue(wire.awaitsRoom());
        wire.room = 100;
        bench.run();
        assertEquals(List.of("abc", "def"), written());
        assertFalse(wire.awaitsRoom(), "or the loop would spin");
    }

    @Test
    void aBusyLaneIsSweptAgainAfterItsWireWasFull() {
        turnBusy();
        wire.room = 3;
        Bench.send(pipe, "more than the wire takes");
        bench.run();
        assertTrue(wire.awaitsRoom());
        wire.room = 1_000;
        wire.dispatch();
        Bench.send(pipe, "only appended");
        assertFalse(written().contains("only appended"));
        bench.run();
        assertEquals("only appended", written().get(written().size() - 1));
    }

    /** As a PUB with many peers: the writing is left to the I/O thread. */
    private void sendToMany(String text) {
        Bench.append(pipe, text);
        pipe.far().published(Reach.SEVERAL);
    }

    @Test
    void aLaneIsSweptOverTheNextLinkThoughTheLastOneEndedBeforeItTookBytesAgain() {
        wire.room = 0;
        sendToMany("a");
        bench.run();
        wire.room = Frames.message("a").length;
        Outflow outflow = session.outflow();
        outflow.settle();
        assertEquals(List.of("a"), written());

        assertTrue(outflow.tryHold());
        outflow.detach();
        FakeWire next = bench.wire();
        outflow.attach(next);
        sendToMany("b");
        bench.run();
        assertEquals(List.of("b"), Frames.messages(next.written()));
    }

    @Test
    void aLaneIsSweptOverTheNextLinkThoughSweepingTheLastOneFailed() {
        wire.duringWrite = () -> {
            throw new IllegalStateException("a defect");
        };
        sendToMany("a");
        bench.run();
        assertFalse(wire.isOpen());
        assertEquals(1, bench.logged.size(), bench.logged::toString);
        bench.logged.clear();

        FakeWire next = bench.attach(session);
        assertEquals(List.of("a"), Frames.messages(next.written()));
        sendToMany("b");
        bench.run();
        assertEquals(List.of("a", "b"), Frames.messages(next.written()));
    }

    @Test
    void aLaneThatTurnedBusyAtAFullWireIsNotForgottenWhenItIsSettled() {
        wire.room = 0;
        Bench.send(pipe, "a");
        assertEquals(1, bench.side.busy.size());
        bench.side.settleBusy();
        bench.run();
        wire.room = 100;
        bench.run();
        assertEquals(List.of("a"), written());
    }

    @Test
    void whatIsPublishedWhileAnotherWritesIsWrittenByThatOne() {
        List<String> expected = new ArrayList<>(List.of("first"));
        wire.duringWrite = () -> {
            Bench.append(pipe, "published meanwhile");
            session.outflow().flush();
            assertEquals(List.of(), written(), "another party writes");
        };
        expected.add("published meanwhile");
        Bench.send(pipe, "first");
        assertEquals(expected, written());
    }

    @Test
    void whatIsPublishedWhileTheLinkComesUpIsWritten() {
        Session other = new Session(bench.config(), new FakeOwner(true));
        Bench.send(other.pipe(), "first");
        FakeWire next = bench.wire();
        next.duringRegister = () -> Bench.send(other.pipe(), "before the wire is known");
        next.duringWrite = () -> Bench.send(other.pipe(), "during the first write");
        other.attach(next, Bench.peer("PAIR"), Bench.nothing(), p -> {});
        assertEquals(
                List.of("first", "before the wire is known", "during the first write"),
                Frames.messages(next.written()));
    }

    @Test
    void countingWhatIsUnsentIsNotPossibleInTheMiddleOfAWrite() {
        wire.duringWrite = () -> assertNull(session.outflow().unsent());
        Bench.send(pipe, "a");
        wire.room = 0;
        Bench.send(pipe, "bc", "d");
        assertEquals(1, session.unsent().messages());
        assertEquals(3, session.unsent().bytes());
    }

    @Test
    void whoCountsWhileALinkComesUpDoesNotHideTheWire() {
        Session other = new Session(bench.config(), new FakeOwner(true));
        Bench.send(other.pipe(), "a");
        FakeWire next = bench.wire();
        next.duringRegister = () -> assertEquals(1, other.unsent().messages());
        other.attach(next, Bench.peer("PAIR"), Bench.nothing(), p -> {});
        bench.run();
        assertEquals(List.of("a"), Frames.messages(next.written()));
    }

    @Test
    void aProducerWithoutRoomIsRungWhenTheWireHasTaken() {
        bench.with(Options.SNDHWM, 2);
        link();
        wire.room = 0;
        Bench.send(pipe, "a");
        Bench.send(pipe, "b");
        assertFalse(pipe.out().roomOrStarve());
        bench.side.handleMail();
        assertEquals(List.of(), bench.side.writable);
        bench.run();
        wire.room = 3;
        bench.run();
        bench.side.handleMail();
        assertEquals(List.of(pipe), bench.side.writable);
        assertTrue(pipe.out().roomOrStarve());
    }

    @Test
    void ZMTP_20_HB_2_commandsOfOursGoBetweenTwoFramesWhereverAWriteStops() {
        byte[] message = Frames.message("one", "x".repeat(300), "");
        byte[] context = {'c'};
        for (int cut = 0; cut <= message.length; cut++) {
            link();
            wire.room = cut;
            Bench.send(pipe, "one", "x".repeat(300), "");
            wire.says(Frames.ping(0, "c"));
            bench.run();
            session.sendPing();
            bench.run();
            wire.room = 1_000;
            bench.run();
            assertEquals(List.of("one|" + "x".repeat(300) + "|"), written(), "cut at " + cut);
            assertEquals(List.of("c"), Frames.commands(wire.written(), "PONG"), "cut at " + cut);
            assertEquals(1, Frames.commands(wire.written(), "PING").size(), "cut at " + cut);
            assertEquals(
                    message.length + Frames.pong(context).length + Frames.ping(0, "12345678").length,
                    wire.written().length);
        }
    }

    @Test
    void ZMTP_20_aCommandThatWasPartlyWrittenIsFinishedFirst() {
        byte[] pong = Frames.pong(new byte[] {'c'});
        for (int cut = 0; cut <= pong.length; cut++) {
            link();
            wire.room = cut;
            wire.says(Frames.ping(0, "c"));
            bench.run();
            Bench.send(pipe, "message");
            bench.run();
            wire.room = 100;
            bench.run();
            assertEquals(List.of("C:\4PONGc", "L:message"), Frames.frames(wire.written()), "cut at " + cut);
        }
    }

    @Test
    void aCommandThatWasPartlyWrittenIsNotFinishedOverTheNextLink() {
        wire.room = 3;
        wire.says(Frames.ping(0, "c"));
        bench.run();
        Bench.send(pipe, "message");
        session.sendPing();
        wire.breaks("cut");
        bench.run();
        FakeWire next = bench.attach(session);
        assertEquals(List.of("L:message"), Frames.frames(next.written()));
    }

    @Test
    void HB_6_pingsThatTheWireDoesNotTakeDoNotPileUp() {
        wire.room = 0;
        for (int i = 0; i < 100; i++) {
            session.sendPing();
        }
        bench.run();
        wire.room = 10_000;
        bench.run();
        assertTrue(Frames.commands(wire.written(), "PING").size() <= 2);
    }

    @Test
    void HB_2_ofThePongsForOneThatDoesNotListenTheNewestAreKept() {
        wire.room = 0;
        for (int i = 0; i < 1_000; i++) {
            wire.says(Frames.ping(0, "context " + i));
        }
        bench.run();
        wire.room = 100_000;
        bench.run();
        List<String> pongs = Frames.commands(wire.written(), "PONG");
        assertEquals("context 999", pongs.get(pongs.size() - 1));
        assertTrue(wire.written().length < 3 * 1024);
        assertFalse(Frames.frames(wire.written()).contains("?"));
    }
}
