package org.lingmq.pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneReader;
import org.lingmq.lane.LaneWriter;

/**
 * Subscriptions as they travel from subscriber to publisher, and groups from DISH to RADIO.
 *
 * <pre>
 *   ZMTP 3.1, a command (RFC 37, "Commands"):   09 "SUBSCRIBE" topic    06 "CANCEL" topic
 *   before, a message (RFC 23):                 01 topic                00 topic
 *   groups, always a command (RFC 48):          04 "JOIN" group         05 "LEAVE" group
 * </pre>
 */
final class SubscriptionFrames {

    /** What a frame says. */
    enum Kind {
        SUBSCRIBE,
        CANCEL,
        JOIN,
        LEAVE,
        OTHER;

        /** How a command of this kind begins: the length of its name, and the name. */
        private final byte[] head = ((char) name().length() + name()).getBytes(ISO_8859_1);
    }

    private SubscriptionFrames() {}

    /** What the frame at the cursor says; both forms are understood from any peer. */
    static Kind kind(LaneReader in) {
        if (in.isCommand()) {
            return commandOf(in, Kind.SUBSCRIBE, Kind.CANCEL);
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

    /** What the frame at the cursor says of groups; only commands do. */
    static Kind groupKind(LaneReader in) {
        return in.isCommand() ? commandOf(in, Kind.JOIN, Kind.LEAVE) : Kind.OTHER;
    }

    private static Kind commandOf(LaneReader in, Kind one, Kind other) {
        return begins(in, one.head) ? one : begins(in, other.head) ? other : Kind.OTHER;
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

    /** Where the topic, or the group, begins in a frame of that kind. */
    static int topicOffset(boolean command, Kind kind) {
        return command ? kind.head.length : 1;
    }

    /** Publishes one on a lane, past the water mark; the session is not told. */
    static void write(LaneWriter out, boolean legacy, Kind kind, byte[] topic) {
        byte[] name = kind.head;
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
