package org.lingmq;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.lingmq.spi.Engine;

/**
 * Where sockets live: the I/O threads, the in-process names and the limits that a set of sockets share.
 *
 * <p>Most programs open one and close it at their end. Any thread may call any method. The threads of a context are
 * daemons: a context that is never closed keeps no JVM alive, and what its sockets had queued is then lost; the files
 * of its {@code ipc} endpoints go with a JVM that ends in order, by Ctrl-C too.
 *
 * <pre>{@code
 * try (Context context = Context.open();
 *      Socket rep = context.socket(SocketType.REP)) {
 *     String endpoint = rep.bind("tcp://127.0.0.1:*");
 *     Message request = rep.receive();
 *     rep.send("World");
 * }
 * }</pre>
 */
public interface Context extends AutoCloseable {
    /**
     * Opens a context with the default settings.
     *
     * @return a new open context; close it at the end
     * @throws ZmqException {@link ErrorCode#ENOTSUP} when no engine is on the class path or module path
     */
    static Context open() {
        return open(ContextOptions.defaults());
    }

    /**
     * Opens a context.
     *
     * @param options its settings
     * @return a new open context; close it at the end
     * @throws ZmqException {@link ErrorCode#ENOTSUP} when no engine is on the class path or module path
     */
    static Context open(ContextOptions options) {
        Objects.requireNonNull(options, "options");
        return ServiceLoader.load(Engine.class, Engine.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new ZmqException(
                        ErrorCode.ENOTSUP,
                        "no LingMQ engine was found; put the whole"
                                + " lingmq-core jar on the class path or module path, with its META-INF/services"))
                .open(options);
    }

    /**
     * The settings this context was opened with.
     *
     * @return never null
     */
    ContextOptions options();

    /**
     * Makes a socket.
     *
     * @param type its pattern
     * @return a new open socket, used by one thread at a time unless its type is {@linkplain SocketType#isThreadSafe()
     *     for many}; close it at the end
     * @throws ZmqException {@link ErrorCode#ETERM} when this context is shut down or closed, {@link ErrorCode#EMFILE}
     *     when as many are open as {@link ContextOptions#maxSockets()} allows, {@link ErrorCode#EINVAL} for a draft
     *     type where {@link ContextOptions#draft()} is false
     */
    Socket socket(SocketType type);

    /**
     * Makes a poller, which waits for several sockets and channels at once.
     *
     * @return a new empty poller, used by one thread at a time; close it at the end
     * @throws ZmqException {@link ErrorCode#ETERM} when this context is shut down or closed
     */
    Poller poller();

    /**
     * Whether this context can do something, plug-ins included ({@code zmq_has}).
     *
     * @param capability {@code "draft"} (see {@link ContextOptions#draft()}), {@code "tcp"}, {@code "ipc"},
     *     {@code "inproc"}, {@code "udp"} or the name of a plug-in's transport or mechanism; case counts
     * @return false for what is unknown
     */
    boolean has(String capability);

    /**
     * Wakes every blocked call of this context's sockets and pollers with {@link ErrorCode#ETERM}, and lets all later
     * ones fail so ({@code zmq_ctx_shutdown}). Sockets and pollers must still be closed. Never blocks; a second call
     * does nothing.
     */
    void shutdown();

    /**
     * Shuts down, closes every socket still open, and waits until each has sent what it held or its
     * {@link Options#LINGER} is over ({@code zmq_ctx_term}). With an infinite LINGER and no peer that takes the
     * messages this waits for ever; {@link #close(Duration)} does not. A second call does nothing.
     *
     * <p>An interrupt ends the waiting: what is unsent is then lost, and the thread's flag stays set.
     */
    @Override
    void close();

    /**
     * As {@link #close()}, but returns when the time is up, whatever LINGER says, and names the sockets that still held
     * messages. Those messages are lost.
     *
     * @param limit how long to wait at most; zero sends what can be sent at once; negative waits as {@link #close()}
     * @return one entry per socket that still held messages; empty when everything was sent or nothing was held
     */
    List<HeldMessages> close(Duration limit);

    /**
     * Whether {@code close} has begun.
     *
     * @return true from then on
     */
    boolean closed();
}
