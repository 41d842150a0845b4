package org.lingmq.pattern;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One peer in a {@link SubscriptionTrie}: what it asked for, and when it was last shown a message.
 *
 * <p>The back references make its departure cost only what it subscribed. They are kept lazily: a cancelled topic's
 * reference stays, to be found out by its node, which no longer names this subscriber, and all are swept when more than
 * half are of that kind. That spares an index in every node.
 */
final class Subscriber<P> implements Audience<P> {
    private static final PrefixNode[] NONE = {};
    private static final int SLACK = 16;

    private final P peer;
    private final long ordinal;
    private PrefixNode[] nodes = NONE;
    private int filled;
    private int topics;
    private long bytes;
    private long lastGeneration;

    Subscriber(P peer, long ordinal) {
        this.peer = peer;
        this.ordinal = ordinal;
    }

    /** Its place in every {@link Crowd}; unique in the trie. */
    long ordinal() {
        return ordinal;
    }

    int topics() {
        return topics;
    }

    long bytes() {
        return bytes;
    }

    /** Notes a topic of that length that this subscriber just joined. */
    void joined(PrefixNode node, int length) {
        if (filled == nodes.length) {
            nodes = Arrays.copyOf(nodes, filled + (filled >> 2) + 2);
        }
        nodes[filled++] = node;
        topics++;
        bytes += length;
    }

    /** Notes that this subscriber is gone from a topic of that length. */
    void left(int length) {
        topics--;
        bytes -= length;
        if (filled > 2 * topics + SLACK) {
            sweep();
        }
    }

    /** Drops references to nodes that no longer name this subscriber, and all but one to a node joined repeatedly. */
    private void sweep() {
        int kept = 0;
        for (int i = 0; i < filled; i++) {
            PrefixNode node = nodes[i];
            if (!node.marked() && names(node)) {
                node.mark(true);
                nodes[kept++] = node;
            }
        }
        for (int i = 0; i < kept; i++) {
            nodes[i].mark(false);
        }
        nodes = Arrays.copyOf(nodes, kept);
        filled = kept;
    }

    private boolean names(PrefixNode node) {
        Audience<P> audience = SubscriptionTrie.audience(node);
        return audience != null && audience.contains(this);
    }

    /** Hands out the node of every topic of this subscriber; the visitor takes it out of the node. */
    void forEachNode(Consumer<PrefixNode> visitor) {
        for (int i = 0; i < filled; i++) {
            if (names(nodes[i])) {
                visitor.accept(nodes[i]);
            }
        }
    }

    @Override
    public boolean contains(Subscriber<P> subscriber) {
        return this == subscriber;
    }

    @Override
    public Audience<P> with(Subscriber<P> subscriber) {
        return new Crowd<>(this, subscriber);
    }

    @Override
    public Audience<P> without(Subscriber<P> subscriber) {
        return null;
    }

    @Override
    public void show(long generation, Consumer<? super P> visitor) {
        if (lastGeneration != generation) {
            lastGeneration = generation;
            visitor.accept(peer);
        }
    }
}
