package org.lingmq.pattern;

import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.lane.LaneReader;

/**
 * PUB (RFC 29): gives each message to every peer that subscribed a beginning of its first frame, and never waits: a
 * peer whose queue is full misses messages until half of it is free, unless XPUB_NODROP makes the sender wait.
 *
 * <p>Subscriptions are a set for each connection: subscribing twice is as good as once, and a cancellation ends both.
 * They are commands, or messages that begin with 1 or 0 (in any frame of a message), whichever the peer likes; anything
 * else a subscriber sends is dropped and counted. A peer that comes back begins a new set with the first thing it says;
 * until then messages are queued by the old one. Over a million topics, or 64 MiB of them, and the peer is turned away.
 *
 * <p>With CONFLATE only the newest message waits for each peer, whatever its topic, as {@link NewestOut} promises.
 */
public final class Pub extends Publisher {

    private boolean inverted;

    /** A PUB without peers. */
    public Pub(PatternHost host) {
        super(host, SocketType.PUB, SocketType.SUB);
        inverted = host.option(Options.INVERT_MATCHING);
    }

    @Override
    public void optionsChanged() {
        super.optionsChanged();
        inverted = host.option(Options.INVERT_MATCHING);
    }

    @Override
    SubscriptionFrames.Kind kind(LaneReader in) {
        return SubscriptionFrames.kind(in);
    }

    @Override
    long longestTopic() {
        return MOST_TOPIC_BYTES;
    }

    @Override
    void apply(Pipe pipe, Listener listener, SubscriptionFrames.Kind kind, int offset, byte[] body) {
        int length = body.length - offset;
        if (kind == SubscriptionFrames.Kind.CANCEL) {
            subscriptions.remove(body, offset, length, pipe);
        } else if (subscriptions.add(body, offset, length, pipe)) {
            limit(pipe, listener, 0, 0);
        }
    }

    @Override
    String refusal() {
        return "the subscriber asked for more than " + MOST_TOPICS + " topics, or for more than " + MOST_TOPIC_BYTES
                + " bytes of them";
    }

    /** Gives the message to its subscribers; false only with XPUB_NODROP, while one of them has no room. */
    @Override
    public boolean send(Outgoing message) {
        try {
            subscriptions.match(message.firstFrame(), chooser);
            if (inverted) {
                fanout.invert();
            }
            if (!chosenMayHave()) {
                return false;
            }
            fanout.send(message);
            return true;
        } finally {
            fanout.clear();
        }
    }
}
