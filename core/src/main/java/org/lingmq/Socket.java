package org.lingmq;

import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;

/**
 * One end of a messaging pattern: sends and receives whole messages to and from any number of peers.
 *
 * <p><b>Threads.</b> CLIENT, SERVER, RADIO, DISH, SCATTER, GATHER, PEER and CHANNEL are for any number of threads at
 * once ({@link SocketType#isThreadSafe()}); those who wait are served in turn. All other types are for one thread at a
 * time. Handing a socket over is fine; two threads inside at once get a {@link ConcurrentUseException} that names both.
 * Only {@link #type()}, {@link #name()}, {@link #stats()}, {@link #peers()}, {@link #disconnect(Peer)} and
 * {@link #close()} may be called by any thread at any time.
 *
 * <p><b>Time running out is a value.</b> {@code send} returns false and {@code receive} null; neither throws for it.
 *
 * <p><b>Failures of every method</b>, besides those it names: {@link ErrorCode#ETERM} when the context is shut down
 * (blocked calls wake up with it), {@link ErrorCode#ENOTSOCK} when this socket is closed, {@link ErrorCode#EINTR} when
 * the thread is interrupted while it waits (its flag stays set, nothing is lost, the next call works once the flag is
 * cleared). Sending fails with {@link ErrorCode#ENOTSUP} on SUB, PULL, DISH and GATHER, receiving on PUB, PUSH, RADIO
 * and SCATTER.
 *
 * <p><b>Messages are atomic.</b> All frames of a message arrive, or none.
 */
public interface Socket extends Sender, Receiver, AutoCloseable {
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
     * Connects to an endpoint as {@link #connect} does, and says under which routing id messages get there
     * ({@code zmq_connect_peer}). PEER only.
     *
     * @param endpoint where the peer listens
     * @return the peer's routing id here, never 0; messages may be sent to it at once, and wait until the peer is there
     * @throws ZmqException as {@link #connect}; {@link ErrorCode#ENOTSUP} on every other type; {@link ErrorCode#EFAULT}
     *     when {@link Options#IMMEDIATE} is set, as then nothing exists to send to until the peer is there
     */
    int connectPeer(String endpoint);

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
     * @param peer one of {@link #peers()}
     * @return false when it is not connected now
     */
    boolean disconnect(Peer peer);

    /**
     * Ends the connection to one peer for good ({@code zmq_disconnect_peer}): one that this socket made is not made
     * again; one that was accepted may come back by itself and is then another peer. SERVER and PEER only.
     *
     * @param routingId the peer's, as in {@link Message#routingId()}
     * @throws ZmqException {@link ErrorCode#EHOSTUNREACH} when there is no such peer, {@link ErrorCode#ENOTSUP} on
     *     every other type
     */
    void disconnectPeer(int routingId);

    /**
     * Joins a group: from now on its messages are received ({@code zmq_join}). DISH only.
     *
     * @param group its name, 0 to 255 bytes in UTF-8, none of them 0
     * @return this socket
     * @throws ZmqException as {@link #join(byte[])}
     */
    default Socket join(String group) {
        return join(FrameArrays.utf8(group));
    }

    /**
     * Joins a group whose name is no text.
     *
     * @param group its name, 0 to 255 bytes, none of them 0
     * @return this socket
     * @throws ZmqException {@link ErrorCode#EINVAL} when the name is too long or the group is joined already,
     *     {@link ErrorCode#ENOTSUP} on every type but DISH
     */
    Socket join(byte[] group);

    /**
     * Leaves a group ({@code zmq_leave}). DISH only.
     *
     * @param group its name as it was joined
     * @return this socket
     * @throws ZmqException as {@link #leave(byte[])}
     */
    default Socket leave(String group) {
        return leave(FrameArrays.utf8(group));
    }

    /**
     * Leaves a group whose name is no text.
     *
     * @param group its name as it was joined
     * @return this socket
     * @throws ZmqException {@link ErrorCode#EINVAL} when the group is not joined, {@link ErrorCode#ENOTSUP} on every
     *     type but DISH
     */
    Socket leave(byte[] group);

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
