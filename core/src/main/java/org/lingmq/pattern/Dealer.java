package org.lingmq.pattern;

import org.lingmq.Options;

/**
 * DEALER (RFC 28): gives each message to the next peer with room, waits when none has, and takes messages from all
 * peers in turn; adds and removes no frame. To talk to a REP it writes the empty frame before the body itself.
 *
 * <p>With CONFLATE only the newest message counts in each direction, as {@link NewestOut} and {@link ConflatedInbox}
 * promise.
 */
public final class Dealer extends TwoWay {

    private final PatternHost host;

    /** A DEALER without peers. */
    public Dealer(PatternHost host) {
        this.host = host;
    }

    @Override
    Outbox makeOutbox() {
        return Outbox.chosenBy(host);
    }

    @Override
    Inbox makeInbox() {
        return Inbox.chosenBy(host, null);
    }

    @Override
    public void linkUp(Pipe pipe) {
        pipe.probe(host);
        super.linkUp(pipe);
    }

    @Override
    public boolean servesWhileAway() {
        return host.option(Options.CONFLATE);
    }
}
