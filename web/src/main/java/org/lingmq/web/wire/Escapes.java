package org.lingmq.web.wire;

import java.nio.charset.StandardCharsets;

/** Makes what a client sent harmless for a line, a log reader, a terminal. */
final class Escapes {
    private static final String HEX = "0123456789ABCDEF";
    private static final int DELETE = 0x7f;

    private Escapes() {}

    /** {@code text} between quotes: control characters, quotes, backslashes and non-ASCII as {@code \xNN}. */
    static String quoted(String text) {
        return escaped(text, ' ');
    }

    /** {@code text} as one word: as {@link #quoted}, and spaces too. */
    static String word(String text) {
        return escaped(text, (char) (' ' + 1));
    }

    private static String escaped(String text, char lowest) {
        if (harmless(text, lowest)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b < lowest || b == DELETE || b == '"' || b == '\\') {
                hex(out, b);
            } else {
                out.append((char) b);
            }
        }
        return out.toString();
    }

    private static boolean harmless(String text, char lowest) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < lowest || c >= DELETE || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** {@code json} as ASCII; what is not can only stand within its strings. */
    static String asciiJson(String json) {
        int i = 0;
        while (i < json.length() && json.charAt(i) < DELETE) {
            i++;
        }
        if (i == json.length()) {
            return json;
        }
        StringBuilder out = new StringBuilder(json.length() + 32).append(json, 0, i);
        for (; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < DELETE) {
                out.append(c);
            } else {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt(c >> shift & 15));
                }
            }
        }
        return out.toString();
    }

    /** Appends a byte as {@code \xNN}. */
    static void hex(StringBuilder out, byte b) {
        out.append("\\x").append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
    }
}
