package org.lingmq.zmtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a command is called, or why it has no name we know. Names are case-sensitive, as they are for libzmq. */
public enum CommandName {
    /** A sign of life is asked for (RFC 37). */
    PING,
    /** The answer to PING (RFC 37). */
    PONG,
    /** A topic is wanted (RFC 37). */
    SUBSCRIBE,
    /** A topic is no longer wanted (RFC 37). */
    CANCEL,
    /** A group is wanted (RFC 48). */
    JOIN,
    /** A group is no longer wanted (RFC 48). */
    LEAVE,
    /** The handshake's last word, with metadata (RFC 23). */
    READY,
    /** The peer refuses us (RFC 23). */
    ERROR,
    /** Well formed, but none of the above: ignored after the handshake. */
    UNKNOWN,
    /** An empty body, an empty name, or a name longer than the body: ignored after the handshake. */
    MALFORMED;

    private static final CommandName[] KNOWN = {PING, PONG, SUBSCRIBE, CANCEL, JOIN, LEAVE, READY, ERROR};

    private final byte[] ascii = name().getBytes(StandardCharsets.US_ASCII);

    /** The octets of the name; shared, not to be changed. */
    byte[] ascii() {
        return ascii;
    }

    /** Finds the name at the start of a command's body; reads by index and moves nothing. */
    static CommandName of(ByteBuffer body) {
        if (!body.hasRemaining()) {
            return MALFORMED;
        }
        int start = body.position();
        int length = body.get(start) & 0xFF;
        if (length == 0 || length > body.remaining() - 1) {
            return MALFORMED;
        }
        for (CommandName known : KNOWN) {
            if (known.isAt(body, start + 1, length)) {
                return known;
            }
        }
        return UNKNOWN;
    }

    private boolean isAt(ByteBuffer body, int from, int length) {
        if (length != ascii.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (body.get(from + i) != ascii[i]) {
                return false;
            }
        }
        return true;
    }
}
