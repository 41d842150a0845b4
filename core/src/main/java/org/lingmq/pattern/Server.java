package org.lingmq.pattern;

import org.lingmq.SocketType;

/** SERVER (RFC 41): answers many CLIENTs, each by the number that its messages carry. */
public final class Server extends NumberedPeers {

    /** A SERVER without peers. */
    public Server(PatternHost host) {
        super(host, SocketType.SERVER);
    }
}
