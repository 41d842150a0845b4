package org.lingmq.pattern;

import org.lingmq.lane.LaneReader;

/** Where a pattern puts the frames of the message it delivers, in order; used once per message. */
public interface Incoming {

    /** A message from this peer begins. */
    void begin(Pipe pipe);

    /** A frame made here, such as a routing id. */
    void frame(byte[] body, boolean more);

    /** A frame in front of the message that its peer did not send: under which id it is known. */
    default void routingId(byte[] id) {
        frame(id, true);
    }

    /** The frame at the reader's cursor, which moves on. */
    void frame(LaneReader in);

    /** Takes every frame from the cursor to the end of the message. */
    default void rest(LaneReader in) {
        boolean more;
        do {
            more = in.more();
            frame(in);
        } while (more);
    }
}
