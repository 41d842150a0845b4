package org.lingmq.pattern;

import org.lingmq.SocketType;

/** SERVER. */
final class ServerTest implements NumberedPeersContract {

    @Override
    public SocketType type() {
        return SocketType.SERVER;
    }

    @Override
    public Pattern create(PatternHost host) {
        return new Server(host);
    }
}
