package org.lingmq.pattern;

import java.util.Arrays;
import java.util.Comparator;

/**
 * One edge of a {@link PrefixTree} and the point it leads to: a label of up to 256 bytes, what is attached to that
 * point, and the edges that go on from there.
 *
 * <p>There may be a million of these for one peer, hence the frugal fields: 32 bytes with compressed references. Labels
 * of up to three bytes stand in {@code head} itself; a single child is referred to directly. Several children stand in
 * a table indexed by the low bits of their first byte, with linear probing. Tables of two and four may be full, larger
 * ones to three quarters, until there is a slot for every byte.
 */
final class PrefixNode {
    /** Longest label. It bounds what splitting and joining edges can cost, however long the topics are. */
    static final int LABEL_LIMIT = 256;

    private static final int INLINE_LIMIT = 3;
    private static final int LENGTH_SHIFT = 24;
    private static final int MARK = 1 << 31;
    private static final int FULL_SMALL_TABLE = 4;
    private static final int FULL_TABLE = 256;
    private static final Comparator<PrefixNode> BY_FIRST_BYTE = Comparator.comparingInt(node -> node.head & 0xFF);

    /** The node this edge starts from; null for the root and for a node that left its tree. */
    PrefixNode parent;

    /** What is attached here; null when this point is only a junction. Its meaning is the tree owner's matter. */
    Object value;

    /** Null, one {@code PrefixNode}, or a table {@code PrefixNode[]} whose length is a power of two. */
    private Object children;

    /** The whole label when it has more than three bytes, else null. */
    private byte[] label;

    /** Bits 0-23: first three bytes of the label, the first lowest; 24-25: length of a label kept here; 31: mark. */
    private int head;

    /** A root: an empty label. */
    PrefixNode() {}

    PrefixNode(byte[] bytes, int offset, int length) {
        relabel(bytes, offset, length);
    }

    private void relabel(byte[] bytes, int offset, int length) {
        label = length > INLINE_LIMIT ? Arrays.copyOfRange(bytes, offset, offset + length) : null;
        int packed = head & MARK;
        if (length <= INLINE_LIMIT) {
            packed |= length << LENGTH_SHIFT;
        }
        for (int i = 0; i < Math.min(length, INLINE_LIMIT); i++) {
            packed |= (bytes[offset + i] & 0xFF) << (i << 3);
        }
        head = packed;
    }

    int labelLength() {
        return label == null ? head >>> LENGTH_SHIFT & INLINE_LIMIT : label.length;
    }

    private byte labelAt(int index) {
        return label == null ? (byte) (head >>> (index << 3)) : label[index];
    }

    private byte firstByte() {
        return (byte) head;
    }

    /** How many bytes of the label equal those at {@code offset}, where at most {@code end - offset} are compared. */
    int common(byte[] bytes, int offset, int end) {
        int limit = Math.min(labelLength(), end - offset);
        int same = 0;
        while (same < limit && labelAt(same) == bytes[offset + same]) {
            same++;
        }
        return same;
    }

    /** Whether the source goes on with the whole label at {@code position}; the first byte is known to be equal. */
    boolean continues(ByteSource source, int position) {
        int length = labelLength();
        if (length > source.length() - position) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            if (labelAt(i) != source.at(position + i)) {
                return false;
            }
        }
        return true;
    }

    /** Copies the label to {@code target}, its last byte just before {@code end}; returns where it starts. */
    int copyLabelBefore(byte[] target, int end) {
        int start = end - labelLength();
        for (int i = start; i < end; i++) {
            target[i] = labelAt(i - start);
        }
        return start;
    }

    /** Inserts a junction after the first {@code length} bytes of this edge, and returns it. */
    PrefixNode splitAfter(int length) {
        byte[] whole = wholeLabel();
        PrefixNode junction = new PrefixNode(whole, 0, length);
        parent.replaceChild(this, junction);
        junction.parent = parent;
        junction.children = this;
        parent = junction;
        relabel(whole, length, whole.length - length);
        return junction;
    }

    /** Joins this junction and the single edge behind it, when both labels fit into one; this node leaves the tree. */
    void joinOnlyChild() {
        if (!(children instanceof PrefixNode only) || labelLength() + only.labelLength() > LABEL_LIMIT) {
            return;
        }
        byte[] joined = new byte[labelLength() + only.labelLength()];
        copyLabelBefore(joined, only.copyLabelBefore(joined, joined.length));
        parent.replaceChild(this, only);
        only.parent = parent;
        only.relabel(joined, 0, joined.length);
        leave();
    }

    /** Forgets everything, so that a reference to a node that left keeps nothing else alive. */
    void leave() {
        parent = null;
        children = null;
        label = null;
    }

    private byte[] wholeLabel() {
        byte[] whole = new byte[labelLength()];
        copyLabelBefore(whole, whole.length);
        return whole;
    }

    boolean isLeaf() {
        return children == null;
    }

    /** A flag for the owner of the tree's values; false unless set. */
    boolean marked() {
        return head < 0;
    }

    void mark(boolean on) {
        head = on ? head | MARK : head & ~MARK;
    }

    /** The edge that starts with that byte, or null. */
    PrefixNode child(byte first) {
        Object held = children;
        if (held instanceof PrefixNode[] table) {
            int slot = slot(table, first);
            PrefixNode node = table[slot];
            return node != null && node.firstByte() == first ? node : null;
        }
        return held instanceof PrefixNode only && only.firstByte() == first ? only : null;
    }

    /** Adds an edge whose first byte no other edge of this node has. */
    void addChild(PrefixNode child) {
        int count = childCount() + 1;
        if (count == 1) {
            children = child;
        } else if (children instanceof PrefixNode[] table && table.length == capacityFor(count)) {
            table[slot(table, child.firstByte())] = child;
        } else {
            children = resized(count, child, null);
        }
        child.parent = this;
    }

    void removeChild(PrefixNode child) {
        int count = childCount() - 1;
        if (count == 0) {
            children = null;
        } else if (count == 1) {
            children = otherThan(child);
        } else if (children instanceof PrefixNode[] table && table.length == capacityFor(count)) {
            closeGap(table, slot(table, child.firstByte()));
        } else {
            children = resized(count, null, child);
        }
    }

    private void replaceChild(PrefixNode child, PrefixNode replacement) {
        if (children instanceof PrefixNode[] table) {
            table[slot(table, child.firstByte())] = replacement;
        } else {
            children = replacement;
        }
    }

    /** The children by rising first byte, read as unsigned. */
    PrefixNode[] sortedChildren() {
        if (children instanceof PrefixNode[] table) {
            PrefixNode[] sorted = new PrefixNode[childCount()];
            int filled = 0;
            for (PrefixNode node : table) {
                if (node != null) {
                    sorted[filled++] = node;
                }
            }
            Arrays.sort(sorted, BY_FIRST_BYTE);
            return sorted;
        }
        return children instanceof PrefixNode only ? new PrefixNode[] {only} : new PrefixNode[0];
    }

    private int childCount() {
        if (children instanceof PrefixNode[] table) {
            int count = 0;
            for (PrefixNode node : table) {
                count += node == null ? 0 : 1;
            }
            return count;
        }
        return children == null ? 0 : 1;
    }

    private PrefixNode otherThan(PrefixNode child) {
        for (PrefixNode node : (PrefixNode[]) children) {
            if (node != null && node != child) {
                return node;
            }
        }
        throw new IllegalStateException("a table of edges holds two edges or more");
    }

    private PrefixNode[] resized(int count, PrefixNode added, PrefixNode removed) {
        PrefixNode[] table = new PrefixNode[capacityFor(count)];
        if (added != null) {
            table[slot(table, added.firstByte())] = added;
        }
        if (children instanceof PrefixNode[] old) {
            for (PrefixNode node : old) {
                if (node != null && node != removed) {
                    table[slot(table, node.firstByte())] = node;
                }
            }
        } else if (children instanceof PrefixNode only) {
            table[slot(table, only.firstByte())] = only;
        }
        return table;
    }

    /** Empties a slot, and moves up what had been displaced by it: no look-up may meet a gap before its edge. */
    private static void closeGap(PrefixNode[] table, int slot) {
        int mask = table.length - 1;
        int gap = slot;
        table[gap] = null;
        for (int i = gap + 1 & mask; table[i] != null; i = i + 1 & mask) {
            int home = table[i].firstByte() & mask;
            boolean displacedPastGap = (i - home & mask) >= (i - gap & mask);
            if (displacedPastGap) {
                table[gap] = table[i];
                table[i] = null;
                gap = i;
            }
        }
    }

    /** Where the edge with that first byte stands, or else the free slot for it, or else, in a full table, any slot. */
    private static int slot(PrefixNode[] table, byte first) {
        int mask = table.length - 1;
        int home = first & mask;
        int slot = home;
        while (table[slot] != null && table[slot].firstByte() != first) {
            slot = slot + 1 & mask;
            if (slot == home) {
                break;
            }
        }
        return slot;
    }

    /** The length of a table for that many edges, from two on. */
    private static int capacityFor(int count) {
        int least = count <= FULL_SMALL_TABLE ? count : (count * 4 + 2) / 3;
        return Math.min(FULL_TABLE, Integer.highestOneBit(least - 1) << 1);
    }
}
