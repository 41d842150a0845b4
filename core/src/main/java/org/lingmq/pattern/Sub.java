package org.lingmq.pattern;

import org.lingmq.Options;
import org.lingmq.SocketType;
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
public final class Sub extends ReceiveOnly {

    private final PatternHost host;
    private final Wishes wishes = new Wishes(SubscriptionFrames.Kind.SUBSCRIBE, SubscriptionFrames.Kind.CANCEL);
    private final FirstFrame firstFrame = new FirstFrame();
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
        super(SocketType.SUB, SocketType.PUB);
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
        wishes.begin(topic);
    }

    /** Takes back one subscription of exactly this topic. Without any this does nothing, as in libzmq. */
    @Override
    public void unsubscribe(byte[] topic) {
        wishes.end(topic);
    }

    @Override
    Inbox makeInbox() {
        return Inbox.chosenBy(host, this::wanted);
    }

    private boolean wanted(Pipe pipe) {
        firstFrame.in = pipe.in();
        boolean wanted = wishes.topics().matches(firstFrame) != inverted;
        if (!wanted) {
            host.count(Loss.FILTERED, 1);
        }
        return wanted;
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

    @Override
    public boolean servesWhileAway() {
        return host.option(Options.CONFLATE);
    }

    @Override
    public long topics() {
        return wishes.topics().distinct();
    }
}
