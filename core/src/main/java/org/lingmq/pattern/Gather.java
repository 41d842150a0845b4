package org.lingmq.pattern;

import org.lingmq.SocketType;

/** GATHER (RFC 49): as PULL, with messages of one frame: takes them from all peers in turn. */
public final class Gather extends ReceiveOnly {

    private final PatternHost host;

    /** A GATHER without peers. */
    public Gather(PatternHost host) {
        super(SocketType.GATHER, SocketType.SCATTER);
        this.host = host;
    }

    @Override
    Inbox makeInbox() {
        return new FairQueue(new SingleFrames(host, SocketType.GATHER));
    }
}
