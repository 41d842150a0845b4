package org.lingmq;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One end of a messaging pattern: sends and receives whole messages to and from any number of peers.
 *
 * <p><b>Threads.</b> One thread at a time. Handing a socket over is fine; two threads inside at once get a
 * {@link ConcurrentUseException} that names both. Only {@link #type()}, {@link #name()}, {@link #stats()},
 * {@link #peers()}, {@link #disconnectPeer} and {@link #close()} may be called by any thread at any time.
 *
 * <p><b>Time running out is a value.</b> {@code send} returns false and {@code receive} null; neither throws for it.
 *
 * <p><b>Failures of every method</b>, besides those it names: {@link ErrorCode#ETERM} when the context is shut down
 * (blocked calls wake up with it), {@link ErrorCode#ENOTSOCK} when this socket is closed, {@link ErrorCode#EINTR} when
 * the thread is interrupted while it waits (its flag stays set, nothing is lost, the next call works once the flag is
 * cleared). Sending fails with {@link ErrorCode#ENOTSUP} on SUB and PULL, receiving on PUB and PUSH.
 *
 * <p><b>Messages are atomic.</b> All frames of a message arrive, or none.
 */
public interface Socket extends AutoCloseable, Iterable<Message> {
    /** {@return this socket's pattern ({@code ZMQ_TYPE}), never null} */
    SocketType type();

    /** {@return what logs and errors call this socket: context, type and number; unique while it is open} */
    String name();

    /**
     * Listens at an endpoint ({@code zmq_bind}): {@code tcp://127.0.0.1:5555}, {@code tcp://*:*}, {@code ipc:///path},
     * {@code ipc://*}, {@code inproc://name}.
     *
     * @param endpoint where; wildcards are filled in
     * @return the endpoint really bound; give it to {@link #unbind} and to peers
     * @throws ZmqException {@link ErrorCode#EINVAL}, {@link ErrorCode#EPROTONOSUPPORT}, {@link ErrorCode#EADDRINUSE},
     *     {@link ErrorCode#EADDRNOTAVAIL}, {@link ErrorCode#ENODEV}, {@link ErrorCode#EACCES},
     *     {@link ErrorCode#ENOENT}, {@link ErrorCode#ENAMETOOLONG}
     */
    String bind(String endpoint);

    /**
     * Connects to an endpoint, and again after every loss, until {@link #disconnect} ({@code zmq_connect}). Returns at
     * once, whether the peer is there or not.
     *
     * @param endpoint where the peer listens
     * @throws ZmqException {@link ErrorCode#EINVAL}, {@link ErrorCode#EPROTONOSUPPORT}
     */
    void connect(String endpoint);

    /**
     * Stops listening at an endpoint and closes the connections that came through it ({@code zmq_unbind}). Their unsent
     * messages are treated as {@link Options#LINGER} says; what was received stays readable.
     *
     * @param endpoint as {@link #bind} returned it
     * @throws ZmqException {@link ErrorCode#ENOENT} when this socket is not bound there
     */
    void unbind(String endpoint);

    /**
     * Ends a connection for good ({@code zmq_disconnect}). Its unsent messages are treated as {@link Options#LINGER}
     * says; what was received and not yet read is dropped.
     *
     * @param endpoint as {@link #connect} took it
     * @throws ZmqException {@link ErrorCode#ENOENT} when this socket is not connected there
     */
    void disconnect(String endpoint);

    /**
     * Sets an option ({@code zmq_setsockopt}). Those that are not {@linkplain Option#immediate() immediate} apply to
     * later binds and connects only.
     *
     * @param <T> the option's type
     * @param option one of {@link Options}
     * @param value a value in the option's range; arrays and maps are copied
     * @return this socket
     * @throws ZmqException {@link ErrorCode#EINVAL} when the value is out of range, the option is read-only, or it
     *     belongs to another type of socket
     */
    <T> Socket set(Option<T> option, T value);

    /**
     * Reads an option ({@code zmq_getsockopt}).
     *
     * @param <T> the option's type
     * @param option one of {@link Options}
     * @return its value now, never null; an array is a copy
     * @throws ZmqException {@link ErrorCode#EINVAL} when the option is write-only or belongs to another type of socket
     */
    <T> T get(Option<T> option);

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
     *     {@link ErrorCode#EHOSTUNREACH} when a ROUTER with ROUTER_MANDATORY does not know the addressee,
     *     {@link ErrorCode#EINVAL} when the message does not fit the pattern
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
     * buffer's position, which moves behind them.
     *
     * @param into where to; needs as much room as the message has bytes
     * @return how many bytes came, or -1 when the time ran out
     * @throws ZmqException {@link ErrorCode#EMSGSIZE} when the message has several frames or does not fit; it then
     *     stays first in the queue and the buffer as it was
     */
    int receive(ByteBuffer into);

    /**
     * Whether a {@code send} now would not have to wait ({@code ZMQ_POLLOUT} of {@code ZMQ_EVENTS}). Never waits.
     *
     * @return false on SUB and PULL
     */
    boolean canSend();

    /**
     * Whether a {@code receive} now would not have to wait ({@code ZMQ_POLLIN} of {@code ZMQ_EVENTS}). Never waits.
     *
     * @return false on PUB and PUSH
     */
    boolean canReceive();

    /**
     * Waits until a message can be received, and leaves it where it is: the {@code zmq_poll} of one socket. A
     * {@link Poller} waits for several.
     *
     * @param limit how long to wait at most; zero only looks; negative waits for ever
     * @return whether a {@code receive} now would not have to wait; false when the time ran out, on PUB and PUSH
     *     always, and on a REQ or REP that is to send first
     */
    boolean canReceive(Duration limit);

    /**
     * Subscribes to the messages that begin with this text in UTF-8; the empty text is all messages.
     *
     * @param prefix how a message begins
     * @return this socket
     * @throws ZmqException as {@link #subscribe(byte[])}
     */
    default Socket subscribe(String prefix) {
        return subscribe(FrameArrays.utf8(prefix));
    }

    /**
     * Subscribes to the messages whose first frame begins so ({@code ZMQ_SUBSCRIBE}); no bytes is all messages. The
     * same prefix may be subscribed several times and then needs as many {@link #unsubscribe(byte[])}. SUB only.
     *
     * @param prefix how a message begins
     * @return this socket
     * @throws ZmqException {@link ErrorCode#ENOTSUP} on every type but SUB
     */
    Socket subscribe(byte[] prefix);

    /**
     * Takes back one {@link #subscribe(String)}.
     *
     * @param prefix as it was subscribed
     * @return this socket
     * @throws ZmqException as {@link #unsubscribe(byte[])}
     */
    default Socket unsubscribe(String prefix) {
        return unsubscribe(FrameArrays.utf8(prefix));
    }

    /**
     * Takes back one {@link #subscribe(byte[])} ({@code ZMQ_UNSUBSCRIBE}). Does nothing when there is none.
     *
     * @param prefix as it was subscribed
     * @return this socket
     * @throws ZmqException {@link ErrorCode#ENOTSUP} on every type but SUB
     */
    Socket unsubscribe(byte[] prefix);

    /**
     * Reports what happens to this socket's endpoints, connections and messages ({@code zmq_socket_monitor}). Any
     * number of listeners may be there. They are called on a thread of the context, one event after the other, never
     * inside a call of this socket; they must return soon and not use this socket. What a listener throws is logged and
     * dropped.
     *
     * @param listener takes the events
     * @return ends the reports when closed
     */
    Registration monitor(Consumer<MonitorEvent> listener);

    /** {@return a snapshot of the counters; any thread may ask, and when another one is inside, that one answers} */
    SocketStats stats();

    /** {@return who is connected now, an unmodifiable snapshot; any thread may ask, as with {@link #stats}} */
    List<Peer> peers();

    /**
     * Closes the connection to one peer. A peer this socket connected to is connected again, as after a loss; one that
     * was accepted may come back by itself. Any thread may ask for it.
     *
     * @param peerId {@link Peer#id()}
     * @return false when there is no such peer now
     */
    boolean disconnectPeer(long peerId);

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

    /**
     * Closes this socket. Waits for no peer: addresses it was bound to are free on return, and what is unsent goes out
     * in the background for as long as {@link Options#LINGER} says; the context's {@code close} waits for that. What
     * was received and not read is dropped. A second call does nothing.
     */
    @Override
    void close();

    /**
     * A random printable id, to be set as {@link Options#ROUTING_ID} in examples and tests.
     *
     * @return two groups of four lower-case hex digits, such as {@code 01af-9c2e}
     */
    static String randomId() {
        return RandomId.from(new SecureRandom());
    }
}
