package org.lingmq.lane;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * The consumer end of a lane whose bytes go to a channel as they are.
 *
 * <p>Owned by the holder of the pipe's tx custody. {@code sent} may stand on any byte; only {@code released}, always a
 * message boundary, returns credit and recycles chunks, so that {@link #rewind} can go back to the first message whose
 * last byte has not left.
 */
public final class LaneOutlet {

    private final Lane lane;
    private Chunk chunk;
    private long sent;

    private Chunk releasedChunk;
    private long released;
    private long bytesWritten;
    private boolean blocked;

    /** An outlet at the start of a lane nobody sent from. */
    public LaneOutlet(Lane lane) {
        this.lane = lane;
    }

    /** The lane it reads from. */
    public Lane lane() {
        return lane;
    }

    /** Whether everything published has been written. */
    public boolean drained() {
        return sent == lane.tail();
    }

    /** Whether the last byte written was the last of a frame, so that other frames may be put in here. */
    public boolean atFrameEnd() {
        return sent == released || frameEndFrom(sent) == sent;
    }

    /**
     * Writes until everything published is written, the channel takes no more, or the limit position is reached.
     *
     * @return true when stopped by the lane or the limit, false when the channel took no more
     */
    private boolean writeUpTo(WritableByteChannel channel, long limit) throws IOException {
        while (sent < limit) {
            step();
            int want = (int) (Math.min(limit, chunk.end()) - sent);
            int offset = chunk.offset(sent);
            chunk.channelView.limit(offset + want).position(offset);
            int n = channel.write(chunk.channelView);
            sent += n;
            bytesWritten += n;
            blocked = n < want;
            if (blocked) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes everything published; what is completely written is released and a producer that waits is rung.
     *
     * @return true when nothing published is left, false when the channel took no more
     */
    public boolean write(WritableByteChannel channel) throws IOException {
        return write(channel, Long.MAX_VALUE);
    }

    /**
     * As {@link #write(WritableByteChannel)}, but no more than so many bytes: a producer that never pauses must not
     * hold a thread that others need, too.
     *
     * @return true when nothing published is left, false when the channel took no more or that was enough
     */
    public boolean write(WritableByteChannel channel, long most) throws IOException {
        long left = most;
        while (true) {
            long tail = lane.tail();
            if (tail == sent) {
                blocked = false;
                releaseAll();
                return true;
            }
            long before = sent;
            boolean taken = writeUpTo(channel, before + Math.min(left, tail - before));
            if (!taken || sent != tail) {
                releaseWhole();
                return false;
            }
            // At once, not only when nothing is left: a producer that keeps publishing would see its lane as full.
            releaseAll();
            left -= sent - before;
        }
    }

    /**
     * Finishes the frame that was partly written, if any.
     *
     * @return true when the next byte may belong to another frame, false when the channel took no more
     */
    public boolean finishFrame(WritableByteChannel channel) throws IOException {
        return sent == released || writeUpTo(channel, frameEndFrom(sent));
    }

    /** End of the frame that the position lies in, or the position itself when a frame ends there. */
    private long frameEndFrom(long position) {
        long at = released;
        Chunk c = releasedChunk == null ? lane.first : releasedChunk;
        while (at < position) {
            c = containing(c, at);
            at = c.frameEnd(at);
        }
        return at;
    }

    private static Chunk containing(Chunk from, long position) {
        Chunk c = from;
        while (position >= c.end()) {
            c = c.next;
        }
        return c;
    }

    private void step() {
        if (chunk == null) {
            chunk = lane.oldest == null ? lane.first : lane.oldest;
            releasedChunk = chunk;
            lane.oldest = chunk;
        }
        while (sent >= chunk.end()) {
            chunk = chunk.next;
        }
    }

    private void releaseAll() {
        if (released == sent) {
            return;
        }
        released = sent;
        releasedChunk = chunk;
        publishReleased();
    }

    /** After a partial write: hops headers from the last boundary over every message that was written whole. */
    private void releaseWhole() {
        long at = released;
        Chunk c = releasedChunk;
        long boundary = released;
        Chunk boundaryChunk = releasedChunk;
        while (at < sent) {
            c = containing(c, at);
            int flags = c.flagsAt(at);
            long end = c.frameEnd(at);
            if (end > sent) {
                break;
            }
            at = end;
            while (at > c.end()) {
                c = c.next;
            }
            if ((flags & Lane.MORE) == 0) {
                boundary = at;
                boundaryChunk = c;
            }
        }
        if (boundary != released) {
            released = boundary;
            releasedChunk = boundaryChunk;
            publishReleased();
        }
    }

    private void publishReleased() {
        Chunk c = lane.oldest;
        Chunk keep = releasedChunk;
        while (c != keep) {
            Chunk next = c.next;
            lane.giveChunk(c);
            c = next;
        }
        lane.oldest = keep;
        lane.release(released);
        lane.feedStarved();
    }

    /** Goes back to the first message that was not written whole; the next link begins there. */
    public void rewind() {
        // A write that failed, or that only finished a frame, has released nothing yet.
        releaseWhole();
        sent = released;
        chunk = releasedChunk;
        blocked = false;
    }

    /** Whether bytes of a message were written whose rest was not. */
    public boolean midMessage() {
        return sent != released;
    }

    /** Whether the channel took less than it was given the last time. */
    public boolean blocked() {
        return blocked;
    }

    /** Bytes ever given to a channel. */
    public long bytesWritten() {
        return bytesWritten;
    }

    /** Counts the messages that were published and not released. Only while the producer publishes nothing. */
    public long countUnsent() {
        return unsent().messages();
    }

    /** As {@link #countUnsent}, and what those messages hold. */
    public LaneContent unsent() {
        Chunk start = releasedChunk == null ? lane.oldest == null ? lane.first : lane.oldest : releasedChunk;
        return LaneContent.between(start, released, lane.tail());
    }

    /** Throws away everything published so far; returns how many messages that were. */
    public long discard() {
        long messages = countUnsent();
        sent = lane.tail();
        if (sent != released) {
            seek(sent);
            releaseAll();
        }
        return messages;
    }

    private void seek(long position) {
        chunk = releasedChunk == null ? lane.oldest == null ? lane.first : lane.oldest : releasedChunk;
        if (lane.oldest == null) {
            lane.oldest = chunk;
        }
        while (position > chunk.end()) {
            chunk = chunk.next;
        }
    }

    /** Leaves the lane; what was not released stays for whoever takes over. */
    public void leave() {
        lane.leave();
    }

    /** Forgets the last chunk; see {@link LaneWriter#forgetChunk}. */
    void forgetChunk() {
        chunk = null;
        releasedChunk = null;
    }
}
