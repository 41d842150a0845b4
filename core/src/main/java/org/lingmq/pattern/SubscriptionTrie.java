package org.lingmq.pattern;

import java.util.IdentityHashMap;
import java.util.function.Consumer;

/**
 * What all subscribers of one publisher asked for: a set of topics for each peer, and the peers for each message.
 *
 * <p>A topic is any bytes; it asks for the messages whose first frame begins with it. For each peer a topic is there or
 * not: subscribing twice is as good as once, and one cancellation ends it, as libzmq does it and its subscribers expect
 * (they count for themselves). Adding, cancelling and matching cost time in proportion to the topic or the first frame,
 * plus the peers found; no topic is too long for the stack. Peers are told apart by identity.
 *
 * <p>Nobody here limits a peer: the caller compares {@link #topicsOf} and {@link #bytesOf} with its quotas. Used by one
 * thread at a time.
 */
final class SubscriptionTrie<P> {
    /** Hears which topics a departing peer had. */
    interface DepartureVisitor {
        /**
         * The peer was subscribed to that topic.
         *
         * @param topic an array of its own
         * @param last whether no other peer is subscribed to it
         */
        void left(byte[] topic, boolean last);
    }

    private final PrefixTree tree = new PrefixTree();
    private final IdentityHashMap<P, Subscriber<P>> subscribers = new IdentityHashMap<>();
    private long topics;
    private long nextOrdinal;
    private long generation;

    /** The audience that a node of the tree holds; null when it is a mere junction. */
    @SuppressWarnings("unchecked")
    static <P> Audience<P> audience(PrefixNode node) {
        return (Audience<P>) node.value;
    }

    /**
     * Subscribes a peer to a topic. Whether it is the first peer to do so shows in {@link #topics()}, which then grows.
     *
     * @return true when the peer was not subscribed to exactly this topic before
     */
    boolean add(byte[] bytes, int offset, int length, P peer) {
        PrefixNode node = tree.insert(bytes, offset, length);
        Audience<P> audience = audience(node);
        Subscriber<P> subscriber = subscribers.get(peer);
        if (subscriber == null) {
            subscriber = new Subscriber<>(peer, nextOrdinal++);
            subscribers.put(peer, subscriber);
        } else if (audience != null && audience.contains(subscriber)) {
            return false;
        }
        if (audience == null) {
            topics++;
        }
        node.value = audience == null ? subscriber : audience.with(subscriber);
        subscriber.joined(node, length);
        return true;
    }

    /**
     * Cancels a peer's subscription. Whether it was the last peer's shows in {@link #topics()}, which then shrinks.
     *
     * @return false when the peer is not subscribed to exactly this topic
     */
    boolean remove(byte[] bytes, int offset, int length, P peer) {
        Subscriber<P> subscriber = subscribers.get(peer);
        PrefixNode node = subscriber == null ? null : tree.find(bytes, offset, length);
        Audience<P> audience = node == null ? null : audience(node);
        if (audience == null || !audience.contains(subscriber)) {
            return false;
        }
        detach(node, subscriber);
        subscriber.left(length);
        if (subscriber.topics() == 0) {
            subscribers.remove(peer);
        }
        return true;
    }

    /** Forgets a peer and all its topics, at a cost in proportion to these. Unknown peers are nothing special. */
    void removeAll(P peer) {
        Subscriber<P> subscriber = subscribers.remove(peer);
        if (subscriber != null) {
            subscriber.forEachNode(node -> detach(node, subscriber));
        }
    }

    /**
     * Forgets a peer and reports each of its topics once, in no particular order.
     *
     * @param visitor must not change this trie
     */
    void removeAll(P peer, DepartureVisitor visitor) {
        Subscriber<P> subscriber = subscribers.remove(peer);
        if (subscriber != null) {
            subscriber.forEachNode(node -> {
                byte[] topic = PrefixTree.stringOf(node);
                visitor.left(topic, detach(node, subscriber));
            });
        }
    }

    /** Takes a subscriber out of a node; returns whether nobody is left there. */
    private boolean detach(PrefixNode node, Subscriber<P> subscriber) {
        Audience<P> rest = SubscriptionTrie.<P>audience(node).without(subscriber);
        node.value = rest;
        if (rest != null) {
            return false;
        }
        topics--;
        tree.prune(node);
        return true;
    }

    /**
     * Finds the peers who get a message: each one who subscribed any beginning of its first frame, once.
     *
     * @param source the first frame
     * @param visitor must not change this trie; what it throws ends the search and leaves the trie intact
     */
    void match(ByteSource source, Consumer<? super P> visitor) {
        long current = ++generation;
        int position = 0;
        for (PrefixNode node = tree.root(); node != null; node = PrefixTree.next(node, source, position)) {
            Audience<P> audience = audience(node);
            if (audience != null) {
                audience.show(current, visitor);
            }
            position += node.labelLength();
        }
    }

    /**
     * Finds the peers who subscribed exactly this topic, each once, where topics are names and not beginnings.
     *
     * @param visitor as {@link #match}
     */
    void matchExactly(byte[] topic, Consumer<? super P> visitor) {
        PrefixNode node = tree.find(topic, 0, topic.length);
        Audience<P> audience = node == null ? null : audience(node);
        if (audience != null) {
            audience.show(++generation, visitor);
        }
    }

    /** How many different topics are subscribed by anybody. */
    long topics() {
        return topics;
    }

    /** How many topics that peer is subscribed to; 0 for an unknown one. */
    long topicsOf(P peer) {
        Subscriber<P> subscriber = subscribers.get(peer);
        return subscriber == null ? 0 : subscriber.topics();
    }

    /** The bytes of all topics of that peer together; 0 for an unknown one. */
    long bytesOf(P peer) {
        Subscriber<P> subscriber = subscribers.get(peer);
        return subscriber == null ? 0 : subscriber.bytes();
    }
}
