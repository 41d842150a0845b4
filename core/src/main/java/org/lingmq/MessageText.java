package org.lingmq;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Messages as text for people: short for logs, whole for examples. */
final class MessageText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int FRAMES_SHOWN = 8;

    private MessageText() {}

    /** Count and sizes of the frames, never their bytes. */
    static String summary(byte[][] frames) {
        StringBuilder text =
                new StringBuilder("Message[").append(frames.length).append(frames.length == 1 ? " frame:" : " frames:");
        int shown = Math.min(frames.length, FRAMES_SHOWN);
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? " " : ", ").append(frames[i].length);
        }
        return text.append(shown < frames.length ? ", ..." : "").append(" B]").toString();
    }

    /** A line of 40 dashes, then a line for each frame: length, and text or hex. */
    static String dump(byte[][] frames) {
        StringBuilder text = new StringBuilder("-".repeat(40)).append('\n');
        for (byte[] frame : frames) {
            text.append(String.format("[%03d] ", frame.length))
                    .append(isText(frame) ? new String(frame, StandardCharsets.US_ASCII) : HEX.formatHex(frame))
                    .append('\n');
        }
        return text.toString();
    }

    private static boolean isText(byte[] frame) {
        for (byte each : frame) {
            // Bytes from 128 up are negative here, so this is 32 to 127.
            if (each < 32) {
                return false;
            }
        }
        return true;
    }
}
