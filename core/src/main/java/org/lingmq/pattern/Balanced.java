package org.lingmq.pattern;

import java.util.ArrayDeque;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.lane.LaneReader;

/**
 * Round robin that loses nothing which has not left: the messages that a departed peer's lane still holds are handed
 * on, oldest first and before newer ones, to the next peer with room, also to one that comes later.
 *
 * <p>The dead lane is parked whole and read from here; while one is parked, nothing newer is accepted, so the parked
 * messages count against the water mark.
 */
final class Balanced {

    private final PatternHost host;
    private final RoundRobin peers = new RoundRobin();
    private final ArrayDeque<LaneReader> parked = new ArrayDeque<>();

    Balanced(PatternHost host) {
        this.host = host;
    }

    void attach(Pipe pipe) {
        peers.attach(pipe);
        handOn();
    }

    void writable(Pipe pipe) {
        peers.activate(pipe);
        handOn();
    }

    /** The pipe is over: what it still holds is parked or, with RETURN_UNSENT off, dropped as RFC 30 says. */
    void detach(Pipe pipe) {
        peers.remove(pipe);
        LaneReader rest = pipe.reclaim();
        if (!rest.ready()) {
            rest.leave();
            return;
        }
        if (host.option(Options.RETURN_UNSENT)) {
            parked.addLast(rest);
            handOn();
        } else {
            long lost = rest.discard();
            rest.leave();
            pipe.countLost(lost);
            host.count(Loss.PEER_GONE, lost);
            host.event(MonitorEventType.MESSAGES_LOST, pipe, lost + " messages were queued for the peer that left");
        }
    }

    /** The socket lets the pipe go with what it holds. */
    void release(Pipe pipe) {
        peers.remove(pipe);
    }

    boolean canSend() {
        handOn();
        return parked.isEmpty() && peers.next() != null;
    }

    /** The pipe for the next message; null when it has to wait. */
    Pipe next() {
        if (!parked.isEmpty() && !handOn()) {
            return null;
        }
        return peers.next();
    }

    /** The message was written to the pipe that {@link #next} gave. */
    void given(Pipe pipe) {
        pipe.publish(false);
        peers.given();
    }

    /** Hands parked messages on while there is room; true when none is left. */
    private boolean handOn() {
        while (!parked.isEmpty()) {
            LaneReader oldest = parked.peekFirst();
            if (!oldest.ready()) {
                oldest.leave();
                parked.removeFirst();
                continue;
            }
            Pipe pipe = peers.next();
            if (pipe == null) {
                return false;
            }
            boolean more;
            do {
                more = oldest.more();
                oldest.moveTo(pipe.out(), more);
            } while (more);
            given(pipe);
            host.count(Loss.RETURNED, 1);
        }
        return true;
    }

    /** Messages that wait for any peer. */
    long parkedMessages() {
        long messages = 0;
        for (LaneReader lane : parked) {
            messages += lane.countUnread();
        }
        return messages;
    }

    /** Drops what is parked, at close; returns how many messages that were. */
    long dropParked() {
        long messages = 0;
        for (LaneReader lane : parked) {
            messages += lane.discard();
            lane.leave();
        }
        parked.clear();
        return messages;
    }
}
