package org.lingmq.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Octets as protocol texts write them: {@code 04 0A "READY" 00x16} is two octets in hex, five letters and sixteen
 * zeros. Any thread.
 */
public final class Octets {
    private static final HexFormat FORMAT = HexFormat.ofDelimiter(" ").withUpperCase();
    private static final int MOST_SHOWN = 200;

    private Octets() {}

    /**
     * Reads a text.
     *
     * @param text hex octets, {@code XXxN} for N times XX, and ASCII words without spaces in quotation marks, separated
     *     by spaces
     * @return a new array
     * @throws IllegalArgumentException when it is written otherwise
     */
    public static byte[] of(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (String word : text.trim().split("\\s+", -1)) {
            if (word.startsWith("\"")) {
                octets.writeBytes(quoted(word));
            } else if (word.indexOf('x') == 2) {
                octets.writeBytes(
                        HexFormat.of().parseHex(word.substring(0, 2).repeat(Integer.parseInt(word.substring(3)))));
            } else if (!word.isEmpty()) {
                octets.writeBytes(HexFormat.of().parseHex(word));
            }
        }
        return octets.toByteArray();
    }

    private static byte[] quoted(String word) {
        if (word.length() < 2 || word.indexOf('"', 1) != word.length() - 1) {
            throw new IllegalArgumentException("a quoted word must end with its second quotation mark: " + word);
        }
        return word.substring(1, word.length() - 1).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Writes octets to be read in a failure.
     *
     * @param octets any number
     * @return hex, cut when it is long
     */
    public static String text(byte[] octets) {
        return octets.length <= MOST_SHOWN
                ? FORMAT.formatHex(octets)
                : FORMAT.formatHex(octets, 0, MOST_SHOWN) + " ... (" + octets.length + " octets)";
    }
}
