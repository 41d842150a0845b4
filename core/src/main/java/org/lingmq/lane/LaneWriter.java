package org.lingmq.lane;

import java.nio.ByteBuffer;
import org.lingmq.ZmqException;

/**
 * The producer end of a lane for an application: appends frames in wire form and publishes whole messages.
 *
 * <p>Owned by whoever holds the socket's entry. Frames of an unfinished message are never visible to the consumer and
 * {@link #rollback} takes them back.
 */
public final class LaneWriter {

    private static final int SHORT_MOST = 255;
    private static final int ROOM_FOR_SHORT = Lane.HEADER_MAX + SHORT_MOST;

    private static final int CACHE_LINE = 64;
    private static final int CLAIMED_AT_ONCE = 8 * CACHE_LINE;

    private final Lane lane;
    private final Credit credit;

    private Chunk chunk;
    private Chunk tailChunk;
    private long position;
    private long tail;

    /** Up to where this producer's processor is known to own the cache lines, in the chunk it is in. */
    private long claimedTo;

    private long bytes;
    private long bytesPublished;

    /** A writer at the start of a lane nobody wrote to; marks of 0 mean no limit. */
    public LaneWriter(Lane lane, int highWaterMark, long byteMark) {
        this.lane = lane;
        this.credit = new Credit(lane, highWaterMark, byteMark);
    }

    /** The lane it writes to. */
    public Lane lane() {
        return lane;
    }

    /** Changes the water marks; 0 lifts one. */
    public void limits(int highWaterMark, long byteMark) {
        credit.limits(highWaterMark, byteMark);
    }

    /** Whether one more message may be appended. */
    public boolean room() {
        return credit.room(tail);
    }

    /**
     * Whether one more message may be appended; if not, asks the lane's producer bell to be rung when half of the marks
     * is free.
     */
    public boolean roomOrStarve() {
        if (room()) {
            return true;
        }
        lane.starve(credit.halfFreeAt(tail));
        credit.refresh(tail);
        if (room()) {
            lane.fed();
            return true;
        }
        return false;
    }

    /**
     * As {@link #roomOrStarve}, for a producer that found the lane full and goes on only when half of the marks is
     * free, so that it does not turn from full to not full with every message.
     */
    public boolean halfRoomOrStarve() {
        if (credit.halfRoom(tail)) {
            return true;
        }
        lane.starve(credit.halfFreeAt(tail));
        if (credit.halfRoom(tail)) {
            lane.fed();
            return true;
        }
        return false;
    }

    /**
     * Appends one frame; {@code flags} are {@link Lane#MORE} and {@link Lane#COMMAND}, the size is added here. When
     * there is no memory for it, everything appended since the last publish is taken back.
     */
    public void append(int flags, byte[] body, int offset, int length) {
        if (length <= SHORT_MOST && chunk != null && chunk.capacity() - chunk.offset(position) >= ROOM_FOR_SHORT) {
            appendShort(flags, body, offset, length);
            return;
        }
        header(flags, length);
        int from = offset;
        int left = length;
        while (left > 0) {
            int room = roomInChunk(left);
            int n = Math.min(room, left);
            chunk.bytes.put(chunk.offset(position), body, from, n);
            position += n;
            from += n;
            left -= n;
        }
    }

    /** What nearly every small message comes to: it fits into the chunk, whatever its size within a short header. */
    private void appendShort(int flags, byte[] body, int offset, int length) {
        int at = chunk.offset(position);
        if (position >= claimedTo) {
            claimLines(at);
        }
        chunk.bytes.putShort(at, (short) (flags << 8 | length));
        chunk.bytes.put(at + Lane.HEADER_LEAST, body, offset, length);
        bytes += length;
        position += Lane.HEADER_LEAST + length;
    }

    /**
     * Touches what the next messages will fill. The consumer read these lines when they last held something, perhaps on
     * another processor, and then each first store to one takes as long as a message; stores that follow one another at
     * once wait for all the lines together.
     */
    private void claimLines(int from) {
        int end = Math.min(from + CLAIMED_AT_ONCE, chunk.capacity());
        for (int line = from; line < end; line += CACHE_LINE) {
            chunk.bytes.put(line, (byte) 0);
        }
        claimedTo = position + (end - from) - CACHE_LINE;
    }

    /** Appends one frame with the bytes between position and limit of the buffer, which are not consumed. */
    public void append(int flags, ByteBuffer body) {
        header(flags, body.remaining());
        int from = body.position();
        int left = body.remaining();
        while (left > 0) {
            int room = roomInChunk(left);
            int n = Math.min(room, left);
            chunk.bytes.put(chunk.offset(position), body, from, n);
            position += n;
            from += n;
            left -= n;
        }
    }

    /** Appends one frame that other lanes hold, too. */
    public void append(SharedBody body) {
        if (chunk == null) {
            nextChunk();
        }
        Chunk view = body.hold();
        bytes += body.length();
        while (view != null) {
            Chunk next = view.next;
            chain(view);
            view = next;
        }
    }

    /** Copies a frame into memory that this lane and others of its context can share. */
    public SharedBody share(int flags, ByteBuffer body) {
        return SharedBody.copyOf(lane.pool, flags, body);
    }

    private void header(int flags, int length) {
        roomForHeader(length);
        bytes += length;
        int at = chunk.offset(position);
        if (length <= SHORT_MOST) {
            chunk.bytes.putShort(at, (short) (flags << 8 | length));
            position += Lane.HEADER_LEAST;
        } else {
            chunk.bytes.put(at, (byte) (flags | Lane.LONG));
            chunk.bytes.putLong(at + 1, length);
            position += Lane.HEADER_MAX;
        }
    }

    private void roomForHeader(int length) {
        int rest = chunk == null ? 0 : chunk.capacity() - chunk.offset(position);
        if (rest < Lane.HEADER_MAX) {
            nextChunk();
        } else if (rest < Lane.HEADER_MAX + length && chunk.base < position && drainedBetweenMessages()) {
            rewind();
        }
    }

    private void rewind() {
        chunk.base = position;
        claimedTo = position;
    }

    /** The consumer is done with everything, so it stands in the same chunk and looks at nothing but the tail. */
    private boolean drainedBetweenMessages() {
        return position == tail && lane.released() == tail;
    }

    private int roomInChunk(int wanted) {
        if (chunk == null || chunk.offset(position) == chunk.capacity()) {
            nextChunk();
        }
        return Math.min(wanted, chunk.capacity() - chunk.offset(position));
    }

    /** A drained lane goes on at the head of the chunk it is in; another one takes the next chunk. */
    private void nextChunk() {
        if (chunk == null) {
            chunk = lane.takeFirst(position);
            tailChunk = chunk;
            lane.ringMemory();
            return;
        }
        if (chunk.shared == null && drainedBetweenMessages()) {
            rewind();
            return;
        }
        // Behind something large there is little, more often than not.
        chain(takeChunk(chunk.shared == null ? Chunk.LARGE : Chunk.SMALL));
    }

    private void chain(Chunk next) {
        chunk.limit = chunk.offset(position);
        next.base = position;
        chunk.next = next;
        chunk = next;
        claimedTo = position;
        if (next.shared != null) {
            position = next.end();
        }
    }

    private Chunk takeChunk(int size) {
        try {
            return lane.takeChunk(size);
        } catch (ZmqException noMemory) {
            rollback();
            throw noMemory;
        }
    }

    /** Ends the message that was appended: counts it and lets the consumer see it. Does not ring. */
    public void publish() {
        bytesPublished = bytes;
        publishUncounted();
        credit.counted(position);
    }

    /** As {@link #publish} for commands, which take no credit. */
    public void publishUncounted() {
        if (tailChunk != chunk) {
            tailChunk = chunk;
        }
        tail = position;
        bytes = bytesPublished;
        lane.publish(position);
    }

    /** After a publish: tells the consumer, if it sleeps. Only for lanes whose consumer is an application. */
    public void ring() {
        if (lane.claimIdle()) {
            lane.ringConsumer();
        }
    }

    /** Takes back the frames appended since the last publish. */
    public void rollback() {
        bytes = bytesPublished;
        if (position == tail) {
            return;
        }
        position = tail;
        if (tailChunk == null) {
            return;
        }
        Chunk extra = tailChunk.next;
        tailChunk.next = null;
        tailChunk.limit = tailChunk.capacity();
        chunk = tailChunk;
        while (extra != null) {
            Chunk next = extra.next;
            lane.giveChunk(extra);
            extra = next;
        }
    }

    /**
     * Whether the lane is full enough that a busy producer should flush: so many bytes, or half the high water mark.
     */
    public boolean flushDue(long bytes) {
        return outstandingPast(bytes) && stillOutstandingPast(bytes);
    }

    private boolean stillOutstandingPast(long bytes) {
        credit.refresh(tail);
        return outstandingPast(bytes);
    }

    private boolean outstandingPast(long bytes) {
        int highWaterMark = credit.highWaterMark();
        return credit.outstandingBytes(tail) >= bytes || highWaterMark != 0 && credit.outstanding() > highWaterMark / 2;
    }

    /** Where the published bytes end. */
    public long tail() {
        return tail;
    }

    /** Whether no message is under way and everything published has been released. */
    boolean idle() {
        return position == tail && drained();
    }

    /** Whether everything published has been released. */
    public boolean drained() {
        return lane.released() == tail;
    }

    /** Bytes of the frames of all messages ever published, without headers and commands. */
    public long bytes() {
        return bytesPublished;
    }

    /** Messages ever published. */
    public long messages() {
        return credit.count();
    }

    /** As {@link #outstanding}, for a moment after the writer has stopped; any thread, and only roughly. */
    public long unreleased() {
        return drained() ? 0 : Math.max(1, credit.outstanding());
    }

    /** Messages published and not known to be released; at most a thirty-second part of the mark too many. */
    public long outstanding() {
        credit.refresh(tail);
        return credit.outstanding();
    }

    /** Bytes, headers included, of the messages that {@link #outstanding} counts. */
    public long outstandingBytes() {
        return tail - lane.released();
    }

    /**
     * Forgets the last chunk. Only when the holder of both ends has found the lane drained and gives the chunk back.
     */
    void forgetChunk() {
        chunk = null;
        tailChunk = null;
    }
}
