package org.lingmq.pattern;

import org.lingmq.ErrorCode;
import org.lingmq.Options;
import org.lingmq.ZmqException;

/**
 * PULL (RFC 30): takes messages from all peers in turn. With CONFLATE it keeps only the newest of each peer, as
 * {@link ConflatedInbox} promises.
 */
public final class Pull implements Pattern {

    private final PatternHost host;
    private Inbox inbox;

    /** A PULL without peers. */
    public Pull(PatternHost host) {
        this.host = host;
    }

    @Override
    public void attach(Pipe pipe) {
        if (inbox == null) {
            inbox = Inbox.chosenBy(host, null);
        }
        inbox.attach(pipe);
    }

    @Override
    public void detach(Pipe pipe) {
        pipe.dropUnsent();
        inbox.end(pipe);
    }

    @Override
    public void release(Pipe pipe) {
        inbox.release(pipe);
    }

    @Override
    public void retire(Pipe pipe) {
        inbox.end(pipe);
    }

    @Override
    public void readable(Pipe pipe) {
        inbox.readable(pipe);
    }

    @Override
    public void writable(Pipe pipe) {
        // Nothing is ever sent.
    }

    @Override
    public boolean send(Outgoing message) {
        throw new ZmqException(ErrorCode.ENOTSUP, "a PULL socket only receives; send with its peer, a PUSH socket");
    }

    @Override
    public boolean receive(Incoming sink) {
        return inbox != null && inbox.deliver(sink);
    }

    @Override
    public boolean canSend() {
        return false;
    }

    @Override
    public boolean canReceive() {
        return inbox != null && inbox.holdsMessage();
    }

    @Override
    public boolean servesWhileAway() {
        return host.option(Options.CONFLATE);
    }
}
