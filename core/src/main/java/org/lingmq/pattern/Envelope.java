package org.lingmq.pattern;

import java.util.ArrayList;
import java.util.List;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneReader;
import org.lingmq.lane.LaneWriter;

/**
 * The way back of a request: the frames before the empty one, one for each hop it took (RFC 28). Reused for each
 * request.
 *
 * <p>At most 64 KiB, headers counted, as a peer could otherwise make a REP keep any amount of memory.
 */
final class Envelope {

    private static final int MOST_BYTES = 64 * 1024;
    private static final byte[] NO_BYTES = {};

    private final List<byte[]> frames = new ArrayList<>();

    /**
     * Takes the envelope off the message at the cursor, which then stands on the first frame of the body. Returns false
     * when there is no empty frame with a body behind it, or the envelope is too large; the cursor is then somewhere in
     * the message.
     */
    boolean takeFrom(LaneReader in) {
        frames.clear();
        long bytes = 0;
        while (in.more()) {
            long size = in.size();
            if (size == 0) {
                in.skip();
                return true;
            }
            bytes += size + 2;
            if (bytes > MOST_BYTES) {
                return false;
            }
            frames.add(in.take());
        }
        return false;
    }

    /** Writes the envelope and the empty frame in front of a reply. */
    void appendTo(LaneWriter out) {
        for (byte[] frame : frames) {
            out.append(Lane.MORE, frame, 0, frame.length);
        }
        out.append(Lane.MORE, NO_BYTES, 0, 0);
    }
}
