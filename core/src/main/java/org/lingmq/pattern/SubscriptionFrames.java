package org.lingmq.pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneReader;
import org.lingmq.lane.LaneWriter;

/**
 * Subscriptions as they travel from subscriber to publisher.
 *
 * <pre>
 *   ZMTP 3.1, a command (RFC 37, "Commands"):   09 "SUBSCRIBE" topic    06 "CANCEL" topic
 *   before, a message (RFC 23):                 01 topic                00 topic
 * </pre>
 */
final class SubscriptionFrames {

    private static final byte[] SUBSCRIBE = commandName("SUBSCRIBE");
    private static final byte[] CANCEL = commandName("CANCEL");

    /** What a frame says. */
    enum Kind {
        SUBSCRIBE,
        CANCEL,
        OTHER
    }

    private SubscriptionFrames() {}

    private static byte[] commandName(String name) {
        return ((char) name.length() + name).getBytes(ISO_8859_1);
    }

    /** What the frame at the cursor says; both forms are understood from any peer. */
    static Kind kind(LaneReader in) {
        if (in.isCommand()) {
            return begins(in, SUBSCRIBE) ? Kind.SUBSCRIBE : begins(in, CANCEL) ? Kind.CANCEL : Kind.OTHER;
        }
        if (in.size() == 0) {
            return Kind.OTHER;
        }
        return switch (in.byteAt(0)) {
            case 1 -> Kind.SUBSCRIBE;
            case 0 -> Kind.CANCEL;
            default -> Kind.OTHER;
        };
    }

    private static boolean begins(LaneReader in, byte[] name) {
        if (in.size() < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (in.byteAt(i) != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the topic begins in a frame of that kind. */
    static int topicOffset(boolean command, Kind kind) {
        if (!command) {
            return 1;
        }
        return kind == Kind.SUBSCRIBE ? SUBSCRIBE.length : CANCEL.length;
    }

    /** Publishes one on a lane, past the water mark; the session is not told. */
    static void write(LaneWriter out, boolean legacy, Kind kind, byte[] topic) {
        byte[] name = kind == Kind.SUBSCRIBE ? SUBSCRIBE : CANCEL;
        int offset = legacy ? 1 : name.length;
        byte[] body = new byte[offset + topic.length];
        if (legacy) {
            body[0] = (byte) (kind == Kind.SUBSCRIBE ? 1 : 0);
        } else {
            System.arraycopy(name, 0, body, 0, offset);
        }
        System.arraycopy(topic, 0, body, offset, topic.length);
        out.append(legacy ? 0 : Lane.COMMAND, body, 0, body.length);
        out.publishUncounted();
    }
}
