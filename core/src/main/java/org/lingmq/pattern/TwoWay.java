package org.lingmq.pattern;

/**
 * What DEALER and CLIENT share: each message goes to the next peer with room, and messages are taken from all peers in
 * turn.
 */
abstract sealed class TwoWay implements Pattern permits Dealer, Client {

    private Outbox outbox;
    private Inbox inbox;

    /** Where messages go; asked for when the first pipe joins, as options may be set until then. */
    abstract Outbox makeOutbox();

    /** Where messages come from; asked for when the first pipe joins. */
    abstract Inbox makeInbox();

    @Override
    public void attach(Pipe pipe) {
        if (outbox == null) {
            outbox = makeOutbox();
            inbox = makeInbox();
        }
        inbox.attach(pipe);
        outbox.attach(pipe);
    }

    @Override
    public void linkUp(Pipe pipe) {
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
    public long parkedMessages() {
        return outbox == null ? 0 : outbox.parkedMessages();
    }

    @Override
    public long dropParked() {
        return outbox == null ? 0 : outbox.dropParked();
    }
}
