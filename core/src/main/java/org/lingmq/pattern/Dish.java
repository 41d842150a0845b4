package org.lingmq.pattern;

import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.lane.LaneReader;

/**
 * DISH (RFC 48): takes, from all RADIOs in turn, the messages of the groups it joined; the group is an attribute of the
 * message.
 *
 * <p>Each RADIO is told every group once, whenever its link comes up, and of changes while it is up. RADIOs filter
 * already; what comes nevertheless, as it was under way or came over udp, is dropped here, before it is copied. What is
 * not the name of a group and one frame is dropped and counted, and the connection stays.
 */
public final class Dish extends ReceiveOnly {

    private static final int LONGEST_GROUP = 255;

    private final PatternHost host;
    private final Wishes wishes = new Wishes(SubscriptionFrames.Kind.JOIN, SubscriptionFrames.Kind.LEAVE);
    private final FairQueue queue = new FairQueue(this::wanted);
    private final byte[] group = new byte[LONGEST_GROUP];

    /** A DISH without peers and groups, which receives nothing. */
    public Dish(PatternHost host) {
        super(SocketType.DISH, SocketType.RADIO);
        this.host = host;
    }

    @Override
    public void join(byte[] name) {
        check(name);
        if (wishes.topics().contains(name, name.length)) {
            throw new ZmqException(
                    ErrorCode.EINVAL, "this DISH socket has joined that group already; leave it before joining again");
        }
        wishes.begin(name);
    }

    @Override
    public void leave(byte[] name) {
        if (!wishes.topics().contains(name, name.length)) {
            throw new ZmqException(
                    ErrorCode.EINVAL, "this DISH socket is not in that group; leave takes what join was given");
        }
        wishes.end(name);
    }

    private static void check(byte[] name) {
        if (name.length > LONGEST_GROUP) {
            throw new ZmqException(
                    ErrorCode.EINVAL,
                    "the name of a group has at most " + LONGEST_GROUP + " bytes, not " + name.length);
        }
        for (byte octet : name) {
            if (octet == 0) {
                throw new ZmqException(ErrorCode.EINVAL, "the name of a group has no byte 0; take another name");
            }
        }
    }

    @Override
    Inbox makeInbox() {
        return queue;
    }

    private boolean wanted(Pipe pipe) {
        LaneReader in = pipe.in();
        if (in.size() > LONGEST_GROUP || !in.hasFrames(2)) {
            host.count(Loss.NO_GROUP, 1);
            host.event(
                    MonitorEventType.MESSAGES_DROPPED,
                    pipe,
                    "the peer sent a message that is not the name of a group, of at most " + LONGEST_GROUP
                            + " bytes, and one frame",
                    1);
            return false;
        }
        boolean joined = wishes.topics().contains(group, in.peek(group, LONGEST_GROUP));
        if (!joined) {
            host.count(Loss.FILTERED, 1);
        }
        return joined;
    }

    @Override
    public boolean receive(Incoming sink) {
        Pipe pipe = queue.next();
        if (pipe == null) {
            return false;
        }
        sink.begin(pipe);
        sink.group(pipe.in().take());
        sink.rest(pipe.in());
        queue.taken();
        return true;
    }

    @Override
    public void attach(Pipe pipe) {
        super.attach(pipe);
        wishes.attach(pipe);
    }

    @Override
    public void linkUp(Pipe pipe) {
        wishes.linkUp(pipe);
    }

    @Override
    public void detach(Pipe pipe) {
        wishes.forget(pipe);
        super.detach(pipe);
    }

    @Override
    public void release(Pipe pipe) {
        wishes.forget(pipe);
        super.release(pipe);
    }

    @Override
    public void retire(Pipe pipe) {
        wishes.forget(pipe);
        super.retire(pipe);
    }
}
