package org.lingmq.pattern;

import org.lingmq.SocketType;

/** CHANNEL (RFC 52): as PAIR, with messages of one frame: talks to one peer and no other. */
public final class Channel extends ExclusivePair {

    private final SingleFrames single;

    /** A CHANNEL without peer. */
    public Channel(PatternHost host) {
        this(host, new SingleFrames(host, SocketType.CHANNEL));
    }

    private Channel(PatternHost host, SingleFrames single) {
        super(host, single, "this CHANNEL socket has its one peer already; use PEER to talk to more than one");
        this.single = single;
    }

    @Override
    public void check(Outgoing message) {
        single.check(message);
    }

    @Override
    public boolean send(Outgoing message) {
        check(message);
        return super.send(message);
    }
}
