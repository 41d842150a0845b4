package org.lingmq.pattern;

import org.lingmq.SocketType;

/**
 * SCATTER (RFC 49): as PUSH, with messages of one frame: gives each to the next peer with room, waits when none has,
 * never drops.
 */
public final class Scatter extends SendOnly {

    private final PatternHost host;
    private final SingleFrames single;

    /** A SCATTER without peers. */
    public Scatter(PatternHost host) {
        super(SocketType.SCATTER, SocketType.GATHER);
        this.host = host;
        single = new SingleFrames(host, SocketType.SCATTER);
    }

    @Override
    Outbox makeOutbox() {
        return new Balanced(host);
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
