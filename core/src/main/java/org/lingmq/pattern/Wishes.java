package org.lingmq.pattern;

import java.util.ArrayList;
import java.util.List;
import org.lingmq.MonitorEventType;
import org.lingmq.ZmqException;

/**
 * What a SUB or a DISH asks of all its publishers: each is told everything once, whenever its link comes up, and of
 * changes while it is up. What is told goes past the water mark.
 */
final class Wishes {

    private final TopicSet topics = new TopicSet();
    private final List<Pipe> publishers = new ArrayList<>();
    private final SubscriptionFrames.Kind begin;
    private final SubscriptionFrames.Kind end;

    /** No wishes yet; the commands say how one begins and how it ends. */
    Wishes(SubscriptionFrames.Kind begin, SubscriptionFrames.Kind end) {
        this.begin = begin;
        this.end = end;
    }

    /** What is wished for; changed here only. */
    TopicSet topics() {
        return topics;
    }

    /** One more wish of that topic. */
    void begin(byte[] topic) {
        if (topics.subscribe(topic)) {
            tellAll(begin, topic);
        }
    }

    /** One less; without any this does nothing. */
    void end(byte[] topic) {
        if (topics.unsubscribe(topic)) {
            tellAll(end, topic);
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
    private void tell(Pipe pipe, Reach reach, Telling telling) {
        try {
            // Of groups there is one form only.
            telling.write(begin == SubscriptionFrames.Kind.SUBSCRIBE
                    && pipe.far().newestPeer().legacySubscriptions());
        } catch (ZmqException noMemory) {
            pipe.far()
                    .refuse(MonitorEventType.PEER_REFUSED, "subscriptions could not be sent: " + noMemory.getMessage());
        }
        pipe.far().published(reach);
    }

    /** A pipe joins. */
    void attach(Pipe pipe) {
        publishers.add(pipe);
        if (pipe.far().heardFromTheStart()) {
            tellEverything(pipe);
        }
    }

    /**
     * Tells the publisher every topic once. What an earlier link left of the outbound lane is no more; the session has
     * thrown it away.
     */
    void linkUp(Pipe pipe) {
        if (!pipe.far().heardFromTheStart()) {
            tellEverything(pipe);
        }
    }

    private void tellEverything(Pipe pipe) {
        if (topics.distinct() > 0) {
            tell(
                    pipe,
                    Reach.FEW,
                    legacy -> topics.forEach(topic -> SubscriptionFrames.write(pipe.out(), legacy, begin, topic)));
        }
    }

    /** A pipe is told nothing more. */
    void forget(Pipe pipe) {
        publishers.remove(pipe);
    }
}
