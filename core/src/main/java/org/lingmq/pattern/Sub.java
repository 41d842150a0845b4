package org.lingmq.pattern;

import java.util.ArrayList;
import java.util.List;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.ZmqException;
import org.lingmq.lane.LaneReader;

/**
 * SUB (RFC 29): takes, from all publishers in turn, the messages whose first frame begins with a subscribed topic.
 *
 * <p>Each publisher is told each topic once, whenever its link comes up, and of changes while it is up; topics are
 * counted, so that a topic ends with its last unsubscription. Subscriptions go past the water mark. Publishers filter
 * already; what comes nevertheless, as it was under way, is dropped here, in the lane, before it is copied.
 *
 * <p>With CONFLATE only the newest of each publisher's wanted messages is kept, as {@link ConflatedInbox} promises.
 */
public final class Sub implements Pattern {

    private final PatternHost host;
    private final TopicSet topics = new TopicSet();
    private final List<Pipe> publishers = new ArrayList<>();
    private final FirstFrame firstFrame = new FirstFrame();
    private Inbox inbox;
    private boolean inverted;

    /** The frame at a reader's cursor, where it lies. */
    private static final class FirstFrame implements ByteSource {
        private LaneReader in;

        @Override
        public int length() {
            return (int) in.size();
        }

        @Override
        public byte at(int index) {
            return in.byteAt(index);
        }
    }

    /** A SUB without peers and topics, which receives nothing. */
    public Sub(PatternHost host) {
        this.host = host;
        optionsChanged();
    }

    @Override
    public void optionsChanged() {
        inverted = host.option(Options.INVERT_MATCHING);
    }

    /**
     * Asks for the messages whose first frame begins with these bytes, once more if it did before; none asks for all.
     */
    @Override
    public void subscribe(byte[] topic) {
        if (topics.subscribe(topic)) {
            tellAll(SubscriptionFrames.Kind.SUBSCRIBE, topic);
        }
    }

    /** Takes back one subscription of exactly this topic. Without any this does nothing, as in libzmq. */
    @Override
    public void unsubscribe(byte[] topic) {
        if (topics.unsubscribe(topic)) {
            tellAll(SubscriptionFrames.Kind.CANCEL, topic);
        }
    }

    private void tellAll(SubscriptionFrames.Kind kind, byte[] topic) {
        Reach reach = Reach.of(publishers.size());
        for (Pipe pipe : publishers) {
            if (pipe.connected() || pipe.far().heardFromTheStart()) {
                tell(pipe, reach, legacy -> SubscriptionFrames.write(pipe.out(), legacy, kind, topic));
            }
        }
    }

    /** Writes subscriptions in the form that the peer knows. */
    private interface Telling {
        void write(boolean legacy);
    }

    /** A publisher that cannot be told would be silent for ever, so it has to come again and is told all. */
    private static void tell(Pipe pipe, Reach reach, Telling telling) {
        try {
            telling.write(pipe.far().newestPeer().legacySubscriptions());
        } catch (ZmqException noMemory) {
            pipe.far()
                    .refuse(MonitorEventType.PEER_REFUSED, "subscriptions could not be sent: " + noMemory.getMessage());
        }
        pipe.far().published(reach);
    }

    @Override
    public void attach(Pipe pipe) {
        if (inbox == null) {
            inbox = Inbox.chosenBy(host, this::wanted);
        }
        publishers.add(pipe);
        inbox.attach(pipe);
        if (pipe.far().heardFromTheStart()) {
            tellEverything(pipe);
        }
    }

    private boolean wanted(LaneReader in) {
        firstFrame.in = in;
        boolean wanted = topics.matches(firstFrame) != inverted;
        if (!wanted) {
            host.count(Loss.FILTERED, 1);
        }
        return wanted;
    }

    /**
     * Tells the publisher every topic once. What an earlier link left of the outbound lane is no more; the session has
     * thrown it away.
     */
    @Override
    public void linkUp(Pipe pipe) {
        if (!pipe.far().heardFromTheStart()) {
            tellEverything(pipe);
        }
    }

    private void tellEverything(Pipe pipe) {
        if (topics.distinct() > 0) {
            tell(
                    pipe,
                    Reach.FEW,
                    legacy -> topics.forEach(topic ->
                            SubscriptionFrames.write(pipe.out(), legacy, SubscriptionFrames.Kind.SUBSCRIBE, topic)));
        }
    }

    @Override
    public void detach(Pipe pipe) {
        publishers.remove(pipe);
        pipe.dropUnsent();
        inbox.end(pipe);
    }

    @Override
    public void release(Pipe pipe) {
        publishers.remove(pipe);
        inbox.release(pipe);
    }

    @Override
    public void retire(Pipe pipe) {
        publishers.remove(pipe);
        inbox.end(pipe);
    }

    @Override
    public void readable(Pipe pipe) {
        inbox.readable(pipe);
    }

    @Override
    public void writable(Pipe pipe) {
        // Subscriptions do not wait for room.
    }

    @Override
    public boolean send(Outgoing message) {
        throw new ZmqException(ErrorCode.ENOTSUP, "a SUB socket only receives; send with its peer, a PUB socket");
    }

    @Override
    public boolean receive(Incoming sink) {
        return inbox != null && inbox.deliver(sink);
    }

    @Override
    public boolean canSend() {
        return false;
    }

    @Override
    public boolean canReceive() {
        return inbox != null && inbox.holdsMessage();
    }

    @Override
    public boolean servesWhileAway() {
        return host.option(Options.CONFLATE);
    }

    @Override
    public long topics() {
        return topics.distinct();
    }
}
