package org.lingmq.pattern;

import org.lingmq.ErrorCode;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;

/** What PUSH and SCATTER share: each message goes to the next peer, and nothing is received. */
abstract sealed class SendOnly implements Pattern permits Push, Scatter {

    private final SocketType type;
    private final SocketType facing;
    private Outbox outbox;

    SendOnly(SocketType type, SocketType facing) {
        this.type = type;
        this.facing = facing;
    }

    /** Where messages go; asked for when the first pipe joins, as options may be set until then. */
    abstract Outbox makeOutbox();

    @Override
    public void attach(Pipe pipe) {
        if (outbox == null) {
            outbox = makeOutbox();
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

    /** The peer has nothing to say; what comes anyway is thrown away. */
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
        throw new ZmqException(
                ErrorCode.ENOTSUP, "a " + type + " socket only sends; receive with its peer, a " + facing + " socket");
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
