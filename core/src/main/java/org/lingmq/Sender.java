package org.lingmq;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The sending half of a {@link Socket}, whose rules about threads, time-outs and failures hold here. */
public interface Sender {
    /**
     * Sends a message of one frame, the text in UTF-8.
     *
     * @param text the frame
     * @return as {@link #send(Message)}
     */
    default boolean send(String text) {
        return send(FrameArrays.utf8(text));
    }

    /**
     * Sends one message of several frames, each text in UTF-8: topic and data, say.
     *
     * @param first the first frame
     * @param second the second frame
     * @param more further frames
     * @return as {@link #send(Message)}
     */
    default boolean send(String first, String second, String... more) {
        return send(Message.wrap(FrameArrays.joined(FrameArrays.joined(new byte[0][], first, second), more)));
    }

    /**
     * As {@link #send(String)}, with a time-out of its own.
     *
     * @param text the frame
     * @param limit how long to wait at most; zero does not wait; negative waits for ever
     * @return false when the time ran out; nothing was sent then
     */
    default boolean send(String text, Duration limit) {
        return send(Message.wrap(FrameArrays.utf8(text)), limit);
    }

    /**
     * Sends a message of one frame. The bytes are copied; the array is free afterwards.
     *
     * @param bytes the frame
     * @return as {@link #send(Message)}
     */
    boolean send(byte[] bytes);

    /**
     * Sends a message of one frame: what lies between the buffer's position and limit, which both stay as they are. The
     * bytes are copied; the buffer is free afterwards.
     *
     * @param bytes the frame
     * @return as {@link #send(Message)}
     */
    boolean send(ByteBuffer bytes);

    /**
     * Sends a message. Where the pattern has to wait for a peer or for room, waits as long as {@link Options#SNDTIMEO}
     * says; where it drops instead (PUB; ROUTER unless ROUTER_MANDATORY; REP), never waits. True says that the message
     * is queued, or dropped by such a rule, not that it has arrived.
     *
     * @param message what to send
     * @return false when the time ran out; nothing was sent then
     * @throws ZmqException {@link ErrorCode#EFSM} when REQ or REP is not at its turn to send,
     *     {@link ErrorCode#EHOSTUNREACH} when a SERVER, a PEER, or a ROUTER with ROUTER_MANDATORY does not know the
     *     addressee, {@link ErrorCode#EINVAL} when the message does not fit the pattern, as one of several frames where
     *     the {@linkplain SocketType#isThreadSafe() type} takes one only
     */
    boolean send(Message message);

    /**
     * As {@link #send(Message)}, with a time-out of its own.
     *
     * @param message what to send
     * @param limit how long to wait at most; zero does not wait; negative waits for ever
     * @return false when the time ran out; nothing was sent then
     */
    boolean send(Message message, Duration limit);

    /**
     * As {@link #send(String)}, but never waits.
     *
     * @param text the frame
     * @return false when it would have to wait; nothing was sent then
     */
    default boolean trySend(String text) {
        return trySend(FrameArrays.utf8(text));
    }

    /**
     * As {@link #send(byte[])}, but never waits.
     *
     * @param bytes the frame
     * @return false when it would have to wait; nothing was sent then
     */
    boolean trySend(byte[] bytes);

    /**
     * As {@link #send(ByteBuffer)}, but never waits.
     *
     * @param bytes the frame
     * @return false when it would have to wait; nothing was sent then
     */
    boolean trySend(ByteBuffer bytes);

    /**
     * As {@link #send(Message)}, but never waits ({@code ZMQ_DONTWAIT}).
     *
     * @param message what to send
     * @return false when it would have to wait; nothing was sent then
     */
    boolean trySend(Message message);

    /**
     * Whether a {@code send} now would not have to wait ({@code ZMQ_POLLOUT} of {@code ZMQ_EVENTS}). Never waits.
     *
     * @return false on SUB, PULL, DISH and GATHER
     */
    boolean canSend();

    /**
     * Sends a message without making this thread wait: at once, or later, after those that wait already, when there is
     * room. {@link Options#SNDTIMEO} does not count; {@link CompletableFuture#orTimeout orTimeout} and
     * {@link CompletableFuture#cancel cancel} withdraw a message that still waits.
     *
     * @param message what to send
     * @return done when the message is queued, or with a {@link ZmqException} as {@link #send(Message)} throws them.
     *     What hangs on it runs on the one thread of the context for that and must not wait there, or on this one when
     *     the message was queued at once
     * @throws ZmqException {@link ErrorCode#ENOTSUP} on a socket that is not {@linkplain SocketType#isThreadSafe() for
     *     many threads}
     */
    CompletableFuture<Void> sendAsync(Message message);

    /**
     * As {@link #sendAsync(Message)}.
     *
     * @param text the one frame of the message, in UTF-8
     * @return as {@link #sendAsync(Message)}
     */
    default CompletableFuture<Void> sendAsync(String text) {
        return sendAsync(Message.of(text));
    }
}
