package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.pattern.Pipe;
import org.lingmq.pattern.Reach;

/** A caller and the I/O thread at one busy lane: neither gets into the other's way, and nothing is left. */
final class BusyLaneTest {

    private static final int HALF_THE_MARK = 20;

    private final Bench bench = new Bench(SocketType.PAIR);
    private Session session;
    private Pipe pipe;
    private FakeWire wire;

    @BeforeEach
    void turnBusy() {
        bench.with(Options.SNDHWM, 2 * HALF_THE_MARK);
        session = new Session(bench.config(), new FakeOwner(true));
        pipe = session.pipe();
        wire = bench.attach(session);
        for (int i = 0; i < 10 && bench.side.busy.isEmpty(); i++) {
            Bench.send(pipe, "m" + i);
        }
        bench.turn();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private int written() {
        return Frames.messages(wire.written()).size();
    }

    private void send(int messages) {
        for (int i = 0; i < messages; i++) {
            Bench.send(pipe, "n" + i);
        }
    }

    @Test
    void theIoThreadLeavesACallerAloneThatWritesByItself() {
        int before = written();
        for (int turn = 1; turn <= 20; turn++) {
            send(HALF_THE_MARK + 1);
            assertEquals(before + turn * (HALF_THE_MARK + 1), written());
            bench.turn();
        }
    }

    @Test
    void theIoThreadWritesWhatACallerHasLeftWhenThatWroteNothingSince() {
        int before = written();
        send(HALF_THE_MARK + 4);
        assertEquals(before + HALF_THE_MARK + 1, written());
        bench.turn();
        assertEquals(before + HALF_THE_MARK + 1, written(), "the caller has just written");
        bench.turn();
        assertEquals(before + HALF_THE_MARK + 4, written());
    }

    @Test
    void whatGathersForSeveralIsWrittenByTheCallerAndForManyByTheIoThread() {
        int before = written();
        for (int i = 0; i <= HALF_THE_MARK; i++) {
            Bench.append(pipe, "s" + i);
            pipe.far().published(Reach.SEVERAL);
        }
        assertEquals(before + HALF_THE_MARK + 1, written());
        for (int i = 0; i <= HALF_THE_MARK; i++) {
            Bench.append(pipe, "m" + i);
            pipe.far().published(Reach.MANY);
        }
        assertEquals(before + HALF_THE_MARK + 1, written());
        bench.turn();
        bench.turn();
        assertEquals(before + 2 * (HALF_THE_MARK + 1), written());
    }

    @Test
    void aCallerThatWaitsDoesNotWriteToManyFirst() {
        bench.side.settleBusy();
        bench.run();
        Bench.append(pipe, "m");
        pipe.far().published(Reach.MANY);
        assertTrue(bench.side.busy.isEmpty());
    }

    @Test
    void aCallerThatBecomesSlowWritesEachMessageAtOnceAgain() {
        int before = written();
        send(20);
        for (int i = 0; i < 32; i++) {
            bench.nowNs += 10_000;
            send(1);
        }
        for (int i = 1; i <= 20; i++) {
            bench.nowNs += 10_000;
            send(1);
            assertEquals(before + 52 + i, written());
        }
        bench.turn();
        assertFalse(bench.side.busy.isEmpty());
        bench.side.settleBusy();
        send(1);
        assertEquals(before + 73, written());
    }

    @Test
    void aThreadThatSendsToManyInTurnIsBusyWithEach() {
        List<Session> sessions = new ArrayList<>();
        List<FakeWire> wires = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sessions.add(new Session(bench.config(), new FakeOwner(true)));
            wires.add(bench.attach(sessions.get(i)));
        }
        session.outflow().settle();
        bench.side.busy.clear();
        for (int i = 0; i < 60; i++) {
            bench.nowNs += 2_000;
            Bench.send(sessions.get(i % 4).pipe(), "m" + i);
        }
        assertEquals(4, bench.side.busy.size());
        for (FakeWire each : wires) {
            int written = Frames.messages(each.written()).size();
            assertTrue(written < 15, () -> "each of the messages was written by itself");
        }
        bench.run();
        for (FakeWire each : wires) {
            assertEquals(15, Frames.messages(each.written()).size());
        }
    }

    @Test
    void aThreadThatPausesBetweenItsPeersIsNotBusy() {
        Session other = new Session(bench.config(), new FakeOwner(true));
        FakeWire second = bench.attach(other);
        session.outflow().settle();
        bench.side.busy.clear();
        for (int i = 1; i <= 40; i++) {
            bench.nowNs += 7_000;
            Bench.send(i % 2 == 0 ? pipe : other.pipe(), "m" + i);
            assertEquals((i + 1) / 2, Frames.messages(second.written()).size());
        }
        assertTrue(bench.side.busy.isEmpty());
    }

    @Test
    void aCallerDoesNotTryAFullChannelAgainWithEveryMessage() {
        wire.room = 0;
        send(HALF_THE_MARK + 1);
        wire.duringWrite = () -> {
            throw new AssertionError("tried again");
        };
        send(7);
        wire.duringWrite = () -> {};
        bench.turn();
        bench.turn();
        assertTrue(wire.awaitsRoom(), "the I/O thread knows of it");
        wire.room = Integer.MAX_VALUE;
        wire.dispatch();
        int before = written();
        send(HALF_THE_MARK + 1);
        assertEquals(before + HALF_THE_MARK + 1, written(), "the caller writes again");
    }

    @Test
    void aCallerThatIsAboutToWaitForRoomNeedsNoSweep() {
        // It writes a little, so that a sweep would leave it alone.
        wire.room = 20;
        send(HALF_THE_MARK + 1);
        session.outflow().settle();
        bench.turn();
        assertTrue(wire.awaitsRoom());
    }

    @Test
    void nobodySweepsForACallerThatWaitsBehindAFullChannel() {
        wire.room = 0;
        send(HALF_THE_MARK + 1);
        session.outflow().settle();
        bench.turn();
        bench.turn();
        wire.duringWrite = () -> {
            throw new AssertionError("swept");
        };
        bench.turn();
        bench.turn();
        wire.duringWrite = () -> {};
        int before = written();
        wire.room = Integer.MAX_VALUE;
        wire.dispatch();
        assertEquals(before + HALF_THE_MARK + 1, written());
    }

    @Test
    void theIoThreadDoesNotWaitForRoomWhileACallerIsWriting() {
        wire.room = 0;
        send(HALF_THE_MARK + 1);
        bench.turn();
        bench.turn();
        assertTrue(wire.awaitsRoom());
        int before = written();
        wire.room = Integer.MAX_VALUE;
        wire.duringWrite = () -> {
            wire.duringWrite = () -> {};
            wire.dispatch();
            assertFalse(wire.awaitsRoom(), "or the loop would spin until the caller lets go");
        };
        session.outflow().flush();
        assertEquals(before + HALF_THE_MARK + 1, written());
        send(1);
        bench.turn();
        bench.turn();
        assertEquals(before + HALF_THE_MARK + 2, written(), "the lane is swept again");
    }
}
