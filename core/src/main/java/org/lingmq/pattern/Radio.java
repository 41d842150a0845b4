package org.lingmq.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lingmq.SocketType;
import org.lingmq.lane.LaneReader;

/**
 * RADIO (RFC 48): gives each message, of one frame, to every peer that joined exactly its group, and never waits: a
 * peer whose queue is full misses messages until half of it is free, unless XPUB_NODROP makes the sender wait.
 *
 * <p>On the wire a message is the name of its group and the frame. Joins are counted for each connection, so that two
 * need two leaves, as libzmq does it; a peer that names a group of more than 255 bytes is turned away. A peer that
 * cannot say what it wants (udp) gets everything.
 */
public final class Radio extends Publisher {

    private static final int LONGEST_GROUP = 255;

    private final SingleFrames single;

    /** Peers that get everything; in most sockets none. */
    private final List<Pipe> unasked = new ArrayList<>(0);

    /** A RADIO without peers. */
    public Radio(PatternHost host) {
        super(host, SocketType.RADIO, SocketType.DISH);
        single = new SingleFrames(host, SocketType.RADIO);
    }

    @Override
    public void attach(Pipe pipe) {
        if (pipe.far().wantsEverything()) {
            unasked.add(pipe);
        }
        super.attach(pipe);
    }

    @Override
    public void detach(Pipe pipe) {
        unasked.remove(pipe);
        super.detach(pipe);
    }

    @Override
    public void release(Pipe pipe) {
        unasked.remove(pipe);
        super.release(pipe);
    }

    @Override
    SubscriptionFrames.Kind kind(LaneReader in) {
        return SubscriptionFrames.groupKind(in);
    }

    @Override
    long longestTopic() {
        return LONGEST_GROUP;
    }

    @Override
    void apply(Pipe pipe, Listener listener, SubscriptionFrames.Kind kind, int offset, byte[] body) {
        byte[] group = Arrays.copyOfRange(body, offset, body.length);
        if (kind == SubscriptionFrames.Kind.LEAVE) {
            if (!listener.leftOnce(group)) {
                subscriptions.remove(group, 0, group.length, pipe);
            }
        } else if (!pipe.far().wantsEverything()) {
            if (!subscriptions.add(group, 0, group.length, pipe)) {
                listener.joinedAgain(group);
            }
            limit(pipe, listener, listener.repeated(), listener.repeatedBytes());
        }
    }

    @Override
    String refusal() {
        return "the DISH joined a group of more than " + LONGEST_GROUP + " bytes, more than " + MOST_TOPICS
                + " groups, or more than " + MOST_TOPIC_BYTES + " bytes of them";
    }

    @Override
    public void check(Outgoing message) {
        single.check(message);
    }

    /** Gives the message to its group; false only with XPUB_NODROP, while one of the peers has no room. */
    @Override
    public boolean send(Outgoing message) {
        check(message);
        byte[] group = message.group();
        try {
            subscriptions.matchExactly(group, chooser);
            unasked.forEach(chooser);
            if (!chosenMayHave()) {
                return false;
            }
            fanout.send(group, message);
            return true;
        } finally {
            fanout.clear();
        }
    }
}
