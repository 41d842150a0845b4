package org.lingmq.pattern;

/** PAIR (RFC 31): talks to one peer and no other, in messages of any number of frames. */
public final class Pair extends ExclusivePair {

    /** A PAIR without peer. */
    public Pair(PatternHost host) {
        super(host, pipe -> true, "this PAIR socket has its one peer already; use DEALER to talk to more than one");
    }
}
