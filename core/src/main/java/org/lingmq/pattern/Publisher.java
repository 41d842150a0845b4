package org.lingmq.pattern;

import java.util.function.Consumer;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.lane.LaneReader;

/**
 * What PUB and RADIO share: each message goes to all peers that asked for it. A peer whose queue is full misses
 * messages until half of it is free, unless XPUB_NODROP makes the sender wait.
 *
 * <p>What is no subscription is dropped and counted. A peer that comes back begins a new set with the first thing it
 * says; until then messages are queued by the old one. Over a million topics, or 64 MiB of them, and the peer is turned
 * away.
 */
abstract sealed class Publisher implements Pattern permits Pub, Radio {

    static final long MOST_TOPICS = 1_000_000;
    static final long MOST_TOPIC_BYTES = 64L << 20;

    private static final int AT_ONCE = 64;

    final PatternHost host;
    final SubscriptionTrie<Pipe> subscriptions = new SubscriptionTrie<>();
    final Fanout fanout;
    final Consumer<Pipe> chooser;

    private final SocketType type;
    private final SocketType facing;
    private final FairQueue inbound = new FairQueue();
    private boolean neverDrops;

    Publisher(PatternHost host, SocketType type, SocketType facing) {
        this.host = host;
        this.type = type;
        this.facing = facing;
        fanout = new Fanout(host);
        chooser = fanout::choose;
        neverDrops = host.option(Options.XPUB_NODROP);
    }

    /** What the frame at the cursor asks for. */
    abstract SubscriptionFrames.Kind kind(LaneReader in);

    /** How many bytes the longest topic has. */
    abstract long longestTopic();

    /** The peer of the pipe asks for something: what follows the offset in the body. */
    abstract void apply(Pipe pipe, Listener listener, SubscriptionFrames.Kind kind, int offset, byte[] body);

    /** What a peer is told that asked for too much. */
    abstract String refusal();

    @Override
    public void optionsChanged() {
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
            listener.begin(in.link());
            subscriptions.removeAll(pipe);
        }
        boolean command = in.isCommand();
        SubscriptionFrames.Kind kind = kind(in);
        int offset = SubscriptionFrames.topicOffset(command, kind);
        if (kind == SubscriptionFrames.Kind.OTHER || listener.refused) {
            listener.foreign |= !command && kind == SubscriptionFrames.Kind.OTHER;
            in.skip();
        } else if (in.size() - offset > longestTopic()) {
            in.skip();
            refuse(pipe, listener);
        } else {
            apply(pipe, listener, kind, offset, in.take());
        }
        if (!in.midMessage() && listener.foreign) {
            listener.foreign = false;
            host.count(Loss.FROM_SUBSCRIBER, 1);
        }
    }

    /** Turns the peer away when it has asked for too much, so many topics and bytes beside its subscriptions. */
    void limit(Pipe pipe, Listener listener, long moreTopics, long moreBytes) {
        if (subscriptions.topicsOf(pipe) + moreTopics > MOST_TOPICS
                || subscriptions.bytesOf(pipe) + moreBytes > MOST_TOPIC_BYTES) {
            refuse(pipe, listener);
        }
    }

    private void refuse(Pipe pipe, Listener listener) {
        listener.refuse();
        subscriptions.removeAll(pipe);
        pipe.far().refuse(MonitorEventType.PEER_REFUSED, refusal());
    }

    @Override
    public void writable(Pipe pipe) {
        fanout.writable(pipe);
    }

    /** Whether the message goes to those that were chosen now; false only while one of them has no room. */
    boolean chosenMayHave() {
        return !neverDrops || fanout.chosenHaveRoom();
    }

    @Override
    public boolean receive(Incoming sink) {
        throw new ZmqException(
                ErrorCode.ENOTSUP, "a " + type + " socket only sends; receive with its peer, a " + facing + " socket");
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
