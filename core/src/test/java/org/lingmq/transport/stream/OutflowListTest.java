package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lingmq.SocketType;
import org.lingmq.io.CollectedLog;
import org.lingmq.io.IoThread;
import org.lingmq.lane.ChunkPool;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneWriter;
import org.lingmq.transport.HandshakeGate;
import org.lingmq.transport.OptionValues;

/** What a busy lane holds is written, link after link; the I/O thread is turned by hand. */
class OutflowListTest {

    private static final int FRAME_BYTES = 2 + 3;

    private final ChunkPool pool = new ChunkPool(1 << 20, 1 << 20);
    private final IoThread io = new IoThread(() -> 0);
    private final Lane lane = new Lane(pool);
    private final LaneWriter writer = new LaneWriter(lane, 0, 0);
    private final Outflow outflow;
    private StillWire wire = new StillWire();
    private int failures;

    OutflowListTest() throws IOException {
        StreamConfig config = new StreamConfig(
                new StillSide(pool), io, "fake://", new OptionValues(SocketType.DEALER), null, new HandshakeGate(1));
        outflow = new Outflow(config, writer, new Outflow.Listener() {
            @Override
            public void outputFailed(String reason) {
                failures++;
            }

            @Override
            public void awaitWritable() {
                // The test says when the channel takes more.
            }
        });
        outflow.attach(wire);
    }

    @AfterEach
    void close() throws IOException {
        io.selector().close();
    }

    /** As a PUB with many peers: the writing is left to the I/O thread. */
    private void sendBusily() {
        writer.append(0, new byte[3], 0, 3);
        writer.publish();
        outflow.published(true);
    }

    private void turn() {
        for (int i = 0; i < 3; i++) {
            io.runOnce(0);
        }
    }

    private void nextLink() {
        outflow.detach();
        wire = new StillWire();
        outflow.attach(wire);
    }

    @Test
    void laneIsSweptOverTheNextLinkThoughTheLastOneEndedBeforeItTookBytesAgain() {
        wire.writing = source -> 0;
        sendBusily();
        turn();
        assertEquals(0, wire.written);
        wire.writing = new StillWire().writing;
        assertTrue(outflow.settle());
        assertEquals(FRAME_BYTES, wire.written);

        assertTrue(outflow.tryHold());
        nextLink();
        sendBusily();
        turn();
        assertEquals(FRAME_BYTES, wire.written);
        assertFalse(lane.holdsBytes());
    }

    @Test
    void laneIsSweptOverTheNextLinkThoughSweepingTheLastOneFailed() {
        String logger = "org.lingmq.io";
        CollectedLog.collect(logger);
        try {
            wire.writing = source -> {
                throw new IllegalStateException("for a test");
            };
            sendBusily();
            turn();
        } finally {
            CollectedLog.stop(logger);
        }
        assertEquals(1, failures);

        nextLink();
        assertEquals(FRAME_BYTES, wire.written);
        sendBusily();
        turn();
        assertEquals(2 * FRAME_BYTES, wire.written);
    }
}
