package org.lingmq.lane;

/**
 * What lies in a piece of a lane that begins and ends between two messages.
 *
 * @param messages how many messages
 * @param bytes of their frames, without headers
 */
public record LaneContent(long messages, long bytes) {

    /** No message. */
    public static final LaneContent NOTHING = new LaneContent(0, 0);

    /** Counts from one position, which lies in the chunk or at its end, up to another. */
    static LaneContent between(Chunk chunk, long from, long to) {
        long messages = 0;
        long bytes = 0;
        long at = from;
        Chunk c = chunk;
        while (at < to) {
            while (at >= c.end()) {
                c = c.next;
            }
            int flags = c.flagsAt(at);
            if ((flags & (Lane.COMMAND | Lane.SKIP)) == 0) {
                bytes += c.sizeAt(at, flags);
                messages += (flags & Lane.MORE) == 0 ? 1 : 0;
            }
            at = c.frameEnd(at);
        }
        return new LaneContent(messages, bytes);
    }
}
