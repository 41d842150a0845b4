package org.lingmq;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The receiving half of a {@link Socket}, whose rules about threads, time-outs and failures hold here. */
public interface Receiver extends Iterable<Message> {
    /**
     * Receives the next message; waits for one as long as {@link Options#RCVTIMEO} says.
     *
     * @return the message, or null when the time ran out
     * @throws ZmqException {@link ErrorCode#EFSM} when REQ or REP is not at its turn to receive
     */
    Message receive();

    /**
     * As {@link #receive()}, with a time-out of its own.
     *
     * @param limit how long to wait at most; zero does not wait; negative waits for ever
     * @return the message, or null when the time ran out
     */
    Message receive(Duration limit);

    /**
     * As {@link #receive()}, but never waits ({@code ZMQ_DONTWAIT}).
     *
     * @return the message, or null when none is there
     */
    Message tryReceive();

    /**
     * Receives a message as {@link #receive()} does and returns its first frame as UTF-8 text; further frames are
     * dropped.
     *
     * @return the text, or null when the time ran out
     */
    default String receiveText() {
        Message message = receive();
        return message == null ? null : message.text();
    }

    /**
     * As {@link #receiveText()}, with a time-out of its own.
     *
     * @param limit how long to wait at most; zero does not wait; negative waits for ever
     * @return the text, or null when the time ran out
     */
    default String receiveText(Duration limit) {
        Message message = receive(limit);
        return message == null ? null : message.text();
    }

    /**
     * Receives a message as {@link #receive()} does and returns its first frame; further frames are dropped.
     *
     * @return the bytes, owned by the caller, or null when the time ran out
     */
    default byte[] receiveBytes() {
        Message message = receive();
        return message == null ? null : message.bytes();
    }

    /**
     * Receives a message of one frame as {@link #receive()} does, without making an object for it: its bytes go to the
     * buffer's position, which moves behind them. Its routing id or group is not told; who needs it uses the others.
     *
     * @param into where to; needs as much room as the message has bytes
     * @return how many bytes came, or -1 when the time ran out
     * @throws ZmqException {@link ErrorCode#EMSGSIZE} when the message has several frames or does not fit; it then
     *     stays first in the queue and the buffer as it was
     */
    int receive(ByteBuffer into);

    /**
     * Receives a message without making this thread wait: the next one that nobody asked for before.
     * {@link Options#RCVTIMEO} does not count; {@link CompletableFuture#orTimeout orTimeout} and
     * {@link CompletableFuture#cancel cancel} withdraw the wish, and no message is lost by that.
     *
     * @return the message when it comes, or a {@link ZmqException} as {@link #receive()} throws them. What hangs on it
     *     runs on the one thread of the context for that and must not wait there, or on this one when the message was
     *     there already
     * @throws ZmqException {@link ErrorCode#ENOTSUP} on a socket that is not {@linkplain SocketType#isThreadSafe() for
     *     many threads}
     */
    CompletableFuture<Message> receiveAsync();

    /**
     * Whether a {@code receive} now would not have to wait ({@code ZMQ_POLLIN} of {@code ZMQ_EVENTS}). Never waits.
     *
     * @return false on PUB, PUSH, RADIO and SCATTER
     */
    boolean canReceive();

    /**
     * Waits until a message can be received, and leaves it where it is: the {@code zmq_poll} of one socket. A
     * {@link Poller} waits for several.
     *
     * @param limit how long to wait at most; zero only looks; negative waits for ever
     * @return whether a {@code receive} now would not have to wait; false when the time ran out, on types that do not
     *     receive always, and on a REQ or REP that is to send first
     */
    boolean canReceive(Duration limit);

    /**
     * The messages to come, until {@link #receive()} returns null. Waits as {@code receive} does, so it never ends
     * unless {@link Options#RCVTIMEO} is set. Errors come as {@link ZmqException}.
     *
     * @return used by the thread that may use this socket
     */
    @Override
    default Iterator<Message> iterator() {
        return new ReceivedMessages(this);
    }

    /**
     * The messages to come as a sequential stream; ends and waits as {@link #iterator()}.
     *
     * @return used by the thread that may use this socket
     */
    default Stream<Message> stream() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL), false);
    }
}
