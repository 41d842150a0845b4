package org.lingmq.pattern;

import java.util.ArrayDeque;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.ZmqException;
import org.lingmq.lane.LaneReader;

/**
 * Round robin that loses nothing which has not left: the messages that a departed peer's lane still holds are handed
 * on, oldest first and before newer ones, to the next peer with room, also to one that comes later.
 *
 * <p>The dead lane is parked whole and read from here; while one is parked, nothing newer is accepted, so the parked
 * messages count against the water mark.
 */
final class Balanced implements Outbox {

    private final PatternHost host;
    private final RoundRobin peers = new RoundRobin();
    private final ArrayDeque<LaneReader> parked = new ArrayDeque<>(1);

    Balanced(PatternHost host) {
        this.host = host;
    }

    @Override
    public void attach(Pipe pipe) {
        peers.attach(pipe);
        offerParked();
    }

    @Override
    public void writable(Pipe pipe) {
        peers.activate(pipe);
        offerParked();
    }

    /** The pipe is over: what it still holds is parked or, with RETURN_UNSENT off, dropped as RFC 30 says. */
    @Override
    public void detach(Pipe pipe) {
        peers.remove(pipe);
        LaneReader rest = pipe.reclaim();
        if (!rest.ready()) {
            rest.leave();
            return;
        }
        if (host.option(Options.RETURN_UNSENT)) {
            long messages = rest.countUnread();
            host.event(
                    MonitorEventType.MESSAGES_RETURNED,
                    pipe,
                    messages + " messages wait for the next peer with room",
                    messages);
            parked.addLast(rest);
            offerParked();
        } else {
            pipe.lose(rest, host);
        }
    }

    @Override
    public void release(Pipe pipe) {
        peers.remove(pipe);
    }

    @Override
    public boolean canSend() {
        return handOn() && peers.next() != null;
    }

    @Override
    public boolean send(Outgoing message) {
        Pipe pipe = next();
        if (pipe == null) {
            return false;
        }
        message.append(pipe.out(), 0);
        given(pipe);
        return true;
    }

    /** The pipe for the next message; null when it has to wait. */
    private Pipe next() {
        if (!parked.isEmpty() && !handOn()) {
            return null;
        }
        return peers.next();
    }

    private void given(Pipe pipe) {
        pipe.publish(Reach.FEW);
        peers.given();
    }

    /** Hands on what it can; what finds no memory stays parked, and the next send says so. */
    private void offerParked() {
        try {
            handOn();
        } catch (ZmqException noMemory) {
            host.event(MonitorEventType.MESSAGES_RETURNED, null, noMemory.getMessage());
        }
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
            oldest.moveMessage(pipe.out());
            given(pipe);
            host.count(Loss.RETURNED, 1);
        }
        return true;
    }

    @Override
    public long parkedMessages() {
        long messages = 0;
        for (LaneReader lane : parked) {
            messages += lane.countUnread();
        }
        return messages;
    }

    @Override
    public long dropParked() {
        long messages = 0;
        for (LaneReader lane : parked) {
            messages += lane.discard();
            lane.leave();
        }
        parked.clear();
        return messages;
    }
}
