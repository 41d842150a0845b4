package org.lingmq.pattern;

import org.lingmq.Options;

/**
 * The sending half of a pattern whose messages suit any peer: round robin without loss, or the newest for each peer.
 */
interface Outbox {

    /** What the option CONFLATE asks for now. */
    static Outbox chosenBy(PatternHost host) {
        return host.option(Options.CONFLATE) ? new ConflatedOutbox(host) : new Balanced(host);
    }

    /** A pipe joins. */
    void attach(Pipe pipe);

    /** The pipe's peer is there. */
    default void linkUp(Pipe pipe) {}

    /** A pipe that was full may have room. */
    void writable(Pipe pipe);

    /** A pipe is over: what it still holds is saved or counted as lost. */
    void detach(Pipe pipe);

    /** Whether {@link #send} would not have to wait; if it would, every pipe rings when it has room. */
    boolean canSend();

    /** Gives the message to a peer; false when it has to wait. */
    boolean send(Outgoing message);

    /** Forgets a pipe; what was kept back for it goes into its lane, for LINGER to send. */
    void release(Pipe pipe);

    /** Messages that wait for any peer. */
    default long parkedMessages() {
        return 0;
    }

    /** Drops those messages; returns how many there were. */
    default long dropParked() {
        return 0;
    }
}
