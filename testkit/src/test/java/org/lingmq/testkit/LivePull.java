package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.Consumer;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** A bound PULL for others to try themselves on. */
final class LivePull implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Context context = Context.open();
    final Socket socket = context.socket(SocketType.PULL);
    final MonitorRecord events = MonitorRecord.of(socket);
    final String endpoint;

    LivePull() {
        this(socket -> {});
    }

    /** With options that are set before it is bound. */
    LivePull(Consumer<Socket> options) {
        socket.set(Options.RCVTIMEO, PATIENCE);
        options.accept(socket);
        endpoint = socket.bind("tcp://127.0.0.1:*");
    }

    /** A peer that has said nothing yet. */
    ScriptedPeer connect() {
        return ScriptedPeer.connect(endpoint);
    }

    /** A peer that introduced itself as a PUSH. */
    ScriptedPeer connectPush() {
        return connect().handshake("PUSH");
    }

    void assertReceives(String... frames) {
        Message message = socket.receive();
        assertNotNull(message, "instead of " + String.join(", ", frames));
        assertEquals(Message.of(frames).texts(), message.texts());
    }

    /** The peer has been turned away in the handshake, for that reason; returns what it heard before the end. */
    byte[] assertHandshakeRefused(ScriptedPeer peer, String reason) {
        return assertEnds(peer, MonitorEventType.HANDSHAKE_FAILED_PROTOCOL, reason);
    }

    /** The peer has been turned away after the handshake, for that reason. */
    void assertRefused(ScriptedPeer peer, String reason) {
        assertEnds(peer, MonitorEventType.PEER_REFUSED, reason);
    }

    byte[] assertEnds(ScriptedPeer peer, MonitorEventType type, String reason) {
        byte[] before = peer.hearEnd();
        String address = peer.endpoint();
        MonitorEvent event = events.await(
                type + " of " + address, told -> told.type() == type && address.equals(told.remoteAddress()));
        assertTrue(event.reason().contains(reason), event.reason());
        assertEquals(endpoint, event.localAddress());
        return before;
    }

    /** A decent peer gets all of its messages through, once and in order, whatever others may have sent before. */
    void assertServes(int messages) {
        try (Socket push = context.socket(SocketType.PUSH).set(Options.SNDTIMEO, PATIENCE)) {
            push.connect(endpoint);
            for (int i = 0; i < messages; i++) {
                assertTrue(push.send("decent " + i));
                String text = socket.receiveText();
                while (text != null && !text.startsWith("decent")) {
                    text = socket.receiveText();
                }
                assertEquals("decent " + i, text);
            }
        }
    }

    @Override
    public void close() {
        assertServes(10);
        socket.close();
        context.close();
    }
}
