package org.lingmq.zmtp;

import java.nio.ByteBuffer;

/**
 * A PING as it was received (RFC 37, "Heartbeats").
 *
 * <pre>
 *   04 "PING" ttl(2, big-endian, tenths of a second) context(0..16)
 * </pre>
 *
 * @param ttlMs how long the peer will wait for traffic of ours before it gives up, in milliseconds: 0 (no limit) to
 *     6,553,500
 * @param context 0 to 16 octets that the PONG must echo; nobody changes the array
 */
public record Ping(long ttlMs, byte[] context) {
    /** The most octets of context a PING or PONG may carry. */
    public static final int CONTEXT_MAX = 16;

    private static final int BEFORE_CONTEXT = 7;

    /**
     * Reads a PING from a command's body whose name is known to be PING; the buffer is not moved.
     *
     * @param body the whole body, name included, big-endian
     * @return the PING, or null when it is malformed (cut short, or more than 16 octets of context) and to be ignored
     */
    public static Ping parse(ByteBuffer body) {
        int contextSize = body.remaining() - BEFORE_CONTEXT;
        if (contextSize < 0 || contextSize > CONTEXT_MAX) {
            return null;
        }
        int start = body.position();
        // libzmq multiplies in 16 bits and closes after 64 ms at a TTL of 65.6 s; here every value means what it says.
        long ttlMs = (body.getShort(start + BEFORE_CONTEXT - Short.BYTES) & 0xFFFF) * 100L;
        byte[] context = new byte[contextSize];
        body.get(start + BEFORE_CONTEXT, context);
        return new Ping(ttlMs, context);
    }
}
