package org.lingmq.lane;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * The producer end of a lane that is filled with ZMTP traffic from a channel: reads bytes into chunks, walks the
 * headers of RFC 37 section "Traffic", and publishes up to the end of the last whole message.
 *
 * <pre>
 *   flags(1) size(1 or 8, big-endian) body        flags: bit 0 MORE, bit 1 LONG, bit 2 COMMAND
 * </pre>
 *
 * <p>Owned by the holder of the pipe's rx custody. Memory follows bytes received: chunks are taken as bytes arrive,
 * never because a header announces them. Commands that were dealt with are marked and stepped over by the consumer;
 * those at the end of what has arrived are taken out again, so that a peer that only sends commands fills nothing.
 */
public final class LaneIntake {

    /** How a scan ended. */
    public enum Scan {
        /** Everything that is there whole was published; more bytes are needed. */
        HUNGRY,
        /** The next message has no credit; a release by the consumer rings the producer bell. */
        STALLED,
        /** The peer broke the protocol; {@link #violation} says how. */
        VIOLATION
    }

    private static final int HEAD = 32;
    private static final int MOVE_MOST = 2048;
    private static final int READ_ROUNDS = 4;

    /** The most octets that fit into an array, and so the most a message may have whatever the options say. */
    private static final long ARRAY_MOST = Integer.MAX_VALUE - 8L;

    private final Lane lane;
    private final Credit credit;
    private final IntakeSink sink;
    private final byte[] head = new byte[HEAD];
    private long maxMessageBytes;

    private Chunk chunk;
    private long received;

    private Chunk scanChunk;
    private long scan;
    private boolean inFrame;
    private boolean blocked;
    private boolean draining;
    private long frameEnd;
    private long messageBytes;
    private boolean midMessage;

    private Chunk unitChunk;
    private long unitEnd;
    private long published;
    private long bytesIn;
    private String violation;

    /**
     * An intake at the start of a lane; marks of 0 mean no limit.
     *
     * @param maxMessageBytes most octets in all frames of a message together, at least 0; what is beyond the largest
     *     array counts as that
     */
    public LaneIntake(Lane lane, int highWaterMark, long byteMark, long maxMessageBytes, IntakeSink sink) {
        this.lane = lane;
        this.credit = new Credit(lane, highWaterMark, byteMark);
        this.maxMessageBytes = Math.min(maxMessageBytes, ARRAY_MOST);
        this.sink = sink;
    }

    /** The lane it writes to. */
    public Lane lane() {
        return lane;
    }

    /** Changes the water marks; 0 lifts one. */
    public void limits(int highWaterMark, long byteMark) {
        credit.limits(highWaterMark, byteMark);
    }

    /**
     * Reads from the channel into the lane, a bounded number of times.
     *
     * @return bytes read, 0 when there was nothing, -1 at the end of the stream
     */
    public int read(ReadableByteChannel channel) throws IOException {
        int total = 0;
        for (int round = 0; round < READ_ROUNDS; round++) {
            ByteBuffer view = roomToRead();
            int room = view.remaining();
            int n = channel.read(view);
            if (n < 0) {
                return total > 0 ? total : -1;
            }
            received += n;
            bytesIn += n;
            total += n;
            if (n < room) {
                break;
            }
        }
        return total;
    }

    /** Takes bytes that were read before, such as those behind a handshake. */
    public void take(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            ByteBuffer view = roomToRead();
            int n = Math.min(view.remaining(), bytes.remaining());
            chunk.bytes.put(chunk.offset(received), bytes, bytes.position(), n);
            bytes.position(bytes.position() + n);
            received += n;
            bytesIn += n;
        }
    }

    private ByteBuffer roomToRead() {
        if (chunk == null) {
            chunk = lane.takeChunk(Chunk.SMALL);
            chunk.base = received;
            lane.first = chunk;
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

    /** Walks what has arrived, publishes every whole message that has credit, and tells a sleeping consumer. */
    public Scan scan() {
        Scan result = walk();
        if (result != Scan.VIOLATION && !midMessage && !blocked) {
            dropTrailingCommands();
        }
        publishUnits();
        return result;
    }

    private Scan walk() {
        while (true) {
            if (blocked) {
                if (!draining && !credit.room(unitEnd) && starve()) {
                    return Scan.STALLED;
                }
                blocked = false;
                endMessage();
                continue;
            }
            if (!inFrame && !header()) {
                return violation == null ? Scan.HUNGRY : Scan.VIOLATION;
            }
            if (received < frameEnd) {
                return Scan.HUNGRY;
            }
            if (!frame()) {
                return Scan.VIOLATION;
            }
        }
    }

    private boolean starve() {
        publishUnits();
        lane.starve();
        credit.refresh(unitEnd);
        if (credit.room(unitEnd)) {
            lane.fed();
            return false;
        }
        return true;
    }

    private void publishUnits() {
        if (unitEnd != published) {
            published = unitEnd;
            lane.publish(published);
            if (lane.claimIdle()) {
                lane.ringConsumer();
            }
        }
    }

    /** Reads the header at the scan position if it is there whole; false also when it is refused. */
    private boolean header() {
        if (received - scan < 2) {
            return false;
        }
        while (scan >= scanChunk.end()) {
            scanChunk = scanChunk.next;
        }
        int flags = scanChunk.flagsAt(scan) & 0xFF;
        int length = Chunk.headerLength(flags);
        if (received - scan < length) {
            return false;
        }
        int known = flags & (Lane.MORE | Lane.LONG | Lane.COMMAND);
        if ((known & Lane.COMMAND) != 0) {
            known &= ~Lane.MORE;
        }
        if (known != flags) {
            scanChunk.flagsAt(scan, known);
        }
        long size = scanChunk.sizeAt(scan, known);
        if (size < 0
                || size > maxMessageBytes
                || (known & Lane.COMMAND) == 0 && messageBytes + size > maxMessageBytes) {
            long total = size < 0 ? size : messageBytes + size;
            violation = "a message of " + (total < 0 ? "2^63 or more" : Long.toString(total))
                    + " bytes exceeds MAXMSGSIZE " + maxMessageBytes;
            return false;
        }
        frameEnd = scan + length + size;
        inFrame = true;
        return true;
    }

    /** A whole frame lies at the scan position. */
    private boolean frame() {
        int flags = scanChunk.flagsAt(scan);
        if ((flags & Lane.COMMAND) != 0) {
            return command(flags);
        }
        boolean more = (flags & Lane.MORE) != 0;
        if (!midMessage) {
            String refusal = sink.firstFrame(frameEnd - scan - Chunk.headerLength(flags), more);
            if (refusal != null) {
                violation = refusal;
                return false;
            }
        }
        messageBytes += frameEnd - scan - Chunk.headerLength(flags);
        advance();
        midMessage = more;
        if (!more) {
            blocked = true;
        }
        return true;
    }

    private void endUnit() {
        unitEnd = scan;
        unitChunk = scanChunk;
        while (unitEnd > unitChunk.end()) {
            unitChunk = unitChunk.next;
        }
        // The consumer may give the chunks in front of this one back as soon as the unit is published.
        scanChunk = unitChunk;
    }

    private void endMessage() {
        endUnit();
        messageBytes = 0;
        credit.counted(unitEnd);
    }

    private boolean command(int flags) {
        long body = scan + Chunk.headerLength(flags);
        int headLength = (int) Math.min(HEAD, frameEnd - body);
        copy(body, headLength);
        switch (sink.command(head, headLength, frameEnd - body)) {
            case REFUSE -> {
                violation = "a malformed or forbidden command";
                return false;
            }
            case HANDLED -> {
                scanChunk.flagsAt(scan, flags | Lane.SKIP);
                advance();
            }
            case DELIVER -> {
                advance();
                if (!midMessage) {
                    endUnit();
                }
            }
        }
        return true;
    }

    private void advance() {
        scan = frameEnd;
        inFrame = false;
    }

    private void copy(long position, int length) {
        Chunk c = scanChunk;
        for (int i = 0; i < length; i++) {
            while (position + i >= c.end()) {
                c = c.next;
            }
            head[i] = c.bytes.get(c.offset(position + i));
        }
    }

    /** Commands behind the last message were dealt with: what follows them moves into their place. */
    private void dropTrailingCommands() {
        if (scan == unitEnd || scan < chunk.base) {
            return;
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
        inFrame = false;
    }

    private void dropChunksBetween(Chunk before, Chunk end) {
        Chunk between = before.next;
        while (between != end) {
            Chunk next = between.next;
            lane.giveChunk(between);
            between = next;
        }
    }

    /**
     * The link has ended: publishes every message that has arrived whole, credit or not, and drops the rest. The next
     * bytes come from another link.
     */
    public void endOfLink() {
        draining = true;
        if (violation == null) {
            scan();
        }
        draining = false;
        publishUnits();
        if (chunk != null) {
            dropChunksBetween(unitChunk, null);
            unitChunk.next = null;
            unitChunk.limit = unitChunk.capacity();
            chunk = unitChunk;
            scanChunk = unitChunk;
        }
        received = unitEnd;
        scan = unitEnd;
        inFrame = false;
        midMessage = false;
        messageBytes = 0;
        violation = null;
    }

    /** Another link begins: the consumer learns its number in front of the first message that comes over it. */
    public void startOfLink(int number) {
        byte[] body = {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number};
        if (chunk != null && chunk.capacity() - chunk.offset(received) < 2 + body.length) {
            Chunk next = lane.takeChunk(Chunk.LARGE);
            chunk.limit = chunk.offset(received);
            next.base = received;
            chunk.next = next;
            chunk = next;
        }
        roomToRead();
        int at = chunk.offset(received);
        chunk.bytes.put(at, (byte) (Lane.SKIP | Lane.LINK)).put(at + 1, (byte) body.length);
        chunk.bytes.put(at + 2, body);
        received += 2 + body.length;
        scan = received;
        scanChunk = chunk;
        endUnit();
        publishUnits();
    }

    /** How the peer broke the protocol, after {@link Scan#VIOLATION}. */
    public String violation() {
        return violation;
    }

    /** Gives the chunk back when the lane is empty; see {@link LaneWriter#forgetChunk}. */
    boolean forgetChunk() {
        if (received != published) {
            return false;
        }
        chunk = null;
        scanChunk = null;
        unitChunk = null;
        return true;
    }

    /** Messages ever published. */
    public long messages() {
        return credit.count();
    }

    /** Bytes ever taken from channels. */
    public long bytesIn() {
        return bytesIn;
    }
}
