package org.lingmq.interop;

import java.time.Duration;
import java.util.HexFormat;
import org.lingmq.Message;

/** One libzmq socket inside a {@link PythonPeer}. */
final class PythonSocket {
    private static final String EMPTY = "-";
    private static final long SEND_MS = 10_000;

    private final PythonPeer peer;
    private final String name;

    PythonSocket(PythonPeer peer, String name) {
        this.peer = peer;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Sets an option by libzmq's name, without {@code ZMQ_}. */
    PythonSocket set(String option, int value) {
        peer.ask("set", name, option, Integer.toString(value));
        return this;
    }

    /** Sets an option that takes bytes. */
    PythonSocket set(String option, byte[] value) {
        peer.ask("set", name, option, "x" + HexFormat.of().formatHex(value));
        return this;
    }

    /** Binds; returns the endpoint really bound. */
    String bind(String endpoint) {
        return peer.ask("bind", name, endpoint);
    }

    void connect(String endpoint) {
        peer.ask("connect", name, endpoint);
    }

    void disconnect(String endpoint) {
        peer.ask("disconnect", name, endpoint);
    }

    /** Closes; what is unsent goes out for so long. */
    void close(Duration linger) {
        peer.ask("close", name, Long.toString(linger.toMillis()));
    }

    /** Sends a message; false when there was no room for it in ten seconds. */
    boolean send(Message message) {
        String[] words = new String[3 + message.size()];
        words[0] = "send";
        words[1] = name;
        words[2] = Long.toString(SEND_MS);
        for (int i = 0; i < message.size(); i++) {
            words[3 + i] = message.length(i) == 0 ? EMPTY : HexFormat.of().formatHex(message.bytes(i));
        }
        return peer.ask(words) != null;
    }

    /** Receives a message; null when none came in time. */
    Message receive(Duration limit) {
        String answer = peer.ask("receive", name, Long.toString(limit.toMillis()));
        if (answer == null) {
            return null;
        }
        Message.Builder message = Message.builder();
        for (String frame : answer.split(" ", -1)) {
            message.add(frame.equals(EMPTY) ? new byte[0] : HexFormat.of().parseHex(frame));
        }
        return message.build();
    }

    /** Begins to send numbered messages; {@link #end} says up to which number it came. */
    void produce(Duration limit, long stream, long first, long count, int parts, int size) {
        peer.tell(
                "produce",
                name,
                Long.toString(limit.toMillis()),
                Long.toString(stream),
                Long.toString(first),
                Long.toString(count),
                Integer.toString(parts),
                Integer.toString(size));
    }

    /** Begins to receive numbered messages and to tell of them; {@link #end} says how many there were. */
    void consume(Duration limit, long count) {
        peer.tell("consume", name, Long.toString(limit.toMillis()), Long.toString(count));
    }

    /** As {@link #consume}, and sends every message back as it came. */
    void answer(Duration limit, long count) {
        peer.tell("consume", name, Long.toString(limit.toMillis()), Long.toString(count), "answer");
    }

    /** Waits for the end of what was begun. */
    long end(Duration limit) {
        return Long.parseLong(peer.answer(limit));
    }
}
