package org.lingmq.pattern;

import org.lingmq.Options;
import org.lingmq.SocketType;

/**
 * PULL (RFC 30): takes messages from all peers in turn. With CONFLATE it keeps only the newest of each peer, as
 * {@link ConflatedInbox} promises.
 */
public final class Pull extends ReceiveOnly {

    private final PatternHost host;

    /** A PULL without peers. */
    public Pull(PatternHost host) {
        super(SocketType.PULL, SocketType.PUSH);
        this.host = host;
    }

    @Override
    Inbox makeInbox() {
        return Inbox.chosenBy(host, null);
    }

    @Override
    public boolean servesWhileAway() {
        return host.option(Options.CONFLATE);
    }
}
