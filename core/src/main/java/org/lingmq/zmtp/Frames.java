package org.lingmq.zmtp;

import java.nio.ByteBuffer;

/**
 * The frame header of ZMTP 3.x (RFC 23 and RFC 37, "Framing").
 *
 * <pre>
 *   flags(1)  size(1 or 8, big-endian)  body(size)
 *   flags:  bit 0 MORE   bit 1 LONG: 8 octets of size   bit 2 COMMAND   bits 3-7 zero when sent, ignored when received
 * </pre>
 *
 * <p>Stateless; any thread may use it.
 */
public final class Frames {
    /** Another frame of the same message follows; never set on a command. */
    public static final int MORE = 1;
    /** The size field has 8 octets instead of 1. */
    public static final int LONG = 2;
    /** The body is a command, not a part of a message. */
    public static final int COMMAND = 4;
    /** Bits without meaning: zero when sent, ignored when received (libzmq ignores them too). */
    public static final int RESERVED = 0xF8;
    /** The largest body, in octets, that a short header can announce. */
    public static final int SHORT_BODY_MAX = 255;
    /** Octets of a short header. */
    public static final int SHORT_HEADER = 2;
    /** Octets of a long header, the longest there is. */
    public static final int LONG_HEADER = 9;

    private Frames() {}

    /**
     * The size of the header we write in front of a body: the short form wherever it fits.
     *
     * @param bodySize octets of the body, at least 0
     * @return 2 or 9
     */
    public static int headerSize(long bodySize) {
        return bodySize <= SHORT_BODY_MAX ? SHORT_HEADER : LONG_HEADER;
    }

    /**
     * Writes a header; {@link #LONG} is set where the size needs it.
     *
     * @param target where to write
     * @param offset index of the first octet; {@link #headerSize} octets must follow
     * @param flags {@link #MORE}, {@link #COMMAND} or 0
     * @param bodySize octets of the body, at least 0
     * @return octets written: 2 or 9
     */
    public static int writeHeader(byte[] target, int offset, int flags, long bodySize) {
        if (bodySize <= SHORT_BODY_MAX) {
            target[offset] = (byte) flags;
            target[offset + 1] = (byte) bodySize;
            return SHORT_HEADER;
        }
        target[offset] = (byte) (flags | LONG);
        for (int i = 0; i < Long.BYTES; i++) {
            target[offset + 1 + i] = (byte) (bodySize >>> (56 - 8 * i));
        }
        return LONG_HEADER;
    }

    /**
     * Writes a header at the buffer's position and moves it; {@link #LONG} is set where the size needs it.
     *
     * @param target a big-endian buffer with {@link #headerSize} octets left
     * @param flags {@link #MORE}, {@link #COMMAND} or 0
     * @param bodySize octets of the body, at least 0
     */
    public static void writeHeader(ByteBuffer target, int flags, long bodySize) {
        if (bodySize <= SHORT_BODY_MAX) {
            target.put((byte) flags).put((byte) bodySize);
        } else {
            target.put((byte) (flags | LONG)).putLong(bodySize);
        }
    }
}
