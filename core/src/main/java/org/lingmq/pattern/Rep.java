package org.lingmq.pattern;

import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.ZmqException;

/**
 * REP (RFC 28): takes a request from the next peer that has one, sends the reply back the way the request came, and so
 * on in turn. The frames up to the first empty one are the way; they are kept, and put before the reply.
 *
 * <p>A request without an empty frame, or with more than 64 KiB before it, is dropped and counted. A reply to a peer
 * that has left, or whose queue is full, is dropped and counted; replying never waits.
 */
public final class Rep implements Pattern {

    private final PatternHost host;
    private final FairQueue peers = new FairQueue();
    private final Envelope envelope = new Envelope();

    /** Whose request stands at its body, not yet delivered. */
    private Pipe requester;

    /** Whose request was delivered and is to be answered. */
    private Pipe answered;

    /** A REP without peers. */
    public Rep(PatternHost host) {
        this.host = host;
    }

    @Override
    public void attach(Pipe pipe) {
        peers.attach(pipe);
    }

    @Override
    public void detach(Pipe pipe) {
        pipe.loseUnsent(host);
        peers.end(pipe);
    }

    @Override
    public void release(Pipe pipe) {
        peers.remove(pipe);
        if (pipe == requester) {
            requester = null;
        }
    }

    @Override
    public void retire(Pipe pipe) {
        peers.end(pipe);
        if (pipe == requester && !pipe.in().ready()) {
            requester = null;
        }
    }

    @Override
    public void readable(Pipe pipe) {
        peers.activate(pipe);
    }

    @Override
    public void writable(Pipe pipe) {
        // A reply does not wait for room.
    }

    @Override
    public boolean send(Outgoing message) {
        if (answered == null) {
            throw new ZmqException(
                    ErrorCode.EFSM,
                    "this REP socket has no request to answer: receive one first; there is one reply to each");
        }
        Pipe pipe = answered;
        if (pipe.ended()) {
            host.count(Loss.PEER_GONE, 1);
            pipe.countLost(1);
            host.event(MonitorEventType.MESSAGES_LOST, pipe, "the peer left before its request was answered", 1);
        } else if (!pipe.out().room()) {
            host.count(Loss.FULL, 1);
            pipe.countDroppedFull();
            host.event(
                    MonitorEventType.MESSAGES_DROPPED, pipe, "the queue for replies to the peer is full (SNDHWM)", 1);
        } else {
            envelope.appendTo(pipe.out());
            message.append(pipe.out(), 0);
            pipe.publish(Reach.FEW);
        }
        answered = null;
        return true;
    }

    @Override
    public boolean receive(Incoming sink) {
        if (answered != null) {
            throw new ZmqException(
                    ErrorCode.EFSM,
                    "this REP socket has a request to answer: send the reply before receiving the next request");
        }
        if (!canReceive()) {
            return false;
        }
        sink.begin(requester);
        sink.rest(requester.in());
        peers.taken();
        answered = requester;
        requester = null;
        return true;
    }

    @Override
    public boolean canSend() {
        return answered != null;
    }

    /** Whether a request may be received and is there. Drops what is none. */
    @Override
    public boolean canReceive() {
        if (answered != null) {
            return false;
        }
        while (requester == null) {
            Pipe pipe = peers.next();
            if (pipe == null) {
                return false;
            }
            if (envelope.takeFrom(pipe.in())) {
                requester = pipe;
            } else {
                pipe.in().skipMessage();
                peers.taken();
                host.count(Loss.NO_DELIMITER, 1);
            }
        }
        return true;
    }
}
