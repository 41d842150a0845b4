package org.lingmq.pattern;

import org.lingmq.lane.LaneReader;

/** Where a pattern puts the frames of the message it delivers, in order; used once per message. */
public interface Incoming {

    /** A message from this peer begins. */
    void begin(Pipe pipe);

    /** A frame made here, such as a routing id. */
    void frame(byte[] body, boolean more);

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
