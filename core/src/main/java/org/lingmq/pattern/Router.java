package org.lingmq.pattern;

import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.RoutingId;
import org.lingmq.ZmqException;

/**
 * ROUTER (RFC 28): knows every peer by a routing id, puts it before each message it delivers, and sends each message to
 * the peer that the first frame names, without that frame.
 *
 * <p>A peer's id is the one given with CONNECT_ROUTING_ID, or the one it announced, or one made up here: byte 0 and a
 * 32-bit number that counts from a random start. It is settled when the first link comes up and stays over
 * reconnections. A peer whose id another one has is turned away, unless ROUTER_HANDOVER gives it the id and ends the
 * other connection.
 *
 * <p>What cannot be routed is dropped, counted and reported. With ROUTER_MANDATORY an unknown id is EHOSTUNREACH, and a
 * peer whose queue is full makes the sender wait. A message without a frame behind the id goes nowhere (libzmq:
 * swallowed).
 */
public final class Router implements Pattern {

    private static final Object TURNED_AWAY = new Object();
    private static final int ID_SHOWN = 128;

    private final PatternHost host;
    private final RoutingTable routes;
    private final FairQueue peers = new FairQueue();
    private int nextId;

    /** A ROUTER without peers. */
    public Router(PatternHost host) {
        this.host = host;
        routes = new RoutingTable(host);
        nextId = host.randomInt();
    }

    /** A pipe joins; one with a preset routing id can be sent to at once, every other one when its peer is there. */
    @Override
    public void attach(Pipe pipe) {
        if (pipe.routingId().length > 0 && routes.find(pipe.routingId()) == null) {
            enter(pipe);
        }
    }

    @Override
    public void linkUp(Pipe pipe) {
        if (!identified(pipe)) {
            turnAway(pipe);
            return;
        }
        pipe.probe(host);
    }

    /** Whether the pipe is the one of its routing id, now at the latest. */
    private boolean identified(Pipe pipe) {
        boolean newcomer = pipe.note == null && pipe.readIndex < 0;
        byte[] id = pipe.routingId().length > 0 ? pipe.routingId() : announced(pipe);
        Pipe holder = routes.find(id);
        if (holder == pipe) {
            return true;
        }
        if (holder != null && !(newcomer && host.option(Options.ROUTER_HANDOVER))) {
            return false;
        }
        pipe.routingId(id);
        enter(pipe);
        if (holder != null) {
            holder.far()
                    .refuse(
                            MonitorEventType.ROUTING_ID_REPLACED,
                            "another connection took over the routing id " + shown(id) + " (ROUTER_HANDOVER)");
        }
        return true;
    }

    private void enter(Pipe pipe) {
        pipe.note = null;
        routes.put(pipe);
        if (pipe.readIndex < 0) {
            peers.attach(pipe);
        }
    }

    private byte[] announced(Pipe pipe) {
        byte[] id = pipe.far().newestPeer().routingId();
        if (id.length > 0 && id[0] != 0) {
            return id;
        }
        byte[] made = madeUp();
        if (id.length > 0) {
            host.event(
                    MonitorEventType.ROUTING_ID_REPLACED,
                    pipe,
                    "the peer's routing id " + shown(id) + " begins with byte 0; it is known as "
                            + RoutingId.text(made));
        }
        return made;
    }

    private byte[] madeUp() {
        byte[] id;
        do {
            int number = nextId++;
            id = new byte[] {0, (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number};
        } while (routes.find(id) != null);
        return id;
    }

    /** What a peer chose is cut before it goes into a sentence. */
    private static String shown(byte[] id) {
        String text = RoutingId.text(id);
        return text.length() <= ID_SHOWN ? text : text.substring(0, ID_SHOWN - 3) + "...";
    }

    private void turnAway(Pipe pipe) {
        byte[] id = pipe.routingId().length > 0
                ? pipe.routingId()
                : pipe.far().newestPeer().routingId();
        pipe.far()
                .refuse(
                        MonitorEventType.ROUTING_ID_REFUSED,
                        "another peer has the routing id " + shown(id)
                                + "; give each peer its own, or set ROUTER_HANDOVER");
        if (pipe.readIndex < 0) {
            pipe.note = TURNED_AWAY;
            pipe.ignoreInput();
        }
    }

    @Override
    public void detach(Pipe pipe) {
        routes.remove(pipe);
        pipe.loseUnsent(host);
        if (pipe.readIndex >= 0) {
            peers.end(pipe);
        } else {
            pipe.leaveIn();
        }
    }

    @Override
    public void release(Pipe pipe) {
        routes.remove(pipe);
        peers.remove(pipe);
    }

    @Override
    public void retire(Pipe pipe) {
        routes.remove(pipe);
        if (pipe.readIndex >= 0) {
            peers.end(pipe);
        } else {
            pipe.leaveIn();
        }
    }

    @Override
    public void readable(Pipe pipe) {
        if (pipe.note == TURNED_AWAY && !pipe.ended()) {
            pipe.ignoreInput();
        } else {
            peers.activate(pipe);
        }
    }

    @Override
    public void writable(Pipe pipe) {
        // Each message names its pipe, and that one is asked for room then.
    }

    @Override
    public boolean send(Outgoing message) {
        if (message.count() == 1) {
            return unroutable("a message had a routing id and no frame behind it");
        }
        Pipe pipe = routes.find(message.firstFrame());
        if (pipe == null) {
            if (host.option(Options.ROUTER_MANDATORY)) {
                throw new ZmqException(
                        ErrorCode.EHOSTUNREACH,
                        "no peer has the routing id " + RoutingId.text(message.bytes(0))
                                + ": it has left or never came; wait for a message from it first");
            }
            return unroutable("a message named a routing id that no peer has");
        }
        if (!pipe.out().room()) {
            if (!host.option(Options.ROUTER_MANDATORY)) {
                return full(pipe);
            }
            if (!pipe.out().roomOrStarve()) {
                return false;
            }
        }
        message.append(pipe.out(), 1);
        pipe.publish(Reach.FEW);
        return true;
    }

    private boolean unroutable(String reason) {
        host.count(Loss.UNROUTABLE, 1);
        host.event(MonitorEventType.UNROUTABLE, null, reason, 1);
        return true;
    }

    private boolean full(Pipe pipe) {
        pipe.countDroppedFull();
        host.count(Loss.FULL, 1);
        host.event(MonitorEventType.MESSAGES_DROPPED, pipe, "the peer's queue is full (SNDHWM, SND_BYTES)", 1);
        return true;
    }

    @Override
    public boolean receive(Incoming sink) {
        Pipe pipe = peers.next();
        if (pipe == null) {
            return false;
        }
        sink.begin(pipe);
        sink.routingId(pipe.routingId());
        sink.rest(pipe.in());
        peers.taken();
        return true;
    }

    /** With ROUTER_MANDATORY whether any peer has room; without it sending never waits. */
    @Override
    public boolean canSend() {
        return !host.option(Options.ROUTER_MANDATORY) || routes.anyRoomOrStarve();
    }

    @Override
    public boolean canReceive() {
        return peers.next() != null;
    }
}
