package org.lingmq.pattern;

import org.lingmq.ErrorCode;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;

/** What PULL, GATHER, SUB and DISH share: messages are taken from all peers in turn, and none is sent. */
abstract sealed class ReceiveOnly implements Pattern permits Pull, Gather, Sub, Dish {

    private final SocketType type;
    private final SocketType facing;
    private Inbox inbox;

    ReceiveOnly(SocketType type, SocketType facing) {
        this.type = type;
        this.facing = facing;
    }

    /** Where messages come from; asked for when the first pipe joins, as options may be set until then. */
    abstract Inbox makeInbox();

    @Override
    public void attach(Pipe pipe) {
        if (inbox == null) {
            inbox = makeInbox();
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
        // No message is ever sent, and subscriptions do not wait for room.
    }

    @Override
    public boolean send(Outgoing message) {
        throw new ZmqException(
                ErrorCode.ENOTSUP, "a " + type + " socket only receives; send with its peer, a " + facing + " socket");
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
}
