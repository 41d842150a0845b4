package org.lingmq.pattern;

import org.lingmq.ErrorCode;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;

/**
 * What SERVER and PEER share: each peer gets a number of 32 bits, never 0, when its pipe joins, and keeps it over
 * reconnections. Messages that come say it, messages that go name it; nothing of it travels.
 *
 * <p>Nothing is dropped but what was queued for a peer that left: a peer whose queue is full makes the sender wait, an
 * unknown number is EHOSTUNREACH. Numbers count from a random start, so that none of an earlier life means anything.
 */
abstract sealed class NumberedPeers implements Pattern permits Server, Peer {

    private final PatternHost host;
    private final SocketType type;
    private final SingleFrames single;
    private final NumberTable numbers;
    private final FairQueue peers;

    NumberedPeers(PatternHost host, SocketType type) {
        this.host = host;
        this.type = type;
        single = new SingleFrames(host, type);
        numbers = new NumberTable(host.randomInt());
        peers = new FairQueue(single);
    }

    @Override
    public void attach(Pipe pipe) {
        numbers.enter(pipe);
        peers.attach(pipe);
    }

    @Override
    public void detach(Pipe pipe) {
        numbers.remove(pipe);
        pipe.loseUnsent(host);
        peers.end(pipe);
    }

    @Override
    public void release(Pipe pipe) {
        numbers.remove(pipe);
        peers.remove(pipe);
    }

    @Override
    public void retire(Pipe pipe) {
        numbers.remove(pipe);
        peers.end(pipe);
    }

    @Override
    public void readable(Pipe pipe) {
        peers.activate(pipe);
    }

    @Override
    public void writable(Pipe pipe) {
        pipe.full = false;
    }

    @Override
    public void check(Outgoing message) {
        single.check(message);
        if (numbers.find(message.routingId()) == null) {
            throw new ZmqException(
                    ErrorCode.EHOSTUNREACH,
                    message.routingId() == 0
                            ? "a " + type + " socket must be told which peer a message is for; take the routing id of"
                                    + " a message from it and send with message.withRoutingId(id)"
                            : unreachable(message.routingId()));
        }
    }

    @Override
    public boolean send(Outgoing message) {
        check(message);
        Pipe pipe = numbers.find(message.routingId());
        if (!pipe.roomOrFull()) {
            return false;
        }
        message.append(pipe.out(), 0);
        pipe.publish(Reach.FEW);
        return true;
    }

    @Override
    public boolean receive(Incoming sink) {
        Pipe pipe = peers.next();
        if (pipe == null) {
            return false;
        }
        sink.begin(pipe);
        sink.routingId(pipe.number);
        sink.rest(pipe.in());
        peers.taken();
        return true;
    }

    /** Whether any peer has room. */
    @Override
    public boolean canSend() {
        return numbers.anyRoomOrStarve();
    }

    @Override
    public boolean canReceive() {
        return peers.next() != null;
    }

    @Override
    public int routingIdOf(Pipe pipe) {
        return pipe.number;
    }

    @Override
    public Pipe pipeOf(int routingId) {
        Pipe pipe = numbers.find(routingId);
        if (pipe == null) {
            throw new ZmqException(ErrorCode.EHOSTUNREACH, unreachable(routingId));
        }
        return pipe;
    }

    private String unreachable(int routingId) {
        return "no peer of this " + type + " socket has the routing id " + Integer.toUnsignedString(routingId)
                + ": it has left or never came; take the one of a message that came from it"
                + (type == SocketType.PEER ? ", or what connectPeer returned" : "");
    }
}
