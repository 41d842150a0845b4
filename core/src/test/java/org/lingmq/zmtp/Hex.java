package org.lingmq.zmtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Octets as the protocol reference writes them: {@code 04 0A "READY" 00x16}. */
public final class Hex {
    private static final HexFormat FORMAT = HexFormat.ofDelimiter(" ").withUpperCase();

    private Hex() {}

    /** Reads hex octets, {@code XXxN} for N times XX, and quoted ASCII words without spaces. */
    public static byte[] bytes(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (String word : text.trim().split("\\s+", -1)) {
            if (word.startsWith("\"")) {
                octets.writeBytes(word.substring(1, word.length() - 1).getBytes(StandardCharsets.US_ASCII));
            } else if (word.indexOf('x') == 2) {
                octets.writeBytes(ascii(word.substring(0, 2), Integer.parseInt(word.substring(3))));
            } else if (!word.isEmpty()) {
                octets.writeBytes(HexFormat.of().parseHex(word));
            }
        }
        return octets.toByteArray();
    }

    /** The canonical text of octets, to compare and to read in failures. */
    static String text(byte[] octets) {
        return FORMAT.formatHex(octets);
    }

    /** The canonical text of what a buffer still holds; the buffer is not moved. */
    static String text(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.get(octets.position(), copy);
        return text(copy);
    }

    /** The canonical form of a text that {@link #bytes} reads. */
    static String text(String text) {
        return text(bytes(text));
    }

    private static byte[] ascii(String octet, int times) {
        return HexFormat.of().parseHex(octet.repeat(times));
    }
}
