package org.lingmq.pattern;

import java.util.ArrayDeque;
import java.util.function.Predicate;
import org.lingmq.MonitorEventType;

/**
 * What PAIR and CHANNEL share: they talk to one peer and no other. Sending waits while there is none, or while its
 * queue is full; nothing is dropped but what was queued for a peer that left.
 *
 * <p>The first pipe is the peer's. Another one is turned away, its connection closed, and what it says thrown away;
 * when the peer leaves, the next connection that comes up has the place. What the former peer had said is delivered
 * first.
 */
abstract sealed class ExclusivePair implements Pattern permits Pair, Channel {

    private final PatternHost host;
    private final Predicate<Pipe> wanted;
    private final String refusal;
    private final ArrayDeque<Pipe> departed = new ArrayDeque<>();
    private Pipe peer;

    /**
     * Its lane was found empty and rings. Until it has, nobody looks there: the ring would be spent on one who takes
     * one message, and those who wait for the others would not hear of them.
     */
    private boolean asleep;

    /**
     * Without peer.
     *
     * @param wanted whether the message at a pipe's cursor is delivered; otherwise it is dropped
     * @param refusal what another peer is told
     */
    ExclusivePair(PatternHost host, Predicate<Pipe> wanted, String refusal) {
        this.host = host;
        this.wanted = wanted;
        this.refusal = refusal;
    }

    @Override
    public void attach(Pipe pipe) {
        take(pipe);
    }

    private void take(Pipe pipe) {
        if (peer == null) {
            peer = pipe;
            asleep = false;
        }
    }

    @Override
    public void linkUp(Pipe pipe) {
        take(pipe);
        if (pipe != peer) {
            pipe.far().refuse(MonitorEventType.PEER_REFUSED, refusal);
        }
    }

    @Override
    public void detach(Pipe pipe) {
        pipe.loseUnsent(host);
        if (pipe != peer) {
            pipe.leaveIn();
            return;
        }
        peer = null;
        departed.add(pipe);
        dropEmptied();
    }

    /** Lets go of former peers that have been read to their end. */
    private void dropEmptied() {
        while (!departed.isEmpty() && !holdsMessage(departed.peek())) {
            departed.remove().leaveIn();
        }
    }

    private boolean holdsMessage(Pipe pipe) {
        while (pipe.in().ready()) {
            if (wanted.test(pipe)) {
                return true;
            }
            pipe.in().skipMessage();
        }
        return false;
    }

    @Override
    public void release(Pipe pipe) {
        if (pipe == peer) {
            peer = null;
        }
    }

    @Override
    public void retire(Pipe pipe) {
        if (pipe == peer) {
            peer = null;
            departed.add(pipe);
        } else {
            pipe.leaveIn();
        }
    }

    @Override
    public void readable(Pipe pipe) {
        if (pipe == peer) {
            asleep = false;
        } else if (!pipe.ended()) {
            pipe.ignoreInput();
        }
    }

    @Override
    public void writable(Pipe pipe) {
        pipe.full = false;
    }

    @Override
    public boolean send(Outgoing message) {
        if (!canSend()) {
            return false;
        }
        message.append(peer.out(), 0);
        peer.publish(Reach.FEW);
        return true;
    }

    @Override
    public boolean receive(Incoming sink) {
        Pipe pipe = next();
        if (pipe == null) {
            return false;
        }
        sink.begin(pipe);
        sink.rest(pipe.in());
        return true;
    }

    private Pipe next() {
        dropEmptied();
        if (!departed.isEmpty()) {
            return departed.peek();
        }
        if (peer == null || asleep) {
            return null;
        }
        do {
            if (holdsMessage(peer)) {
                return peer;
            }
            asleep = peer.in().sleep();
        } while (!asleep);
        return null;
    }

    @Override
    public boolean canSend() {
        return peer != null && peer.roomOrFull();
    }

    @Override
    public boolean canReceive() {
        return next() != null;
    }
}
