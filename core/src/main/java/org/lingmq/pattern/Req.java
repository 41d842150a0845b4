package org.lingmq.pattern;

import java.util.Arrays;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.ZmqException;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneReader;

/**
 * REQ (RFC 28): sends a request to the next peer with room, then takes the reply of that peer, and so on in turn.
 *
 * <pre>
 *   [ id, 4 octets, with REQ_CORRELATE ]  empty frame  body ...
 * </pre>
 *
 * <p>Only the asked peer can reply. What any other says, what comes unasked, and replies that carry another id than the
 * request's are dropped and counted as stale. When the asked peer leaves, or its link goes down after the request had
 * left, the event REQUEST_LOST says that the reply will hardly come: receiving goes on waiting until RCVTIMEO, and with
 * REQ_RELAXED another request may be sent.
 */
public final class Req implements Pattern {

    private static final byte[] NO_BYTES = {};
    private static final int ID_BYTES = 4;

    private final PatternHost host;
    private final RoundRobin peers = new RoundRobin();
    private final byte[] id = new byte[ID_BYTES];
    private final byte[] seen = new byte[ID_BYTES];
    private int requests;

    /** Whether a reply is due. */
    private boolean waiting;

    /** Who is to reply; null when nobody is, or when that peer is gone for good. */
    private Pipe asked;

    /** Whether the request carries the id. */
    private boolean correlated;

    /** Whether the asked pipe's cursor stands on the body of the reply. */
    private boolean found;

    /** A REQ without peers. */
    public Req(PatternHost host) {
        this.host = host;
        requests = host.randomInt();
    }

    @Override
    public void attach(Pipe pipe) {
        peers.attach(pipe);
    }

    @Override
    public void linkUp(Pipe pipe) {
        pipe.probe(host);
    }

    /** A request that had left with the link gets no reply over the next one; one that had not will be sent then. */
    @Override
    public void linkDown(Pipe pipe) {
        if (pipe == asked && !canReceive() && pipe.out().drained()) {
            host.event(MonitorEventType.REQUEST_LOST, pipe, "the link to the peer that was asked is lost");
        }
    }

    @Override
    public void detach(Pipe pipe) {
        peers.remove(pipe);
        pipe.loseUnsent(host);
        if (pipe != asked) {
            dropInput(pipe);
            pipe.leaveIn();
        } else {
            // The reply may be there already; if not, this reports the loss.
            canReceive();
        }
    }

    @Override
    public void release(Pipe pipe) {
        peers.remove(pipe);
        if (pipe == asked) {
            asked = null;
            found = false;
            host.event(MonitorEventType.REQUEST_LOST, pipe, "the peer that was asked has been disconnected");
        }
    }

    @Override
    public void retire(Pipe pipe) {
        if (pipe == asked) {
            // The reply may be among what was received.
            peers.remove(pipe);
            found = found && pipe.in().ready();
        } else {
            Pattern.super.retire(pipe);
        }
    }

    @Override
    public void readable(Pipe pipe) {
        if (pipe != asked && !pipe.ended()) {
            quieten(pipe);
        }
    }

    /** Drops all that the pipe says and has it ring when it says more. */
    private void quieten(Pipe pipe) {
        do {
            dropInput(pipe);
        } while (!pipe.in().sleep());
    }

    private void dropInput(Pipe pipe) {
        long messages = pipe.in().discard();
        if (messages > 0) {
            host.count(Loss.STALE_REPLY, messages);
        }
    }

    @Override
    public void writable(Pipe pipe) {
        peers.activate(pipe);
    }

    @Override
    public boolean send(Outgoing message) {
        if (waiting && !host.option(Options.REQ_RELAXED)) {
            throw new ZmqException(
                    ErrorCode.EFSM,
                    "this REQ socket waits for the reply to its last request: receive it before sending again, or set "
                            + "REQ_RELAXED to give it up");
        }
        Pipe pipe = peers.next();
        if (pipe == null) {
            return false;
        }
        boolean withId = host.option(Options.REQ_CORRELATE);
        if (withId) {
            nextId();
            pipe.out().append(Lane.MORE, id, 0, ID_BYTES);
        }
        pipe.out().append(Lane.MORE, NO_BYTES, 0, 0);
        message.append(pipe.out(), 0);
        forgetAsked();
        dropInput(pipe);
        waiting = true;
        asked = pipe;
        correlated = withId;
        pipe.publish(Reach.FEW);
        peers.given();
        return true;
    }

    private void nextId() {
        requests++;
        id[0] = (byte) (requests >> 24);
        id[1] = (byte) (requests >> 16);
        id[2] = (byte) (requests >> 8);
        id[3] = (byte) requests;
    }

    /** Nobody is to reply any more. */
    private void forgetAsked() {
        Pipe pipe = asked;
        asked = null;
        found = false;
        waiting = false;
        if (pipe == null) {
            return;
        }
        if (pipe.ended()) {
            dropInput(pipe);
            pipe.leaveIn();
        } else {
            quieten(pipe);
        }
    }

    @Override
    public boolean receive(Incoming sink) {
        if (!waiting) {
            throw new ZmqException(
                    ErrorCode.EFSM,
                    "this REQ socket has no request open, so there is no reply to receive: send a request first");
        }
        if (!canReceive()) {
            return false;
        }
        sink.begin(asked);
        sink.rest(asked.in());
        forgetAsked();
        return true;
    }

    @Override
    public boolean canSend() {
        return (!waiting || host.option(Options.REQ_RELAXED)) && peers.next() != null;
    }

    /** Whether the reply is there. Drops what the asked peer says before it. */
    @Override
    public boolean canReceive() {
        if (found) {
            return true;
        }
        if (asked == null) {
            return false;
        }
        LaneReader in = asked.in();
        do {
            while (in.ready()) {
                if (skipEnvelope(in)) {
                    found = true;
                    return true;
                }
                in.skipMessage();
                host.count(Loss.STALE_REPLY, 1);
            }
            if (asked.ended()) {
                asked.leaveIn();
                host.event(MonitorEventType.REQUEST_LOST, asked, "the peer that was asked has left without a reply");
                asked = null;
                return false;
            }
        } while (!in.sleep());
        return false;
    }

    /**
     * Goes to the body of a reply to the request; false when the message is none, then somewhere before its last frame.
     */
    private boolean skipEnvelope(LaneReader in) {
        if (correlated) {
            if (in.size() != ID_BYTES || !in.more() || !carriesId(in)) {
                return false;
            }
            in.skip();
        }
        if (in.size() != 0 || !in.more()) {
            return false;
        }
        in.skip();
        return true;
    }

    private boolean carriesId(LaneReader in) {
        in.peek(seen, ID_BYTES);
        return Arrays.equals(seen, id);
    }

    /** What comes unasked is thrown away even while the application is away. */
    @Override
    public boolean servesWhileAway() {
        return true;
    }
}
