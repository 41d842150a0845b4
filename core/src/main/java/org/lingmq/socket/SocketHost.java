package org.lingmq.socket;

import org.lingmq.ContextOptions;
import org.lingmq.MonitorEvent;
import org.lingmq.io.IoThread;
import org.lingmq.lane.ChunkPool;
import org.lingmq.transport.HandshakeGate;
import org.lingmq.transport.OptionValues;
import org.lingmq.transport.SocketSide;
import org.lingmq.transport.Surroundings;
import org.lingmq.transport.Transport;

/** What a socket needs of its context. Any thread. */
public interface SocketHost {

    /** The settings of the context. */
    ContextOptions options();

    /** The memory of all lanes of the context. */
    ChunkPool pool();

    /** How many handshakes are under way. */
    HandshakeGate gate();

    /** The I/O thread for the socket's next endpoint. */
    IoThread nextIoThread();

    /** A number no other pipe of the context has. */
    long nextPipeId();

    /** The transport of a scheme; null when there is none. */
    Transport transport(String scheme);

    /** What a transport works with for an endpoint of this socket. */
    Surroundings surroundings(SocketSide side, IoThread io, OptionValues options);

    /**
     * Runs user code that must not run under any lock. When too much waits it is dropped, which the log says, but for
     * the last call of a listener.
     */
    void dispatch(String socket, Runnable listenerCall, boolean last);

    /** Runs what completes a future, and so user code that hangs on it; in the order of the calls. */
    void complete(Runnable completion);

    /** Nothing of the socket is left: no endpoint, no lingering pipe. */
    void gone(SocketCore socket);

    /** A random number that nobody can guess. */
    int randomInt();

    /** Milliseconds since 1970 UTC. */
    long wallClockMs();

    /** Writes an event to the log, sparingly. */
    void log(String socket, MonitorEvent event);
}
