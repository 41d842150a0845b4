package org.lingmq.web.wire;

/** How a line of the access log looks. */
public enum LogFormat {
    /**
     * The Common Log Format, {@code host - user [time] "request" status bytes}, which tools for nginx and Apache read.
     *
     * <p>Bytes are a number also if there are none. In all that clients choose, control characters, quotes, backslashes
     * and whatever is not ASCII stand as {@code \xNN}, NN being bytes of UTF-8; in a user name also spaces.
     */
    CLF,
    /**
     * One JSON object per line.
     *
     * <p>Its keys are {@code time} (ISO 8601 with milliseconds and offset), {@code remote}, {@code user},
     * {@code method}, {@code target}, {@code protocol}, {@code status}, {@code bytes}, {@code duration_ms} (three
     * decimals), {@code referer} and {@code user_agent}; what a request does not have is null. The line is ASCII.
     */
    JSON;

    /** The line, with its end, that says how many lines were lost before it. */
    String lost(long lines) {
        return this == JSON ? "{\"lost_lines\":" + lines + "}\n" : "# " + lines + " lines were lost here\n";
    }
}
