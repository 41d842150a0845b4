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

    /** Which peer the message came from, where that is an attribute of messages (SERVER, PEER); after begin. */
    default void routingId(int id) {}

    /** The group the message was sent to (DISH); after begin. */
    default void group(byte[] name) {}

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
