package org.lingmq.pattern;

import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;

/**
 * PUSH (RFC 30): gives each message to the next peer with room, waits when none has, never drops. With CONFLATE only
 * the newest message waits for each peer, as {@link NewestOut} promises.
 */
public final class Push implements Pattern {

    private final PatternHost host;
    private Outbox outbox;

    /** A PUSH without peers. */
    public Push(PatternHost host) {
        this.host = host;
    }

    @Override
    public void attach(Pipe pipe) {
        if (outbox == null) {
            outbox = Outbox.chosenBy(host);
        }
        outbox.attach(pipe);
    }

    @Override
    public void linkUp(Pipe pipe) {
        outbox.linkUp(pipe);
    }

    @Override
    public void detach(Pipe pipe) {
        outbox.detach(pipe);
        pipe.leaveIn();
    }

    @Override
    public void release(Pipe pipe) {
        outbox.release(pipe);
    }

    /** A PULL has nothing to say; what comes anyway is thrown away. */
    @Override
    public void readable(Pipe pipe) {
        if (!pipe.ended()) {
            pipe.ignoreInput();
        }
    }

    @Override
    public void writable(Pipe pipe) {
        outbox.writable(pipe);
    }

    @Override
    public boolean send(Outgoing message) {
        return outbox != null && outbox.send(message);
    }

    @Override
    public boolean receive(Incoming sink) {
        throw new ZmqException(ErrorCode.ENOTSUP, "a PUSH socket only sends; receive with its peer, a PULL socket");
    }

    @Override
    public boolean canSend() {
        return outbox != null && outbox.canSend();
    }

    @Override
    public boolean canReceive() {
        return false;
    }

    @Override
    public boolean servesWhileAway() {
        return true;
    }

    @Override
    public long parkedMessages() {
        return outbox == null ? 0 : outbox.parkedMessages();
    }

    @Override
    public long dropParked() {
        return outbox == null ? 0 : outbox.dropParked();
    }
}
