package org.lingmq.transport;

import org.lingmq.MonitorEventType;
import org.lingmq.SocketType;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.Mail;
import org.lingmq.lane.ChunkPool;
import org.lingmq.lane.LaneContent;
import org.lingmq.pattern.Loss;
import org.lingmq.pattern.Pipe;

/** What a transport may ask of the socket it works for. Any thread; nothing here blocks. */
public interface SocketSide {

    /** The socket's type. */
    SocketType type();

    /** Where lanes get their memory. */
    ChunkPool pool();

    /** A number for a pipe, unique within the context. */
    long nextPipeId();

    /** Held by whoever is inside the socket. */
    EntryGuard entry();

    /**
     * Puts mail into the socket's box and rings whoever waits there.
     *
     * @param soon true when it shall be handled soon even if the application stays away
     */
    void post(Mail mail, boolean soon);

    /** A pipe joined the socket whose peer has introduced itself. */
    void pipeUp(Pipe pipe);

    /** A pipe's peer is there, for the first time or again. */
    void linkUp(Pipe pipe);

    /** A pipe's peer went away and is being sought. */
    void linkDown(Pipe pipe);

    /** A pipe is over; its outbound lane belongs to the socket alone now, its inbound lane gets no more. */
    void pipeEnded(Pipe pipe);

    /** The socket shall let go of a pipe that its pattern does not want, at once and with nothing sent any more. */
    void drop(Pipe pipe);

    /** The pattern's wish for inbound bytes: whether the socket acts on them while its application is away. */
    boolean servesWhileAway();

    /** An I/O thread leaves a link's input to the caller, on whom the socket's home thread is to look in. */
    void leftToCaller();

    /** The pipe has something to read; under the entry. */
    void readable(Pipe pipe);

    /** The pipe has room again; under the entry. */
    void writable(Pipe pipe);

    /**
     * A pipe's lane turned busy; before the socket waits it settles it. Under the entry.
     *
     * @param settle writes what is left, after which the lane is quiet again; always the same object for the same lane,
     *     which may turn busy again before it was called
     */
    void turnedBusy(Runnable settle);

    /** Tells the monitor; strings may be null. */
    void event(MonitorEventType type, String endpoint, Addresses addresses, String reason, long value);

    /** Counts messages that came to nothing. */
    void count(Loss reason, long messages);

    /** Counts what a socket or endpoint that was closed could not send in time. */
    void lostLingering(LaneContent unsent);

    /** Something of the socket's (a lingering pipe, a listener) is over, after {@code closeEndpoints} began. */
    void lingeringOver();
}
