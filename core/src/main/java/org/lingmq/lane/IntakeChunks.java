package org.lingmq.lane;

import java.nio.ByteBuffer;

/**
 * The chunks that a {@link LaneIntake} fills, and where it stands in them. Owned by the holder of the rx custody.
 *
 * <pre>
 *   released <= published <= unitEnd <= scan <= received
 * </pre>
 *
 * <p>What the consumer may see ends at {@code published}; whole messages and commands end at {@code unitEnd}; what has
 * been looked at ends at {@code scan}; what has arrived ends at {@code received}.
 */
final class IntakeChunks {

    private static final int MOVE_MOST = 2048;

    private final Lane lane;

    /** The chunk that bytes arrive in. */
    Chunk chunk;

    long received;

    /** The chunk of the frame at the scan. */
    Chunk scanChunk;

    long scan;

    private Chunk unitChunk;
    long unitEnd;
    long published;

    IntakeChunks(Lane lane) {
        this.lane = lane;
    }

    /** Where the next bytes go; there is always room. */
    ByteBuffer roomToRead() {
        if (chunk == null) {
            chunk = lane.takeFirst(received);
            scanChunk = chunk;
            unitChunk = chunk;
        } else if (chunk.offset(received) == chunk.capacity()) {
            grow();
        } else if (chunk.offset(received) > chunk.capacity() / 2) {
            compact();
        }
        int offset = chunk.offset(received);
        return chunk.channelView.limit(chunk.capacity()).position(offset);
    }

    /** A lane that was read to its end goes on at the head of the chunk it is in; the partial frame moves there. */
    private boolean compact() {
        long partial = received - scan;
        if (scan != published || scan <= chunk.base || partial > MOVE_MOST || lane.released() != published) {
            return false;
        }
        chunk.bytes.put(0, chunk.bytes, chunk.offset(scan), (int) partial);
        chunk.base = scan;
        unitChunk = chunk;
        scanChunk = chunk;
        return true;
    }

    /** The chunk is full. A short partial frame moves, so that small frames and every header lie in one chunk. */
    private void grow() {
        if (chunk.capacity() == Chunk.LARGE && compact()) {
            return;
        }
        long partial = frameUnderWay();
        Chunk next = lane.takeChunk(Chunk.LARGE);
        if (partial >= chunk.base && received - partial <= MOVE_MOST) {
            next.bytes.put(0, chunk.bytes, chunk.offset(partial), (int) (received - partial));
            next.base = partial;
            chunk.limit = chunk.offset(partial);
            if (scan == partial) {
                scanChunk = next;
            }
        } else {
            next.base = received;
        }
        chunk.next = next;
        chunk = next;
    }

    /** Where the frame begins that has not arrived whole; those that only wait for the scan are hopped over. */
    private long frameUnderWay() {
        Chunk c = scanChunk;
        long at = scan;
        while (received - at >= 2) {
            while (at >= c.end()) {
                c = c.next;
            }
            int flags = c.flagsAt(at);
            int length = Chunk.headerLength(flags);
            if (received - at < length) {
                break;
            }
            long size = c.sizeAt(at, flags);
            if (size < 0 || size > received - at - length) {
                break;
            }
            at += length + size;
        }
        return at;
    }

    /** A unit ends at the scan. */
    void endUnit() {
        unitEnd = scan;
        if (unitChunk == scanChunk && unitEnd <= unitChunk.end()) {
            return;
        }
        unitChunk = scanChunk;
        while (unitEnd > unitChunk.end()) {
            unitChunk = unitChunk.next;
        }
        // The consumer may give the chunks in front of this one back as soon as the unit is published.
        scanChunk = unitChunk;
    }

    /** Copies octets from a position at or behind the scan. */
    void copy(long position, byte[] target, int length) {
        Chunk c = scanChunk;
        for (int i = 0; i < length; i++) {
            while (position + i >= c.end()) {
                c = c.next;
            }
            target[i] = c.bytes.get(c.offset(position + i));
        }
    }

    /** What lies between the last unit and the scan is not wanted: what follows moves into its place. */
    boolean dropToScan() {
        if (scan == unitEnd || scan < chunk.base) {
            return false;
        }
        int rest = (int) (received - scan);
        if (unitEnd < chunk.base) {
            dropChunksBetween(unitChunk, chunk);
            unitChunk.next = chunk;
            unitChunk.limit = unitChunk.offset(unitEnd);
            chunk.bytes.put(0, chunk.bytes, chunk.offset(scan), rest);
            chunk.base = unitEnd;
        } else {
            chunk.bytes.put(chunk.offset(unitEnd), chunk.bytes, chunk.offset(scan), rest);
        }
        scan = unitEnd;
        scanChunk = chunk;
        received = scan + rest;
        return true;
    }

    private void dropChunksBetween(Chunk before, Chunk end) {
        Chunk between = before.next;
        while (between != end) {
            Chunk next = between.next;
            lane.giveChunk(between);
            between = next;
        }
    }

    /** Drops whatever follows the last unit. */
    void dropToUnit() {
        if (chunk != null) {
            dropChunksBetween(unitChunk, null);
            unitChunk.next = null;
            unitChunk.limit = unitChunk.capacity();
            chunk = unitChunk;
            scanChunk = unitChunk;
        }
        received = unitEnd;
        scan = unitEnd;
    }

    /** Puts a frame that only the consumer of this lane understands behind the last unit; nothing else follows that. */
    void put(int flags, byte[] body) {
        if (chunk != null && chunk.capacity() - chunk.offset(received) < 2 + body.length) {
            Chunk next = lane.takeChunk(Chunk.LARGE);
            chunk.limit = chunk.offset(received);
            next.base = received;
            chunk.next = next;
            chunk = next;
        }
        roomToRead();
        int at = chunk.offset(received);
        chunk.bytes.put(at, (byte) flags).put(at + 1, (byte) body.length);
        chunk.bytes.put(at + 2, body);
        received += 2 + body.length;
        scan = received;
        scanChunk = chunk;
        endUnit();
    }

    /** Publishes every unit; tells a consumer that sleeps. */
    void publish() {
        if (unitEnd != published) {
            published = unitEnd;
            lane.publish(published);
            if (lane.claimIdle()) {
                lane.ringConsumer();
            }
        }
    }

    /** Forgets the last chunk, which the caller gives back; false when there is none or something lies in it. */
    boolean forget() {
        if (chunk == null || received != published) {
            return false;
        }
        chunk = null;
        scanChunk = null;
        unitChunk = null;
        return true;
    }
}
