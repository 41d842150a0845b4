package org.lingmq.interop;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.lingmq.Message;

/**
 * Messages that prove themselves: a first frame of stream (8 bytes), number (8), count of further frames (4) and a
 * CRC-32 (4) over all that and every further frame behind its length (4). The Python peer makes and checks the same.
 *
 * @param stream who sent it
 * @param number the how-manieth of its stream, from 0
 */
record NumberedMessage(long stream, long number) {
    private static final int HEAD_BYTES = 20;
    private static final int FRAME_BYTES = HEAD_BYTES + 4;
    private static final byte[] POOL = pool();

    private static byte[] pool() {
        byte[] bytes = new byte[1 << 18];
        int state = 1;
        for (int i = 0; i < bytes.length; i++) {
            state = state * 1664525 + 1013904223;
            bytes[i] = (byte) (state >>> 24);
        }
        return bytes;
    }

    /**
     * Makes a message.
     *
     * @param parts a message has as many further frames as its number leaves over when divided by this
     * @param size bytes of the longest further frame
     */
    static Message make(long stream, long number, int parts, int size) {
        byte[][] frames = new byte[1 + (int) (number % parts)][];
        for (int part = 1; part < frames.length; part++) {
            frames[part] = body(length(number, part, size), number * 13 % 4096);
        }
        ByteBuffer head = ByteBuffer.allocate(FRAME_BYTES);
        head.putLong(stream).putLong(number).putInt(frames.length - 1);
        frames[0] = head.array();
        head.putInt(checksum(frames));
        return Message.wrap(frames);
    }

    private static long length(long number, int part, int size) {
        return (number * 7919 + part * 31L) % (size + 1);
    }

    /** How many bytes {@link #make} puts into a message. */
    static long bytes(long number, int parts, int size) {
        long bytes = FRAME_BYTES;
        for (int part = 1; part <= number % parts; part++) {
            bytes += length(number, part, size);
        }
        return bytes;
    }

    private static byte[] body(long length, long from) {
        byte[] body = new byte[(int) length];
        for (int at = 0; at < body.length; ) {
            int offset = (int) ((from + at) % POOL.length);
            int n = Math.min(body.length - at, POOL.length - offset);
            System.arraycopy(POOL, offset, body, at, n);
            at += n;
        }
        return body;
    }

    private static int checksum(byte[][] frames) {
        CRC32 crc = new CRC32();
        crc.update(frames[0], 0, HEAD_BYTES);
        for (int i = 1; i < frames.length; i++) {
            crc.update(ByteBuffer.allocate(4).putInt(0, frames[i].length));
            crc.update(frames[i]);
        }
        return (int) crc.getValue();
    }

    /**
     * Reads a message and checks every byte of it.
     *
     * @param message what came
     * @param envelope how many frames stand before the numbered ones
     * @throws IllegalStateException when it is not as it was made
     */
    static NumberedMessage read(Message message, int envelope) {
        int size = message.size() - envelope;
        if (size < 1 || message.length(envelope) != FRAME_BYTES) {
            throw new IllegalStateException("This message is not numbered: " + message);
        }
        byte[][] frames = new byte[size][];
        for (int i = 0; i < size; i++) {
            frames[i] = message.bytes(envelope + i);
        }
        ByteBuffer head = ByteBuffer.wrap(frames[0]);
        NumberedMessage found = new NumberedMessage(head.getLong(), head.getLong());
        if (head.getInt() != size - 1 || head.getInt() != checksum(frames)) {
            throw new IllegalStateException("Message " + found + " is torn: " + message);
        }
        return found;
    }
}
