package org.lingmq;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** What a {@link Message} makes of the arguments it is given, and of its own frames. */
final class FrameArrays {

    private FrameArrays() {}

    /** The text in UTF-8. */
    static byte[] utf8(String text) {
        return Objects.requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8);
    }

    /** UTF-8 as text. */
    static String text(byte[] frame) {
        return new String(frame, StandardCharsets.UTF_8);
    }

    /** One array per text behind the arrays that stand first, which are taken over. */
    static byte[][] joined(byte[][] first, String... rest) {
        Objects.requireNonNull(rest, "frames");
        byte[][] all = Arrays.copyOf(first, first.length + rest.length);
        for (int i = 0; i < rest.length; i++) {
            all[first.length + i] = utf8(Objects.requireNonNull(rest[i], "frame"));
        }
        return all;
    }

    /** A copy of the bytes of one frame. */
    static byte[] copy(byte[] frame) {
        return Objects.requireNonNull(frame, "frame").clone();
    }

    /** Copies of all arrays. */
    static byte[][] copies(byte[][] frames) {
        byte[][] copies = new byte[Objects.requireNonNull(frames, "frames").length][];
        for (int i = 0; i < frames.length; i++) {
            copies[i] = copy(frames[i]);
        }
        return copies;
    }

    /** What lies between the buffer's position and limit. */
    static byte[] remaining(ByteBuffer buffer) {
        byte[] bytes = new byte[Objects.requireNonNull(buffer, "buffer").remaining()];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }

    /** At least one frame, and none missing. */
    static void check(byte[][] frames) {
        if (Objects.requireNonNull(frames, "frames").length == 0) {
            throw new ZmqException(ErrorCode.EINVAL, "a message has at least one frame; add one, even an empty one");
        }
        for (byte[] frame : frames) {
            Objects.requireNonNull(frame, "frame");
        }
    }

    /** The id of a peer of a SERVER or PEER (RFC 41). */
    static void checkRoutingId(int routingId) {
        if (routingId == 0) {
            throw new ZmqException(
                    ErrorCode.EINVAL,
                    "no peer has the routing id 0; take the one of a message that came from the peer");
        }
    }

    /** A copy of the name of a group, which must be one (RFC 48). */
    static byte[] group(byte[] name) {
        byte[] copy = copy(Objects.requireNonNull(name, "group"));
        if (copy.length > 255) {
            throw new ZmqException(ErrorCode.EINVAL, "the name of a group has at most 255 bytes, not " + copy.length);
        }
        for (byte octet : copy) {
            if (octet == 0) {
                throw new ZmqException(ErrorCode.EINVAL, "the name of a group has no byte 0; take another name");
            }
        }
        return copy;
    }

    /** How many bytes all frames have together. */
    static long byteSize(byte[][] frames) {
        long total = 0;
        for (byte[] frame : frames) {
            total += frame.length;
        }
        return total;
    }

    /** The number of the first empty frame; -1 when there is none. */
    static int firstEmpty(byte[][] frames) {
        for (int i = 0; i < frames.length; i++) {
            if (frames[i].length == 0) {
                return i;
            }
        }
        return -1;
    }

    /** A property, whatever the case of its name; null when there is none. */
    static String property(Map<String, String> properties, String name) {
        String value = properties.get(Objects.requireNonNull(name, "name"));
        if (value != null || properties.isEmpty()) {
            return value;
        }
        String wanted = name.equalsIgnoreCase("Routing-Id") ? "Identity" : name;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (property.getKey().equalsIgnoreCase(wanted)) {
                return property.getValue();
            }
        }
        return null;
    }
}
