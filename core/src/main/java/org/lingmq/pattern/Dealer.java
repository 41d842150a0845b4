package org.lingmq.pattern;

import org.lingmq.Options;

/**
 * DEALER (RFC 28): gives each message to the next peer with room, waits when none has, and takes messages from all
 * peers in turn; adds and removes no frame. To talk to a REP it writes the empty frame before the body itself.
 *
 * <p>With CONFLATE only the newest message counts in each direction, as {@link NewestOut} and {@link ConflatedInbox}
 * promise.
 */
public final class Dealer implements Pattern {

    private final PatternHost host;
    private Outbox outbox;
    private Inbox inbox;

    /** A DEALER without peers. */
    public Dealer(PatternHost host) {
        this.host = host;
    }

    @Override
    public void attach(Pipe pipe) {
        if (outbox == null) {
            outbox = Outbox.chosenBy(host);
            inbox = Inbox.chosenBy(host, null);
        }
        inbox.attach(pipe);
        outbox.attach(pipe);
    }

    @Override
    public void linkUp(Pipe pipe) {
        pipe.probe(host);
        outbox.linkUp(pipe);
    }

    @Override
    public void detach(Pipe pipe) {
        outbox.detach(pipe);
        inbox.end(pipe);
    }

    @Override
    public void release(Pipe pipe) {
        outbox.release(pipe);
        inbox.release(pipe);
    }

    @Override
    public void retire(Pipe pipe) {
        outbox.release(pipe);
        inbox.end(pipe);
    }

    @Override
    public void readable(Pipe pipe) {
        inbox.readable(pipe);
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
        return inbox != null && inbox.deliver(sink);
    }

    @Override
    public boolean canSend() {
        return outbox != null && outbox.canSend();
    }

    @Override
    public boolean canReceive() {
        return inbox != null && inbox.holdsMessage();
    }

    @Override
    public boolean servesWhileAway() {
        return host.option(Options.CONFLATE);
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
