package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lingmq.io.IoThread;

/** Closing gently, with the clock and the I/O thread turned by hand. */
class FarewellTurnTest {

    private static final int MUCH = 100_000;

    private long nowNs;
    private final IoThread io = new IoThread(() -> nowNs);

    FarewellTurnTest() throws IOException {
        // The selector could not be opened.
    }

    @AfterEach
    void close() throws IOException {
        io.selector().close();
    }

    @Test
    void peerThatTalksWithoutAPauseHoldsUpNobodyAndNotPastTheDeadline() {
        StillWire wire = new StillWire();
        wire.reading = target -> wire.reads > MUCH ? 0 : target.remaining();
        int[] over = {0};
        Farewell.begin(io, wire, ByteBuffer.allocate(0), 1_000, Long.MAX_VALUE, () -> over[0]++);
        assertTrue(wire.reads < MUCH / 2, () -> wire.reads + " reads at once");
        assertTrue(wire.open);
        nowNs += 1_000;
        io.runOnce(0);
        assertFalse(wire.open);
        assertEquals(1, over[0]);
    }
}
