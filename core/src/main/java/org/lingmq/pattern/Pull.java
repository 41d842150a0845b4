package org.lingmq.pattern;

import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;

/** PULL (RFC 30): takes messages from all peers in turn. */
public final class Pull implements Pattern {

    private final FairQueue peers = new FairQueue();

    @Override
    public void attach(Pipe pipe) {
        peers.attach(pipe);
    }

    @Override
    public void detach(Pipe pipe) {
        pipe.dropUnsent();
        peers.end(pipe);
    }

    @Override
    public void release(Pipe pipe) {
        peers.remove(pipe);
    }

    @Override
    public void readable(Pipe pipe) {
        peers.activate(pipe);
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
        Pipe pipe = peers.next();
        if (pipe == null) {
            return false;
        }
        sink.begin(pipe);
        sink.rest(pipe.in());
        peers.taken();
        return true;
    }

    @Override
    public boolean canSend() {
        return false;
    }

    @Override
    public boolean canReceive() {
        return peers.next() != null;
    }
}
