package org.lingmq.pattern;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What one subscriber asked for: topics with a count of how often each was subscribed.
 *
 * <p>The counts are the subscriber's own matter: a publisher keeps a set, so it hears of the first subscription of a
 * topic and of the end of the last one, and after a reconnection of each distinct topic once. Topics are arbitrary
 * bytes; a topic asks for all messages that begin with it, the empty topic for all. Used by one thread at a time.
 */
final class TopicSet {
    private final PrefixTree tree = new PrefixTree();
    private int distinct;

    /**
     * Counts one more subscription of that topic. The array is not kept.
     *
     * @return true when it is the first one, which every publisher has to be told of
     */
    boolean subscribe(byte[] topic) {
        PrefixNode node = tree.insert(topic, 0, topic.length);
        int count = count(node);
        node.value = count + 1;
        if (count > 0) {
            return false;
        }
        distinct++;
        return true;
    }

    /**
     * Takes back one subscription of that topic.
     *
     * @return true when it was the last one, which every publisher has to be told of; false when others are left, or
     *     when there was none
     */
    boolean unsubscribe(byte[] topic) {
        PrefixNode node = tree.find(topic, 0, topic.length);
        int count = node == null ? 0 : count(node);
        if (count == 0) {
            return false;
        }
        if (count > 1) {
            node.value = count - 1;
            return false;
        }
        node.value = null;
        tree.prune(node);
        distinct--;
        return true;
    }

    /** Whether exactly these first bytes are a topic. */
    boolean contains(byte[] bytes, int length) {
        PrefixNode node = tree.find(bytes, 0, length);
        return node != null && node.value != null;
    }

    private static int count(PrefixNode node) {
        return node.value == null ? 0 : (Integer) node.value;
    }

    /** Whether a message whose first frame is {@code source} was asked for: whether it begins with any topic. */
    boolean matches(ByteSource source) {
        int position = 0;
        for (PrefixNode node = tree.root(); node != null; node = PrefixTree.next(node, source, position)) {
            if (node.value != null) {
                return true;
            }
            position += node.labelLength();
        }
        return false;
    }

    /**
     * Hands out each distinct topic once, in the order of the bytes read as unsigned, a shorter topic before those that
     * begin with it.
     *
     * @param visitor gets an array of its own each time; must not change this set
     */
    void forEach(Consumer<byte[]> visitor) {
        Deque<PrefixNode> open = new ArrayDeque<>();
        open.push(tree.root());
        while (!open.isEmpty()) {
            PrefixNode node = open.pop();
            if (node.value != null) {
                visitor.accept(PrefixTree.stringOf(node));
            }
            PrefixNode[] children = node.sortedChildren();
            for (int i = children.length - 1; i >= 0; i--) {
                open.push(children[i]);
            }
        }
    }

    /** How many different topics are subscribed. */
    int distinct() {
        return distinct;
    }
}
