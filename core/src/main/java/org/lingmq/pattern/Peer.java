package org.lingmq.pattern;

import org.lingmq.SocketType;

/** PEER (RFC 51): talks to many of its kind, each by the number that its messages carry. */
public final class Peer extends NumberedPeers {

    /** A PEER without peers. */
    public Peer(PatternHost host) {
        super(host, SocketType.PEER);
    }
}
