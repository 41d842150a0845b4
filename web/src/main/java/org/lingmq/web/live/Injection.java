package org.lingmq.web.live;

import java.nio.charset.StandardCharsets;

/**
 * Puts the script of {@link LiveReload} into HTML pages. It works on bytes, so it does not have to know in which
 * charset a page is written as long as that contains ASCII; pages in UTF-16 or UTF-32 stay as they are. Any thread may
 * use it.
 *
 * <p>The length of a page, and with it {@code Content-Length}, changes; so must an {@code ETag} and ranges.
 */
public final class Injection {
    private static final byte[] TAG =
            ("<script src=\"" + LiveReload.SCRIPT_PATH + "\" async></script>").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BODY_END = "</body".getBytes(StandardCharsets.US_ASCII);
    private static final int LOOKED_AT = 4;

    private Injection() {}

    /**
     * A page with the script: before its last {@code </body>}, in whichever case that is written, else at its end.
     *
     * @param html the page; it is not changed
     * @return a new array, or the same one when the page is in UTF-16 or UTF-32
     */
    public static byte[] into(byte[] html) {
        if (wide(html)) {
            return html;
        }
        int place = place(html);
        byte[] page = new byte[html.length + TAG.length];
        System.arraycopy(html, 0, page, 0, place);
        System.arraycopy(TAG, 0, page, place, TAG.length);
        System.arraycopy(html, place, page, place + TAG.length, html.length - place);
        return page;
    }

    /** Whether characters take two bytes or four: a byte order mark says so, or a zero where a page begins. */
    private static boolean wide(byte[] html) {
        if (html.length >= 2) {
            int mark = (html[0] & 0xff) << 8 | html[1] & 0xff;
            if (mark == 0xfeff || mark == 0xfffe) {
                return true;
            }
        }
        for (int at = 0; at < Math.min(LOOKED_AT, html.length); at++) {
            if (html[at] == 0) {
                return true;
            }
        }
        return false;
    }

    private static int place(byte[] html) {
        for (int at = html.length - BODY_END.length - 1; at >= 0; at--) {
            if (html[at] == '<' && endsBody(html, at)) {
                return at;
            }
        }
        return html.length;
    }

    /** Whether the tag {@code </body>} begins here; it may have spaces before its bracket. */
    private static boolean endsBody(byte[] html, int at) {
        for (int i = 0; i < BODY_END.length; i++) {
            int letter = html[at + i];
            if (letter >= 'A' && letter <= 'Z') {
                letter += 'a' - 'A';
            }
            if (letter != BODY_END[i]) {
                return false;
            }
        }
        int next = html[at + BODY_END.length];
        return next == '>' || next == ' ' || next == '\t' || next == '\n' || next == '\f' || next == '\r';
    }
}
