package org.lingmq.pattern;

import org.lingmq.SocketType;

/** PEER. */
final class PeerTest implements NumberedPeersContract {

    @Override
    public SocketType type() {
        return SocketType.PEER;
    }

    @Override
    public Pattern create(PatternHost host) {
        return new Peer(host);
    }
}
