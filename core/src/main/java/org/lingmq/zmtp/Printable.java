package org.lingmq.zmtp;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a peer wrote, made safe for logs and events: printable ASCII stays, all else is escaped, and the whole is cut.
 *
 * <p>A backslash is doubled, an octet becomes {@code \xHH}, a character beyond octets {@code \}{@code uHHHH}. No line
 * break, terminal control or change of writing direction survives. Stateless; any thread may use it.
 */
public final class Printable {
    /** The most characters a result has; where something was cut off, the last three are dots. */
    public static final int LENGTH_MAX = 128;

    private static final String CUT = "...";

    private Printable() {}

    /**
     * Makes octets printable.
     *
     * @param octets anything
     * @return 0 to 128 characters from space to tilde
     */
    public static String of(byte[] octets) {
        return of(new String(octets, StandardCharsets.ISO_8859_1));
    }

    /**
     * Makes a text printable.
     *
     * @param text anything
     * @return 0 to 128 characters from space to tilde
     */
    public static String of(String text) {
        StringBuilder safe = new StringBuilder();
        int fits = 0;
        for (int i = 0; i < text.length(); i++) {
            safe.append(escaped(text.charAt(i)));
            if (safe.length() <= LENGTH_MAX - CUT.length()) {
                fits = safe.length();
            } else if (safe.length() > LENGTH_MAX) {
                // Cut at the end of a whole escape, so that no half of one misleads.
                safe.setLength(fits);
                return safe.append(CUT).toString();
            }
        }
        return safe.toString();
    }

    private static String escaped(char c) {
        if (c == '\\') {
            return "\\\\";
        }
        if (c >= ' ' && c <= '~') {
            return String.valueOf(c);
        }
        return String.format(Locale.ROOT, c <= 0xFF ? "\\x%02x" : "\\u%04x", (int) c);
    }
}
