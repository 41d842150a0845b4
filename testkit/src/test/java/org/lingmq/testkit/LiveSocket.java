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

/** A bound socket of any type for scripted peers to talk to. */
final class LiveSocket implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Context context = Context.open();
    final Socket socket;
    final MonitorRecord events;
    final String endpoint;

    LiveSocket(SocketType type) {
        this(type, socket -> {});
    }

    /** With options that are set before it is bound. */
    LiveSocket(SocketType type, Consumer<Socket> options) {
        socket = context.socket(type).set(Options.LINGER, Duration.ZERO);
        if (type.canReceive()) {
            socket.set(Options.RCVTIMEO, PATIENCE);
        }
        if (type.canSend()) {
            socket.set(Options.SNDTIMEO, PATIENCE);
        }
        events = MonitorRecord.of(socket);
        options.accept(socket);
        endpoint = socket.bind("tcp://127.0.0.1:*");
    }

    /** A peer that has said nothing yet. */
    ScriptedPeer connect() {
        return ScriptedPeer.connect(endpoint);
    }

    /** A peer that introduced itself. */
    ScriptedPeer connect(String socketType) {
        return connect().handshake(socketType);
    }

    Message receive(String text) {
        Message message = socket.receive();
        assertNotNull(message, "instead of " + text);
        assertEquals(1, message.size());
        assertEquals(text, message.text());
        return message;
    }

    /** The peer has been turned away, for that reason; returns what it heard before the end. */
    byte[] assertEnds(ScriptedPeer peer, MonitorEventType type, String reason) {
        byte[] before = peer.hearEnd();
        String address = peer.endpoint();
        MonitorEvent event = events.await(
                type + " of " + address, told -> told.type() == type && address.equals(told.remoteAddress()));
        assertTrue(event.reason().contains(reason), event.reason());
        return before;
    }

    @Override
    public void close() {
        socket.close();
        context.close();
    }
}
