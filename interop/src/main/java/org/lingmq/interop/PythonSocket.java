package org.lingmq.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.lingmq.Message;

/** One libzmq socket inside a {@link PythonPeer}. */
final class PythonSocket {
    private static final long SEND_MS = 60_000;

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

    /** Sends a message of frames as {@link FrameText} writes them; false when there was no room in a minute. */
    boolean send(List<String> frames) {
        List<String> words = new ArrayList<>(List.of("send", name, Long.toString(SEND_MS)));
        words.addAll(frames);
        return peer.ask(words.toArray(String[]::new)) != null;
    }

    /** Sends a message of short frames. */
    boolean send(String... frames) {
        return send(FrameText.of(Message.of(frames)));
    }

    /** Receives a message as {@link FrameText#of} writes it; null when none came in time. */
    List<String> receive(Duration limit) {
        String answer = peer.ask("receive", name, Long.toString(limit.toMillis()));
        return answer == null ? null : List.of(answer.split(" ", -1));
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

    /** Begins to send numbered messages and to take them back, so many under way, and to tell of both. */
    void exchange(Duration limit, long stream, int window, int parts, int size) {
        peer.tell(
                "exchange",
                name,
                Long.toString(limit.toMillis()),
                Long.toString(stream),
                Integer.toString(window),
                Integer.toString(parts),
                Integer.toString(size));
    }

    /** Ends what was begun before its time, and closes. */
    void stop(Duration limit) {
        peer.tell("close", name, "0");
        end(limit);
        peer.answer(limit);
    }

    /** Waits for the end of what was begun. */
    long end(Duration limit) {
        return Long.parseLong(peer.answer(limit));
    }
}
