package org.lingmq.pattern;

import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;

/** PUSH (RFC 30): gives each message to the next peer with room, waits when none has, never drops. */
public final class Push implements Pattern {

    private final Balanced peers;

    /** A PUSH without peers. */
    public Push(PatternHost host) {
        peers = new Balanced(host);
    }

    @Override
    public void attach(Pipe pipe) {
        peers.attach(pipe);
    }

    @Override
    public void detach(Pipe pipe) {
        peers.detach(pipe);
        pipe.in().discard();
        pipe.leaveIn();
    }

    @Override
    public void release(Pipe pipe) {
        peers.release(pipe);
    }

    /** A PULL has nothing to say; what comes anyway is thrown away so that it holds no memory. */
    @Override
    public void readable(Pipe pipe) {
        do {
            pipe.in().discard();
        } while (!pipe.in().sleep());
    }

    @Override
    public void writable(Pipe pipe) {
        peers.writable(pipe);
    }

    @Override
    public boolean send(Outgoing message) {
        Pipe pipe = peers.next();
        if (pipe == null) {
            return false;
        }
        message.append(pipe.out(), 0);
        peers.given(pipe);
        return true;
    }

    @Override
    public boolean receive(Incoming sink) {
        throw new ZmqException(ErrorCode.ENOTSUP, "a PUSH socket only sends; receive with its peer, a PULL socket");
    }

    @Override
    public boolean canSend() {
        return peers.canSend();
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
        return peers.parkedMessages();
    }

    @Override
    public long dropParked() {
        return peers.dropParked();
    }
}
