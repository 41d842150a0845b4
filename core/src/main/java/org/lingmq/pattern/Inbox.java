package org.lingmq.pattern;

import java.util.function.Predicate;
import org.lingmq.Options;

/** The receiving half of a pattern that takes messages from any peer: every one in turn, or the newest of each peer. */
interface Inbox {

    /** What the option CONFLATE asks for now; a message at a pipe's cursor for which the test says no is dropped. */
    static Inbox chosenBy(PatternHost host, Predicate<Pipe> wanted) {
        return host.option(Options.CONFLATE) ? new ConflatedInbox(host, wanted) : new FairQueue(wanted);
    }

    /** A pipe joins. */
    void attach(Pipe pipe);

    /** A pipe may have something to read; does nothing for one that is not here. */
    void readable(Pipe pipe);

    /** A pipe is over; what it holds stays to be delivered. */
    void end(Pipe pipe);

    /** Whether {@link #deliver} would deliver; if not, every pipe rings when it has something. */
    boolean holdsMessage();

    /** Delivers one message, if there is any. */
    boolean deliver(Incoming sink);

    /** Forgets a pipe at once, whatever it holds. */
    void release(Pipe pipe);
}
