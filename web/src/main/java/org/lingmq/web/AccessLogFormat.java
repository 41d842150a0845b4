package org.lingmq.web;

/** How a line of the access log looks. */
public enum AccessLogFormat {
    /** The Common Log Format, as Apache and nginx write it. */
    CLF,
    /** One JSON object for each line. */
    JSON
}
