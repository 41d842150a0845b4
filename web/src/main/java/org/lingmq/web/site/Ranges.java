package org.lingmq.web.site;

import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.ByteRange;

/**
 * What a {@code Range} header asks for (RFC 9110 section 14).
 *
 * @param whole is the header to be ignored, so that the whole file is sent?
 * @param parts the ranges, sorted and joined where they overlap; none if the file has none of the bytes asked for
 */
record Ranges(boolean whole, List<ByteRange> parts) {
    /** More than these are not a reader's wish but an attack: each costs a part with its own headers. */
    private static final int MOST = 16;

    private static final Pattern ONE = Pattern.compile("\\s*(\\d+-\\d*|-\\d+)\\s*");
    private static final String UNIT = "bytes=";
    private static final Ranges WHOLE = new Ranges(true, List.of());

    /**
     * Reads the header.
     *
     * @param value its value, null for none
     * @param length of the file in bytes
     */
    static Ranges parse(String value, long length) {
        if (value == null || !value.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return WHOLE;
        }
        String[] asked = value.substring(UNIT.length()).split(",", MOST + 2);
        if (asked.length > MOST) {
            return WHOLE;
        }
        for (String one : asked) {
            if (!ONE.matcher(one).matches()) {
                return WHOLE;
            }
        }
        return new Ranges(false, ByteRange.parse(List.of(UNIT + value.substring(UNIT.length())), length));
    }
}
