package org.lingmq.web;

/** Serves a folder over HTTP. */
public final class HttpWebServer {
    /** Placeholder constructor. */
    HttpWebServer() {}
}
