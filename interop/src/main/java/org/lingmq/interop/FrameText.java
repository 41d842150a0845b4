package org.lingmq.interop;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.lingmq.Message;

/** Frames as they travel to the Python peer and back: hex, or a dash when empty; long ones by seed or by digest. */
final class FrameText {
    private static final String EMPTY = "-";
    private static final int WRITTEN_OUT = 64;

    private FrameText() {}

    /** How a message reads: each frame in hex, a long one as its length and SHA-256. */
    static List<String> of(Message message) {
        return message.frames().stream().map(FrameText::of).toList();
    }

    /** How a frame reads. */
    static String of(byte[] frame) {
        if (frame.length == 0) {
            return EMPTY;
        }
        if (frame.length <= WRITTEN_OUT) {
            return HexFormat.of().formatHex(frame);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(frame);
            return "#" + frame.length + ":" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What tells the peer to make {@link #blob} of these. */
    static String ofBlob(int seed, int length) {
        return length == 0 ? EMPTY : "*" + seed + ":" + length;
    }

    /** A frame in which every four bytes differ from all others: numbers from {@code seed} up, big-endian. */
    static byte[] blob(int seed, int length) {
        ByteBuffer words = ByteBuffer.allocate(length + Integer.BYTES);
        for (int word = seed; words.position() < length; word++) {
            words.putInt(word);
        }
        byte[] blob = new byte[length];
        words.get(0, blob);
        return blob;
    }
}
