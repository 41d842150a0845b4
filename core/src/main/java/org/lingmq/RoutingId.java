package org.lingmq;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Routing ids as text, for people and logs, and back.
 *
 * <p>An id of printable ASCII is written as it is, every other one as {@code 0x} and two lower-case hex digits a byte.
 * An id whose own text begins with {@code 0x} is written in hex too, so that no two ids look the same.
 */
public final class RoutingId {
    private static final String HEX_MARK = "0x";

    private RoutingId() {}

    /**
     * A routing id as text.
     *
     * @param id 0 to 255 bytes
     * @return never null; empty for no id
     */
    public static String text(byte[] id) {
        String plain = new String(Objects.requireNonNull(id, "id"), StandardCharsets.ISO_8859_1);
        if (plain.chars().allMatch(c -> c > ' ' && c <= '~') && !plain.startsWith(HEX_MARK)) {
            return plain;
        }
        return HEX_MARK + HexFormat.of().formatHex(id);
    }

    /**
     * The routing id that {@link #text(byte[])} wrote, as the first frame of a message to a ROUTER takes it.
     *
     * @param text as {@link #text(byte[])} returns it
     * @return a new array
     * @throws ZmqException {@link ErrorCode#EINVAL} when the text begins with {@code 0x} and no hex digits follow
     */
    public static byte[] bytes(String text) {
        if (!Objects.requireNonNull(text, "text").startsWith(HEX_MARK)) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        try {
            return HexFormat.of().parseHex(text, HEX_MARK.length(), text.length());
        } catch (IllegalArgumentException e) {
            throw new ZmqException(
                    ErrorCode.EINVAL, "a routing id that begins with 0x needs pairs of hex digits behind it", e);
        }
    }
}
