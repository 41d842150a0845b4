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
        /** The next message has no credit; when half of it is back, the consumer rings the producer bell. */
        STALLED,
        /** The peer broke the protocol; {@link #violation} says how. */
        VIOLATION
    }

    private static final int HEAD = 32;

    /** The largest body that a short header can announce. */
    private static final int SHORT_MOST = 255;

    /** The most octets that fit into an array, and so the most a message may have whatever the options say. */
    private static final long ARRAY_MOST = Integer.MAX_VALUE - 8L;

    /** What headers and commands may take in a message beside as many octets as its bodies may have. */
    private static final long OVERHEAD_MOST = 64 * 1024;

    private final Lane lane;
    private final Credit credit;
    private final IntakeSink sink;

    /** The beginning of a command; most links never see one. */
    private byte[] head;

    private long maxMessageBytes;

    private final IntakeChunks at;
    private boolean filled;
    private boolean inFrame;

    /** Of the frame at the scan, while {@code inFrame}: flags, size of the body, and where it ends. */
    private int flags;

    private long size;
    private boolean blocked;
    private boolean draining;
    private long frameEnd;
    private long messageStart;
    private long messageBytes;
    private boolean midMessage;

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
        this.at = new IntakeChunks(lane);
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
     * Reads from the channel into the lane, once.
     *
     * @return bytes read, 0 when there was nothing, -1 at the end of the stream
     */
    public int read(ReadableByteChannel channel) throws IOException {
        boolean cold = at.chunk == null;
        ByteBuffer view = at.roomToRead();
        int room = view.remaining();
        int n = 0;
        try {
            n = channel.read(view);
        } finally {
            if (cold) {
                tookMemory(n > 0);
            }
        }
        filled = n == room;
        if (n > 0) {
            at.received += n;
            bytesIn += n;
        }
        return n;
    }

    /** The lane has a chunk and had none; for nothing, it has none again. */
    private void tookMemory(boolean needed) {
        if (needed) {
            lane.ringMemory();
        } else {
            at.forget();
            lane.giveChunks();
        }
    }

    /** Whether the last {@link #read} had no room for more, so that the channel may hold some. */
    public boolean filled() {
        return filled;
    }

    /** Takes bytes that were read before, such as those behind a handshake. */
    public void take(ByteBuffer bytes) {
        if (at.chunk == null && bytes.hasRemaining()) {
            lane.ringMemory();
        }
        while (bytes.hasRemaining()) {
            ByteBuffer view = at.roomToRead();
            int n = Math.min(view.remaining(), bytes.remaining());
            at.chunk.bytes.put(at.chunk.offset(at.received), bytes, bytes.position(), n);
            bytes.position(bytes.position() + n);
            at.received += n;
            bytesIn += n;
        }
    }

    /** Walks what has arrived, publishes every whole message that has credit, and tells a sleeping consumer. */
    public Scan scan() {
        Scan result = walk();
        if (result != Scan.VIOLATION && !midMessage && !blocked && at.dropToScan()) {
            // Commands behind the last message were dealt with.
            inFrame = false;
        }
        at.publish();
        return result;
    }

    private Scan walk() {
        while (true) {
            if (blocked) {
                if (!draining && !credit.room(at.unitEnd) && starve()) {
                    return Scan.STALLED;
                }
                blocked = false;
                endMessage();
                continue;
            }
            if (!inFrame && !header()) {
                return violation == null ? Scan.HUNGRY : Scan.VIOLATION;
            }
            if (at.received < frameEnd) {
                return Scan.HUNGRY;
            }
            if (!frame()) {
                return Scan.VIOLATION;
            }
        }
    }

    private boolean starve() {
        at.publish();
        lane.starve(credit.halfFreeAt(at.unitEnd));
        credit.refresh(at.unitEnd);
        if (credit.room(at.unitEnd)) {
            lane.fed();
            return false;
        }
        return true;
    }

    /** Reads the header at the scan position if it is there whole; false also when it is refused. */
    private boolean header() {
        if (at.received - at.scan < 2) {
            return false;
        }
        while (at.scan >= at.scanChunk.end()) {
            at.scanChunk = at.scanChunk.next;
        }
        int first = at.scanChunk.headAt(at.scan);
        flags = first >> 8;
        int length = Chunk.headerLength(flags);
        if (at.received - at.scan < length) {
            return false;
        }
        int known = flags & (Lane.MORE | Lane.LONG | Lane.COMMAND);
        if ((known & Lane.COMMAND) != 0) {
            known &= ~Lane.MORE;
        }
        if (known != flags) {
            flags = known;
            at.scanChunk.flagsAt(at.scan, known);
        }
        size = (flags & Lane.LONG) == 0 ? first & 0xFF : at.scanChunk.sizeAt(at.scan, flags);
        if (!midMessage) {
            messageStart = at.scan;
        }
        if (tooLong(length)) {
            return false;
        }
        frameEnd = at.scan + length + size;
        inFrame = true;
        return true;
    }

    /** Memory that one message can claim is bounded: by the sum of its bodies, and by what lies around them. */
    private boolean tooLong(int headerLength) {
        long total = (flags & Lane.COMMAND) != 0 ? size : messageBytes + size;
        if (size < 0 || size > maxMessageBytes || total > maxMessageBytes) {
            violation = "a message of " + (size < 0 || total < 0 ? "2^63 or more" : Long.toString(total))
                    + " bytes exceeds MAXMSGSIZE " + maxMessageBytes;
        } else if (at.scan + headerLength + size - messageStart > 2 * maxMessageBytes + OVERHEAD_MOST) {
            violation = "a message of " + messageBytes + " bytes so far has too many frames and commands in it"
                    + " for a MAXMSGSIZE of " + maxMessageBytes;
        }
        return violation != null;
    }

    /** A whole frame lies at the scan position. */
    private boolean frame() {
        if ((flags & Lane.COMMAND) != 0) {
            return command();
        }
        boolean more = (flags & Lane.MORE) != 0;
        if (!midMessage) {
            String refusal = sink.firstFrame(size, more);
            if (refusal != null) {
                violation = refusal;
                return false;
            }
        }
        messageBytes += size;
        advance();
        midMessage = more;
        if (!more) {
            blocked = true;
        }
        return true;
    }

    private void endMessage() {
        at.endUnit();
        messageBytes = 0;
        credit.counted(at.unitEnd);
    }

    private boolean command() {
        int headLength = (int) Math.min(HEAD, size);
        if (head == null) {
            head = new byte[HEAD];
        }
        at.copy(frameEnd - size, head, headLength);
        switch (sink.command(head, headLength, size)) {
            case REFUSE -> {
                violation = "a malformed or forbidden command";
                return false;
            }
            case HANDLED -> {
                at.scanChunk.flagsAt(at.scan, flags | Lane.SKIP);
                advance();
            }
            case DELIVER -> {
                advance();
                if (!midMessage) {
                    at.endUnit();
                }
            }
        }
        return true;
    }

    private void advance() {
        at.scan = frameEnd;
        inFrame = false;
    }

    /**
     * The peer is gone: takes what it said before, credit or not, as long as the channel has some of it and no more
     * than so many bytes. A dead connection holds no more than the system had received for it.
     */
    public void readRest(ReadableByteChannel channel, long mostBytes) throws IOException {
        long end = bytesIn + mostBytes;
        draining = true;
        try {
            while (scan() == Scan.HUNGRY && bytesIn < end && read(channel) > 0) {
                // On to the end.
            }
        } finally {
            draining = false;
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
        at.publish();
        at.dropToUnit();
        inFrame = false;
        midMessage = false;
        messageBytes = 0;
        violation = null;
    }

    /** Another link begins: the consumer learns its number in front of the first message that comes over it. */
    public void startOfLink(int number) {
        if (at.chunk == null) {
            lane.ringMemory();
        }
        byte[] body = {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number};
        at.put(Lane.SKIP | Lane.LINK, body);
        at.publish();
    }

    /**
     * Puts a message into the lane that the peer did not send, whatever the water marks say. Between two links, or
     * before the first bytes of one. When there is no memory for it nothing has happened.
     */
    public void say(byte[] body) {
        ByteBuffer frame = ByteBuffer.allocate(Lane.HEADER_MAX + body.length);
        if (body.length <= SHORT_MOST) {
            frame.put((byte) 0).put((byte) body.length);
        } else {
            frame.put((byte) Lane.LONG).putLong(body.length);
        }
        frame.put(body).flip();
        long before = bytesIn;
        long most = maxMessageBytes;
        maxMessageBytes = ARRAY_MOST;
        draining = true;
        try {
            take(frame);
            scan();
        } catch (RuntimeException | Error e) {
            at.dropToUnit();
            throw e;
        } finally {
            draining = false;
            maxMessageBytes = most;
            bytesIn = before;
        }
    }

    /** How the peer broke the protocol, after {@link Scan#VIOLATION}. */
    public String violation() {
        return violation;
    }

    /** Forgets the last chunk, which {@link Lane#retire(LaneIntake)} gives back; false when something lies in it. */
    boolean forgetChunk() {
        return at.forget();
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
