package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.pattern.Pipe;

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
