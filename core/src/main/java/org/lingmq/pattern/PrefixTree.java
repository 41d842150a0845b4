package org.lingmq.pattern;

/**
 * Byte strings as a path-compressed tree: strings that begin alike share the edges of their common beginning.
 *
 * <p>Insertion, look-up and removal cost time in proportion to the string, whatever else is in the tree. Nothing here
 * recurses, so a string of many megabytes, which becomes a chain of edges of 256 bytes, needs no stack.
 *
 * <p>The owner attaches values to nodes: after {@link #insert} it sets {@link PrefixNode#value}; after clearing one it
 * calls {@link #prune}. A node with a value keeps its identity as long as it has one, while edges around it are split
 * and joined. Used by one thread at a time.
 */
final class PrefixTree {
    private final PrefixNode root = new PrefixNode();

    /** The node of the empty string. */
    PrefixNode root() {
        return root;
    }

    /** The node where that string ends, with or without a value; null when there is none. */
    PrefixNode find(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int position = offset;
        PrefixNode node = root;
        while (position < end) {
            PrefixNode child = node.child(bytes[position]);
            if (child == null || child.common(bytes, position, end) < child.labelLength()) {
                return null;
            }
            position += child.labelLength();
            node = child;
        }
        return node;
    }

    /** The node where that string ends, made if need be. The caller gives it a value, if it has none, at once. */
    PrefixNode insert(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int position = offset;
        PrefixNode node = root;
        while (position < end) {
            PrefixNode child = node.child(bytes[position]);
            if (child == null) {
                return extend(node, bytes, position, end);
            }
            int common = child.common(bytes, position, end);
            position += common;
            node = common < child.labelLength() ? child.splitAfter(common) : child;
        }
        return node;
    }

    private static PrefixNode extend(PrefixNode from, byte[] bytes, int start, int end) {
        PrefixNode node = from;
        for (int position = start; position < end; position += PrefixNode.LABEL_LIMIT) {
            PrefixNode child = new PrefixNode(bytes, position, Math.min(PrefixNode.LABEL_LIMIT, end - position));
            node.addChild(child);
            node = child;
        }
        return node;
    }

    /** Gives back what a node without a value no longer needs: itself, and the edges that led only to it. */
    void prune(PrefixNode node) {
        PrefixNode last = node;
        while (last != root && last.value == null && last.isLeaf()) {
            PrefixNode parent = last.parent;
            parent.removeChild(last);
            last.leave();
            last = parent;
        }
        if (last != root && last.value == null) {
            last.joinOnlyChild();
        }
    }

    /** The string that ends at that node of the tree. */
    static byte[] stringOf(PrefixNode node) {
        int length = 0;
        for (PrefixNode at = node; at != null; at = at.parent) {
            length += at.labelLength();
        }
        byte[] string = new byte[length];
        int end = length;
        for (PrefixNode at = node; at != null; at = at.parent) {
            end = at.copyLabelBefore(string, end);
        }
        return string;
    }

    /**
     * One step down along the source: the child of {@code node} whose whole label the source has at {@code position}.
     * The walk starts at the root and position 0, and a step moves the position on by the child's label.
     *
     * @return null when the walk ends here
     */
    static PrefixNode next(PrefixNode node, ByteSource source, int position) {
        if (position == source.length()) {
            return null;
        }
        PrefixNode child = node.child(source.at(position));
        return child != null && child.continues(source, position) ? child : null;
    }
}
