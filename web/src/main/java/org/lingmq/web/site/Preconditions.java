package org.lingmq.web.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpDateTime;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Evaluates the conditions of a GET or HEAD in the order of RFC 9110 section 13.2.2. */
final class Preconditions {
    /** What is to be done. */
    enum Outcome {
        /** Send it. */
        SEND,
        /** 304: the client has it. */
        NOT_MODIFIED,
        /** 412: it is not what the client wants. */
        FAILED
    }

    private static final Pattern TAG = Pattern.compile("\\*|(?:W/)?\"[^\"]*\"");

    private Preconditions() {}

    /**
     * What the conditions come to.
     *
     * @param request the fields of the request
     * @param etag the strong tag of what would be sent, with its quotes; null if it has none
     * @param modifiedMs when that was last changed
     */
    static Outcome evaluate(HttpFields request, String etag, long modifiedMs) {
        if (request.contains(HttpHeader.IF_MATCH)) {
            if (!names(request, HttpHeader.IF_MATCH, etag, false)) {
                return Outcome.FAILED;
            }
        } else if (after(modifiedMs, request.get(HttpHeader.IF_UNMODIFIED_SINCE))) {
            return Outcome.FAILED;
        }
        if (request.contains(HttpHeader.IF_NONE_MATCH)) {
            return names(request, HttpHeader.IF_NONE_MATCH, etag, true) ? Outcome.NOT_MODIFIED : Outcome.SEND;
        }
        String since = request.get(HttpHeader.IF_MODIFIED_SINCE);
        return dateMs(since) >= 0 && !after(modifiedMs, since) ? Outcome.NOT_MODIFIED : Outcome.SEND;
    }

    /**
     * Does a range still mean what it meant (section 13.1.5)? Weak tags never do; dates only when they are the same.
     */
    static boolean rangeHolds(HttpFields request, String etag, long modifiedMs) {
        String condition = request.get(HttpHeader.IF_RANGE);
        if (condition == null) {
            return true;
        }
        if (condition.endsWith("\"")) {
            return condition.equals(etag);
        }
        return dateMs(condition) == modifiedMs / 1000 * 1000;
    }

    /** Does a condition name a tag, so that the tag must be known? */
    static boolean needTag(HttpFields request) {
        return request.contains(HttpHeader.IF_MATCH)
                || request.contains(HttpHeader.IF_NONE_MATCH)
                || request.contains(HttpHeader.IF_RANGE);
    }

    private static boolean names(HttpFields request, HttpHeader header, String etag, boolean weakly) {
        for (String value : request.getValuesList(header)) {
            Matcher tags = TAG.matcher(value);
            while (tags.find()) {
                String compared =
                        weakly && tags.group().startsWith("W/") ? tags.group().substring(2) : tags.group();
                if (compared.equals("*") || compared.equals(etag)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Is the file younger than a date? A date that is none is no condition. */
    private static boolean after(long modifiedMs, String date) {
        long ms = dateMs(date);
        return ms >= 0 && modifiedMs / 1000 * 1000 > ms;
    }

    private static long dateMs(String date) {
        return date == null ? -1 : HttpDateTime.parseToEpoch(date);
    }
}
