package org.lingmq;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.List;

/**
 * Waits until one of several sockets or channels is ready ({@code zmq_poller}).
 *
 * <p>Level-triggered: what is ready stays ready, poll after poll, until it is read or written. One thread at a time
 * uses a poller; it must be a thread that may use the registered sockets at that moment, as polling drives them. A
 * poller does not close what is registered with it; a socket that is closed drops out by itself.
 *
 * <p>Failures of all methods: {@link ErrorCode#ETERM} after the context was shut down, {@link ErrorCode#ENOTSOCK} after
 * {@link #close()}, {@link ErrorCode#EINVAL} for what is registered twice or not at all, or a wrong event mask.
 */
public interface Poller extends AutoCloseable {
    /** A message can be received ({@code ZMQ_POLLIN}); for a channel: a read, accept or connect will not block. */
    int IN = 1;

    /** A message can be sent ({@code ZMQ_POLLOUT}); for a channel: a write or connect will not block. */
    int OUT = 2;

    /** A channel failed or was closed ({@code ZMQ_POLLERR}); never set for sockets. */
    int ERR = 4;

    /**
     * Starts to watch a socket.
     *
     * @param socket a socket of any context of this library
     * @param events a sum of {@link #IN} and {@link #OUT}; 0 watches nothing until {@link #modify}
     */
    void register(Socket socket, int events);

    /**
     * Starts to watch a channel.
     *
     * @param channel a channel in non-blocking mode
     * @param events a sum of {@link #IN}, {@link #OUT} and {@link #ERR}
     */
    void register(SelectableChannel channel, int events);

    /**
     * Changes what a socket is watched for.
     *
     * @param socket a registered socket
     * @param events as in {@link #register(Socket, int)}
     */
    void modify(Socket socket, int events);

    /**
     * Changes what a channel is watched for.
     *
     * @param channel a registered channel
     * @param events as in {@link #register(SelectableChannel, int)}
     */
    void modify(SelectableChannel channel, int events);

    /**
     * Ends the watching of a socket.
     *
     * @param socket a registered socket
     */
    void unregister(Socket socket);

    /**
     * Ends the watching of a channel.
     *
     * @param channel a registered channel
     */
    void unregister(SelectableChannel channel);

    /**
     * How many sockets and channels are registered.
     *
     * @return 0 or more
     */
    int size();

    /**
     * Waits until something is ready or the time is up.
     *
     * @param limit how long at most; zero only looks; negative waits for ever
     * @return how many are ready, 0 when the time ran out
     * @throws ZmqException {@link ErrorCode#EINTR} when the thread is interrupted while it waits, besides those above;
     *     {@link ErrorCode#EFAULT} when nothing is registered and the wait would never end
     */
    int poll(Duration limit);

    /**
     * What the last {@link #poll} found.
     *
     * @return an unmodifiable list, its order of registration; empty before the first poll and after a time-out
     */
    List<Ready> ready();

    /**
     * Whether the last {@link #poll} found a message to receive on that socket.
     *
     * @param socket a registered socket
     * @return false also when it is not registered
     */
    boolean readable(Socket socket);

    /**
     * Whether the last {@link #poll} found room to send on that socket.
     *
     * @param socket a registered socket
     * @return false also when it is not registered
     */
    boolean writable(Socket socket);

    /** Ends the poller and gives its selector back. What is registered stays open. A second call does nothing. */
    @Override
    void close();

    /**
     * A socket or channel that is ready.
     *
     * @param item the {@link Socket} or {@link SelectableChannel}
     * @param events a sum of {@link #IN}, {@link #OUT} and {@link #ERR}, never 0
     */
    record Ready(Object item, int events) {
        /**
         * The socket that is ready.
         *
         * @return null when it is a channel
         */
        public Socket socket() {
            return item instanceof Socket socket ? socket : null;
        }

        /**
         * The channel that is ready.
         *
         * @return null when it is a socket
         */
        public SelectableChannel channel() {
            return item instanceof SelectableChannel channel ? channel : null;
        }

        /**
         * Whether there is something to receive or read.
         *
         * @return whether {@link #IN} is set
         */
        public boolean readable() {
            return (events & IN) != 0;
        }

        /**
         * Whether there is room to send or write.
         *
         * @return whether {@link #OUT} is set
         */
        public boolean writable() {
            return (events & OUT) != 0;
        }

        /**
         * Whether a channel failed.
         *
         * @return whether {@link #ERR} is set
         */
        public boolean failed() {
            return (events & ERR) != 0;
        }

        /** The item and the names of its events. */
        @Override
        public String toString() {
            return "Ready[" + item + ":" + (readable() ? " IN" : "") + (writable() ? " OUT" : "")
                    + (failed() ? " ERR" : "") + "]";
        }
    }
}
