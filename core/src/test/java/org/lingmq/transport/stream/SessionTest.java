package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lingmq.ErrorCode;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.io.IoThread;
import org.lingmq.lane.ChunkPool;
import org.lingmq.lane.LaneWriter;
import org.lingmq.transport.HandshakeGate;
import org.lingmq.transport.OptionValues;
import org.lingmq.zmtp.PeerInfo;

/** A session whose links fail from the first moment; the I/O thread is turned by hand. */
class SessionTest {

    private static final PeerInfo PEER = new PeerInfo("ROUTER", new byte[0], 1, Map.of());

    private final IoThread io = new IoThread(() -> 0);
    private int ended;

    SessionTest() throws IOException {
        // The selector could not be opened.
    }

    @AfterEach
    void close() throws IOException {
        io.selector().close();
    }

    private Session session(ChunkPool pool) {
        StreamConfig config = new StreamConfig(
                new StillSide(pool), io, "fake://", new OptionValues(SocketType.DEALER), null, new HandshakeGate(1));
        return new Session(config, new SessionOwner() {
            @Override
            public void linkOver(Session session, LinkEnd end, Runnable tell) {
                ended++;
            }

            @Override
            public void letGo(Session session) {
                // The socket does not.
            }
        });
    }

    private void turn() {
        for (int i = 0; i < 3; i++) {
            io.runOnce(0);
        }
    }

    @Test
    void linkEndsWhenThereIsNoMemoryForWhatCameBehindTheHandshake() {
        Session session = session(new ChunkPool(0, 0));
        StillWire wire = new StillWire();
        ByteBuffer rest = ByteBuffer.wrap(new byte[] {0, 1, 'x'});
        ZmqException noMemory = assertThrows(ZmqException.class, () -> session.attach(wire, PEER, rest, pipe -> {}));
        assertEquals(ErrorCode.ENOBUFS, noMemory.code());
        turn();
        assertEquals(1, ended);
        assertFalse(wire.open);
    }

    @Test
    void linkEndsWhenItsFirstWriteFails() {
        Session session = session(new ChunkPool(1 << 20, 1 << 20));
        LaneWriter out = session.pipe().out();
        out.append(0, new byte[3], 0, 3);
        out.publish();
        StillWire wire = new StillWire();
        wire.writing = source -> {
            throw new IllegalStateException("for a test");
        };
        assertThrows(IllegalStateException.class, () -> session.attach(wire, PEER, ByteBuffer.allocate(0), pipe -> {}));
        turn();
        assertEquals(1, ended);
        assertFalse(wire.open);
    }
}
