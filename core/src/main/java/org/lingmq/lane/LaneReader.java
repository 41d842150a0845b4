package org.lingmq.lane;

import java.nio.ByteBuffer;

/**
 * The consumer end of a lane for an application: walks the frames of published messages and copies them out.
 *
 * <p>Owned by whoever holds the socket's entry. {@link #ready} is the only definition of "something to read": it steps
 * over frames that were dealt with before. While it holds, the cursor stands on a frame of a message that is there
 * whole.
 */
public final class LaneReader {

    private static final long RELEASE_BYTES = 64 * 1024;

    private final Lane lane;
    private int releaseEvery;

    private Chunk chunk;
    private long at;

    /** Of the frame at the cursor, while {@link #ready} holds: flags, size of the body, and where that begins. */
    private int flags;

    private long size;
    private long body;
    private long seenTail;
    private int takenSinceRelease;
    private long taken;
    private long bytesTaken;
    private int link;
    private boolean midMessage;

    /**
     * A reader at the start of a lane nobody read from.
     *
     * @param highWaterMark the producer's mark; credit goes back after every half of it
     */
    public LaneReader(Lane lane, int highWaterMark) {
        this.lane = lane;
        limit(highWaterMark);
    }

    /**
     * Takes over the consumer end of a lane whose consumer is gone, from the first message it did not release. Only
     * after the former consumer has let go for good, in an order that makes its last release visible.
     */
    public static LaneReader takeOver(Lane lane) {
        LaneReader reader = new LaneReader(lane, 0);
        reader.at = lane.released();
        reader.seenTail = reader.at;
        reader.chunk = lane.oldest;
        return reader;
    }

    /** The lane it reads from. */
    public Lane lane() {
        return lane;
    }

    /** Tells the producer's high water mark after a change. */
    public void limit(int highWaterMark) {
        releaseEvery = highWaterMark == 0 ? Integer.MAX_VALUE : Math.max(1, highWaterMark / 2);
    }

    /** Whether the cursor stands on a frame of a message (or on a command) that is there whole. */
    public boolean ready() {
        while (true) {
            if (at == seenTail) {
                seenTail = lane.tail();
                if (at == seenTail) {
                    return false;
                }
            }
            step();
            readHeader();
            if ((flags & Lane.SKIP) == 0) {
                return true;
            }
            skipHandled();
        }
    }

    private void readHeader() {
        int head = chunk.headAt(at);
        flags = head >> 8;
        if ((flags & Lane.LONG) == 0) {
            size = head & 0xFF;
            body = at + Lane.HEADER_LEAST;
        } else {
            size = chunk.sizeAt(at, flags);
            body = at + Lane.HEADER_MAX;
        }
    }

    private void step() {
        if (chunk == null) {
            chunk = oldestChunk();
            lane.oldest = chunk;
        }
        while (at == chunk.end()) {
            chunk = chunk.next;
        }
    }

    private Chunk oldestChunk() {
        return lane.oldest == null ? lane.first : lane.oldest;
    }

    private void skipHandled() {
        if ((flags & Lane.LINK) != 0) {
            link = chunk.bytes.getInt(chunk.offset(body));
        }
        moveTo(body + size);
    }

    private void moveTo(long position) {
        at = position;
        while (at > chunk.end()) {
            chunk = chunk.next;
        }
    }

    /** Number of the link that the message at the cursor came over. */
    public int link() {
        return link;
    }

    /** Whether the frame at the cursor is a command. After {@link #ready}. */
    public boolean isCommand() {
        return (flags & Lane.COMMAND) != 0;
    }

    /** Whether more frames of the message follow the one at the cursor. After {@link #ready}. */
    public boolean more() {
        return (flags & Lane.MORE) != 0;
    }

    /** Size in bytes of the body of the frame at the cursor. After {@link #ready}. */
    public long size() {
        return size;
    }

    /** Whether the message has exactly that many frames from the cursor on, which stays there. After {@link #ready}. */
    public boolean hasFrames(int count) {
        Chunk startChunk = chunk;
        long start = at;
        int seen = 1;
        while (more() && seen <= count) {
            moveTo(body + size);
            stepOverHandled();
            seen++;
        }
        boolean exactly = !more() && seen == count;
        chunk = startChunk;
        at = start;
        readHeader();
        return exactly;
    }

    /** Copies the first bytes of the body at the cursor and stays there; returns how many. After {@link #ready}. */
    public int peek(byte[] target, int most) {
        int length = (int) Math.min(most, size);
        copyBody(ByteBuffer.wrap(target, 0, length), length);
        return length;
    }

    /** One octet of the body at the cursor. After {@link #ready}. */
    public byte byteAt(int index) {
        long position = body + index;
        Chunk c = chunk;
        while (position >= c.end()) {
            c = c.next;
        }
        return c.bytes.get(c.offset(position));
    }

    /** Copies the body at the cursor into a new array and goes to the next frame. After {@link #ready}. */
    public byte[] take() {
        byte[] copy = new byte[(int) size];
        int start = chunk.offset(body);
        if (start + copy.length <= chunk.limit) {
            chunk.bytes.get(start, copy, 0, copy.length);
        } else {
            copyBody(ByteBuffer.wrap(copy), copy.length);
        }
        skip();
        return copy;
    }

    /** Copies the body at the cursor, which must fit, and goes to the next frame. After {@link #ready}. */
    public void takeInto(ByteBuffer target) {
        int start = chunk.offset(body);
        int length = (int) size;
        if (start + length <= chunk.limit) {
            int to = target.position();
            target.put(to, chunk.bytes, start, length);
            target.position(to + length);
        } else {
            copyBody(target, length);
        }
        skip();
    }

    /**
     * Appends the message at the cursor to another lane and goes behind it. When that lane gets no memory, nothing has
     * happened. After {@link #ready}.
     */
    public void moveMessage(LaneWriter target) {
        Chunk startChunk = chunk;
        long start = at;
        long bytesBefore = bytesTaken;
        try {
            do {
                byte[] copy = new byte[(int) size];
                copyBody(ByteBuffer.wrap(copy), copy.length);
                target.append(more() ? Lane.MORE : 0, copy, 0, copy.length);
                skip();
            } while (midMessage);
        } catch (RuntimeException | Error e) {
            chunk = startChunk;
            at = start;
            bytesTaken = bytesBefore;
            midMessage = false;
            throw e;
        }
    }

    private void copyBody(ByteBuffer target, int length) {
        long position = body;
        Chunk c = chunk;
        int left = length;
        while (left > 0) {
            while (position == c.end()) {
                c = c.next;
            }
            int n = (int) Math.min(left, c.end() - position);
            int to = target.position();
            target.put(to, c.bytes, c.offset(position), n);
            target.position(to + n);
            position += n;
            left -= n;
        }
    }

    /**
     * Goes to the next frame; after the last one of a message gives credit back when it is due. After {@link #ready}.
     */
    public void skip() {
        if ((flags & Lane.COMMAND) == 0) {
            bytesTaken += size;
        }
        moveTo(body + size);
        if ((flags & Lane.COMMAND) == 0) {
            midMessage = (flags & Lane.MORE) != 0;
            if (!midMessage) {
                taken++;
                takenSinceRelease++;
            }
        }
        if (midMessage) {
            stepOverHandled();
            return;
        }
        if (takenSinceRelease >= releaseEvery || at - lane.released >= RELEASE_BYTES) {
            release();
        }
    }

    /** Inside a message: frames that were dealt with lie between its parts. */
    private void stepOverHandled() {
        step();
        readHeader();
        while ((flags & Lane.SKIP) != 0) {
            skipHandled();
            step();
            readHeader();
        }
    }

    /**
     * Skips the rest of the message that the cursor is in or at, or a command between messages. After {@link #ready}.
     */
    public void skipMessage() {
        do {
            skip();
        } while (midMessage);
    }

    /** Whether the cursor is between two frames of one message. */
    public boolean midMessage() {
        return midMessage;
    }

    /**
     * Gives back everything read, and rings the producer if it waits; inside a message nothing happens until its end.
     */
    public void release() {
        if (midMessage) {
            return;
        }
        takenSinceRelease = 0;
        if (at == lane.released) {
            return;
        }
        lane.release(at);
        recycle();
        lane.feedStarved();
    }

    private void recycle() {
        Chunk c = lane.oldest;
        while (c != chunk) {
            Chunk next = c.next;
            lane.giveChunk(c);
            c = next;
        }
        lane.oldest = c;
    }

    /**
     * Gives back everything and asks for the consumer bell to be rung at the next publish. Returns false when something
     * was published meanwhile and nobody will ring. After {@link #ready} said no.
     */
    public boolean sleep() {
        letGo();
        return lane.sleepUntilPublished(at);
    }

    /** Gives back everything; of a lane that was read to its end the producer may take the chunk, see Lane.retire. */
    void letGo() {
        release();
        if (at == lane.released) {
            chunk = null;
        }
    }

    /** The consumer looks by itself again. */
    public void awake() {
        lane.awake();
    }

    /** Messages ever read or skipped. */
    public long messages() {
        return taken;
    }

    /** Bytes of the frames ever read or skipped, without headers and commands. */
    public long bytesRead() {
        return bytesTaken;
    }

    /** Counts the messages from the cursor to the tail. */
    public long countUnread() {
        return unread().messages();
    }

    /** As {@link #countUnread}, and what those messages hold. */
    public LaneContent unread() {
        // The tail first: what leads to the bytes in front of it is seen after it.
        long end = lane.tail();
        return LaneContent.between(chunk == null ? oldestChunk() : chunk, at, end);
    }

    /** Drops everything published before the call; returns how many messages that were. */
    public long discard() {
        long before = taken;
        long end = lane.tail();
        while (at < end && ready()) {
            skip();
        }
        release();
        return taken - before;
    }

    /**
     * Leaves the lane: what was read is released exactly, so that the producer may take the rest back. The rest of a
     * message that was begun goes with its beginning.
     */
    public void leave() {
        if (midMessage) {
            skipMessage();
        }
        release();
        lane.leave();
    }
}
