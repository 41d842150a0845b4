package org.lingmq.pattern;

import java.util.function.Consumer;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.ZmqException;
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
public final class Pub implements Pattern {

    private static final int AT_ONCE = 64;
    private static final long MOST_TOPICS = 1_000_000;
    private static final long MOST_TOPIC_BYTES = 64L << 20;

    private final PatternHost host;
    private final FairQueue inbound = new FairQueue();
    private final SubscriptionTrie<Pipe> subscriptions = new SubscriptionTrie<>();
    private final Fanout fanout;
    private final Consumer<Pipe> chooser;
    private boolean inverted;
    private boolean neverDrops;

    /** What is known of one subscriber; its pipe's note. */
    private static final class Listener {
        /** The link that its subscriptions came over. */
        private int link;

        /** Whether that link went over a limit, so that nothing it says counts. */
        private boolean refused;

        /** Whether the message that is being read has frames that are no subscriptions. */
        private boolean foreign;
    }

    /** A PUB without peers. */
    public Pub(PatternHost host) {
        this.host = host;
        fanout = new Fanout(host);
        chooser = fanout::choose;
        optionsChanged();
    }

    @Override
    public void optionsChanged() {
        inverted = host.option(Options.INVERT_MATCHING);
        neverDrops = host.option(Options.XPUB_NODROP);
    }

    @Override
    public void attach(Pipe pipe) {
        pipe.note = new Listener();
        fanout.attach(pipe);
        inbound.attach(pipe);
        serve();
    }

    @Override
    public void linkUp(Pipe pipe) {
        fanout.linkUp(pipe);
    }

    @Override
    public void detach(Pipe pipe) {
        subscriptions.removeAll(pipe);
        fanout.detach(pipe);
        inbound.remove(pipe);
        pipe.leaveIn();
    }

    @Override
    public void release(Pipe pipe) {
        subscriptions.removeAll(pipe);
        fanout.release(pipe);
        inbound.remove(pipe);
    }

    @Override
    public void readable(Pipe pipe) {
        inbound.activate(pipe);
        serve();
    }

    /** Handles a bounded number of subscriptions, of all peers in turn; true when there are more. */
    @Override
    public boolean serve() {
        for (int i = 0; i < AT_ONCE; i++) {
            Pipe pipe = inbound.next();
            if (pipe == null) {
                return false;
            }
            handleFrame(pipe, (Listener) pipe.note);
            inbound.taken();
        }
        return inbound.next() != null;
    }

    private void handleFrame(Pipe pipe, Listener listener) {
        LaneReader in = pipe.in();
        if (in.link() != listener.link) {
            listener.link = in.link();
            listener.refused = false;
            subscriptions.removeAll(pipe);
        }
        boolean command = in.isCommand();
        SubscriptionFrames.Kind kind = SubscriptionFrames.kind(in);
        if (kind == SubscriptionFrames.Kind.OTHER || listener.refused) {
            listener.foreign |= !command && kind == SubscriptionFrames.Kind.OTHER;
            in.skip();
        } else if (in.size() > MOST_TOPIC_BYTES) {
            in.skip();
            refuse(pipe, listener);
        } else {
            apply(pipe, listener, kind, SubscriptionFrames.topicOffset(command, kind), in.take());
        }
        if (!in.midMessage() && listener.foreign) {
            listener.foreign = false;
            host.count(Loss.FROM_SUBSCRIBER, 1);
        }
    }

    private void apply(Pipe pipe, Listener listener, SubscriptionFrames.Kind kind, int offset, byte[] body) {
        int length = body.length - offset;
        if (kind == SubscriptionFrames.Kind.CANCEL) {
            subscriptions.remove(body, offset, length, pipe);
        } else if (subscriptions.add(body, offset, length, pipe)
                && (subscriptions.topicsOf(pipe) > MOST_TOPICS || subscriptions.bytesOf(pipe) > MOST_TOPIC_BYTES)) {
            refuse(pipe, listener);
        }
    }

    private void refuse(Pipe pipe, Listener listener) {
        listener.refused = true;
        subscriptions.removeAll(pipe);
        pipe.far()
                .refuse(
                        MonitorEventType.PEER_REFUSED,
                        "the subscriber asked for more than " + MOST_TOPICS + " topics, or for more than "
                                + MOST_TOPIC_BYTES + " bytes of them");
    }

    @Override
    public void writable(Pipe pipe) {
        fanout.writable(pipe);
    }

    /** Gives the message to its subscribers; false only with XPUB_NODROP, while one of them has no room. */
    @Override
    public boolean send(Outgoing message) {
        try {
            subscriptions.match(message.firstFrame(), chooser);
            if (inverted) {
                fanout.invert();
            }
            if (neverDrops && !fanout.chosenHaveRoom()) {
                return false;
            }
            fanout.send(message);
            return true;
        } finally {
            fanout.clear();
        }
    }

    @Override
    public boolean receive(Incoming sink) {
        throw new ZmqException(ErrorCode.ENOTSUP, "a PUB socket only sends; receive with its peer, a SUB socket");
    }

    /** True, but with XPUB_NODROP false while any subscriber is full, as nobody knows the next topic. */
    @Override
    public boolean canSend() {
        return !neverDrops || fanout.allHaveRoom();
    }

    @Override
    public boolean canReceive() {
        return false;
    }

    /** Subscriptions count when they come, not at the next send. */
    @Override
    public boolean servesWhileAway() {
        return true;
    }

    @Override
    public long topics() {
        return subscriptions.topics();
    }
}
