package org.lingmq.pattern;

import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;

/**
 * How one socket type routes. Called by the holder of the socket's entry only.
 *
 * <p>Sending and receiving never block here: false means "not now", and then every pipe that could change that has been
 * asked to ring. The socket waits and tries again.
 */
public interface Pattern {

    /** What a socket that is no subscriber answers. */
    String NO_SUBSCRIPTIONS = "only a SUB socket takes subscriptions; make one with context.socket(SocketType.SUB)";

    /** What a socket that has no groups answers. */
    String NO_GROUPS = "only a DISH socket has groups; make one with context.socket(SocketType.DISH)";

    /** An option may have another value now. What each message asks for is kept here, as looking it up costs time. */
    default void optionsChanged() {}

    /** A pipe joins; its peer may not be there yet. */
    void attach(Pipe pipe);

    /** The pipe's peer is there, for the first time or again; the pipe says connected already. */
    default void linkUp(Pipe pipe) {}

    /** The pipe's peer went away and is being sought again. */
    default void linkDown(Pipe pipe) {}

    /**
     * The pipe is over, and says so already. What it holds inbound may still be read; what it holds outbound is this
     * pattern's to save: its consumer has let go of the lane without leaving it, as the pattern takes that end over.
     */
    void detach(Pipe pipe);

    /**
     * The socket lets the pipe go, because of a disconnect, an unbind or its own end: the pipe is forgotten at once and
     * its lanes are left as they are, but for what was kept back for it (CONFLATE), which goes into its outbound lane.
     */
    void release(Pipe pipe);

    /** As {@link #release}, but what the pipe holds inbound may still be read, and nothing is added to it. */
    default void retire(Pipe pipe) {
        release(pipe);
        pipe.leaveIn();
    }

    /** A pipe that was found empty has something to read. */
    void readable(Pipe pipe);

    /** A pipe that was found full has room. */
    void writable(Pipe pipe);

    /** Fails for a message that cannot be sent whatever time passes, as {@link #send} does. */
    default void check(Outgoing message) {}

    /** Sends the whole message; false when it would have to wait. */
    boolean send(Outgoing message);

    /** Delivers one message; false when there is none. */
    boolean receive(Incoming sink);

    /** Whether {@link #send} would not have to wait. */
    boolean canSend();

    /** Whether {@link #receive} would deliver. */
    boolean canReceive();

    /**
     * Whether inbound bytes concern the pattern itself, so that the I/O thread acts on them while the caller is away.
     */
    default boolean servesWhileAway() {
        return false;
    }

    /**
     * Goes on with work on inbound bytes that {@link #readable} began and left, so that one call stays short. The
     * socket calls it after it has handled its mail, and as long as it says true comes back soon, letting others in
     * between.
     */
    default boolean serve() {
        return false;
    }

    /** How many different topics are subscribed to, of which only PUB and SUB know. */
    default long topics() {
        return 0;
    }

    /** Messages that belong to no pipe because their peer has gone and no other has room. */
    default long parkedMessages() {
        return 0;
    }

    /** At close: drops those messages; returns how many there were. */
    default long dropParked() {
        return 0;
    }

    /** Adds a subscription; only subscribers take any. */
    default void subscribe(byte[] prefix) {
        throw new ZmqException(ErrorCode.ENOTSUP, NO_SUBSCRIPTIONS);
    }

    /** Takes a subscription back; only subscribers take any. */
    default void unsubscribe(byte[] prefix) {
        throw new ZmqException(ErrorCode.ENOTSUP, NO_SUBSCRIPTIONS);
    }

    /** Joins a group; only DISH has groups. */
    default void join(byte[] group) {
        throw new ZmqException(ErrorCode.ENOTSUP, NO_GROUPS);
    }

    /** Leaves a group; only DISH has groups. */
    default void leave(byte[] group) {
        throw new ZmqException(ErrorCode.ENOTSUP, NO_GROUPS);
    }

    /** The number a pipe is addressed by in {@link Outgoing#routingId}; 0 where messages are not addressed so. */
    default int routingIdOf(Pipe pipe) {
        return 0;
    }

    /** The pipe of that number; fails when there is none. */
    default Pipe pipeOf(int routingId) {
        throw new ZmqException(
                ErrorCode.ENOTSUP, "only SERVER and PEER know their peers by numbers; a ROUTER's have other ids");
    }
}
