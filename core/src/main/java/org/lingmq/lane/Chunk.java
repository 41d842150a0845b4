package org.lingmq.lane;

import java.nio.ByteBuffer;

/**
 * A piece of direct memory in a lane's chain.
 *
 * <p>The producer owns {@code limit} and {@code next} until it publishes a position beyond them; {@code base} is set
 * before anything of the chunk is published. A consumer looks at {@code limit} and {@code next} only when the tail it
 * has acquired lies beyond its own position, which makes them visible.
 */
final class Chunk {

    static final int SMALL = 4 * 1024;
    static final int LARGE = 64 * 1024;

    /** Used with absolute positions by both parties. */
    final ByteBuffer bytes;

    /** The same memory, for whichever party moves bytes between the chunk and a channel. */
    final ByteBuffer channelView;

    long base;
    int limit;
    Chunk next;

    /** What several lanes read here and nobody writes; null for a chunk of its lane's own. */
    final SharedBody.Part shared;

    Chunk(int capacity) {
        this(ByteBuffer.allocateDirect(capacity), null);
    }

    /** A view of memory that other lanes hold, too; it is full from the beginning. */
    Chunk(ByteBuffer bytes, SharedBody.Part shared) {
        this.bytes = bytes;
        this.shared = shared;
        channelView = bytes.duplicate();
        limit = bytes.capacity();
    }

    int capacity() {
        return bytes.capacity();
    }

    long end() {
        return base + limit;
    }

    int offset(long position) {
        return (int) (position - base);
    }

    /** The header of the frame at a position of this chunk: its flags octet. */
    int flagsAt(long position) {
        return bytes.get(offset(position));
    }

    /** The first two octets of the header at a position: flags, and what is the size unless that is long. */
    int headAt(long position) {
        return bytes.getShort(offset(position)) & 0xFFFF;
    }

    void flagsAt(long position, int flags) {
        bytes.put(offset(position), (byte) flags);
    }

    /** Length of the header, two or nine octets, of a frame with these flags. */
    static int headerLength(int flags) {
        return (flags & Lane.LONG) == 0 ? 2 : 9;
    }

    /** The body size that the header at a position announces; negative when it exceeds 2^63-1. */
    long sizeAt(long position, int flags) {
        int offset = offset(position);
        return (flags & Lane.LONG) == 0 ? bytes.get(offset + 1) & 0xFF : bytes.getLong(offset + 1);
    }

    /** Where the frame at a position ends. */
    long frameEnd(long position) {
        int flags = flagsAt(position);
        return position + headerLength(flags) + sizeAt(position, flags);
    }

    void recycle() {
        limit = capacity();
        next = null;
        base = 0;
    }
}
