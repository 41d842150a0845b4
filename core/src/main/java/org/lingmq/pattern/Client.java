package org.lingmq.pattern;

import org.lingmq.SocketType;

/**
 * CLIENT (RFC 41): gives each message, of one frame, to the next SERVER with room, waits when none has, and takes
 * messages from all of them in turn. Nothing travels but the frame.
 */
public final class Client extends TwoWay {

    private final PatternHost host;
    private final SingleFrames single;

    /** A CLIENT without peers. */
    public Client(PatternHost host) {
        this.host = host;
        single = new SingleFrames(host, SocketType.CLIENT);
    }

    @Override
    Outbox makeOutbox() {
        return new Balanced(host);
    }

    @Override
    Inbox makeInbox() {
        return new FairQueue(single);
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
