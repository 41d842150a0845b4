package org.lingmq.pattern;

import org.lingmq.SocketType;

/**
 * PUSH (RFC 30): gives each message to the next peer with room, waits when none has, never drops. With CONFLATE only
 * the newest message waits for each peer, as {@link NewestOut} promises.
 */
public final class Push extends SendOnly {

    private final PatternHost host;

    /** A PUSH without peers. */
    public Push(PatternHost host) {
        super(SocketType.PUSH, SocketType.PULL);
        this.host = host;
    }

    @Override
    Outbox makeOutbox() {
        return Outbox.chosenBy(host);
    }
}
