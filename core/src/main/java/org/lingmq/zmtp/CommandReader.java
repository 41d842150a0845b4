package org.lingmq.zmtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.lingmq.spi.ProtocolException;
import org.lingmq.spi.ProtocolException.Reason;

/**
 * Collects the frames of a handshake, one at a time, from input cut anywhere. Of the flags only LONG is looked at:
 * libzmq takes handshake commands in message frames too. Memory grows with the octets that arrived.
 */
final class CommandReader {
    private static final int FIRST_CAPACITY = 64;

    private final int bodyMax;
    private byte[] frame = new byte[FIRST_CAPACITY];
    private int received;

    CommandReader(int bodyMax) {
        this.bodyMax = bodyMax;
    }

    /**
     * Consumes input up to the end of one frame and no further.
     *
     * @return the body, valid until the next call; null when the input ended first
     */
    ByteBuffer read(ByteBuffer in) throws ProtocolException {
        if (!fill(in, 1)) {
            return null;
        }
        int header = (frame[0] & Frames.LONG) == 0 ? Frames.SHORT_HEADER : Frames.LONG_HEADER;
        if (!fill(in, header)) {
            return null;
        }
        int size = bodySize(header);
        if (!fill(in, header + size)) {
            return null;
        }
        received = 0;
        return ByteBuffer.wrap(frame, header, size).slice();
    }

    /** Octets of memory held. */
    int capacity() {
        return frame.length;
    }

    private int bodySize(int header) throws ProtocolException {
        long size = header == Frames.SHORT_HEADER
                ? frame[1] & 0xFF
                : ByteBuffer.wrap(frame).getLong(1);
        if (size < 0 || size > bodyMax) {
            throw new ProtocolException(
                    Reason.UNSPECIFIED,
                    "the peer announced a handshake command of " + Long.toUnsignedString(size)
                            + " octets, more than the " + bodyMax + " allowed");
        }
        return (int) size;
    }

    /** Takes input until {@code wanted} octets of the frame are there; false when the input ended first. */
    private boolean fill(ByteBuffer in, int wanted) {
        int taken = Math.min(wanted - received, in.remaining());
        if (taken > 0) {
            if (received + taken > frame.length) {
                frame = Arrays.copyOf(frame, Math.max(received + taken, Math.min(wanted, 2 * frame.length)));
            }
            in.get(frame, received, taken);
            received += taken;
        }
        return received >= wanted;
    }
}
