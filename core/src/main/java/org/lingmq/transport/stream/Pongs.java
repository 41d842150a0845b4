package org.lingmq.transport.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.lingmq.zmtp.Commands;
import org.lingmq.zmtp.Frames;

/**
 * Whole PONG frames, one behind the other, that wait to be written: one for each PING (RFC 37, "Heartbeats"), but never
 * many, so that a peer which asks and does not listen costs nothing.
 */
final class Pongs {

    private static final int MOST_BYTES = 2 * 1024;

    private Pongs() {}

    /** The earlier ones, null for none, and one for this context. */
    static byte[] and(byte[] earlier, byte[] context) {
        return joined(earlier, Commands.pong(ByteBuffer.wrap(context)));
    }

    /** The earlier ones, null for none, and then the later ones; without the oldest when they are too many. */
    static byte[] joined(byte[] earlier, byte[] later) {
        if (earlier == null) {
            return later;
        }
        int from = 0;
        while (earlier.length - from + later.length > MOST_BYTES && from < earlier.length) {
            from += Frames.headerSize(earlier[from + 1]) + earlier[from + 1];
        }
        byte[] all = Arrays.copyOfRange(earlier, from, earlier.length + later.length);
        System.arraycopy(later, 0, all, earlier.length - from, later.length);
        return all;
    }
}
