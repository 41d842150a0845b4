package org.lingmq.cli.serve;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A QR code as lines of text. Characters stand for the light modules and spaces for the dark ones: terminals are dark
 * as a rule, and cameras read the other kind too. Any thread may use it.
 */
final class QrCode {
    /**
     * Light modules around the code. Four are in the standard; cameras are content with two, and terminals are small.
     */
    static final int QUIET = 2;

    private static final String BLOCKS = "▀▄█";

    private QrCode() {}

    /**
     * The lines for an output.
     *
     * @param text what the code says; a code takes at most 2953 bytes
     * @param output how the output writes characters: half blocks where it has them, else {@code #}
     * @throws IllegalArgumentException when it is too long
     */
    static List<String> lines(String text, Charset output) {
        return output.canEncode() && output.newEncoder().canEncode(BLOCKS) ? blocks(text) : signs(text);
    }

    /** Two rows of modules in each line, one module in each column. */
    static List<String> blocks(String text) {
        ByteMatrix matrix = matrix(text);
        List<String> lines = new ArrayList<>();
        for (int y = -QUIET; y < matrix.getHeight() + QUIET; y += 2) {
            StringBuilder line = new StringBuilder();
            for (int x = -QUIET; x < matrix.getWidth() + QUIET; x++) {
                line.append(block(light(matrix, x, y), light(matrix, x, y + 1)));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** One row of modules in each line, each module two columns wide, with ASCII alone. */
    static List<String> signs(String text) {
        ByteMatrix matrix = matrix(text);
        List<String> lines = new ArrayList<>();
        for (int y = -QUIET; y < matrix.getHeight() + QUIET; y++) {
            StringBuilder line = new StringBuilder();
            for (int x = -QUIET; x < matrix.getWidth() + QUIET; x++) {
                line.append(light(matrix, x, y) ? "##" : "  ");
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static char block(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }

    /** Below the last row of the quiet zone, where the last line has half a row left, is the terminal itself. */
    private static boolean light(ByteMatrix matrix, int x, int y) {
        if (y >= matrix.getHeight() + QUIET) {
            return false;
        }
        boolean inside = x >= 0 && y >= 0 && x < matrix.getWidth() && y < matrix.getHeight();
        return !inside || matrix.get(x, y) == 0;
    }

    private static ByteMatrix matrix(String text) {
        // Plain text needs no mark that says in which charset it is, and the code stays smaller without.
        boolean plain = StandardCharsets.US_ASCII.newEncoder().canEncode(text);
        Map<EncodeHintType, ?> hints = plain ? Map.of() : Map.of(EncodeHintType.CHARACTER_SET, "UTF-8");
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.L, hints).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException(
                    "This text does not fit in a QR code: " + text.length() + " characters", e);
        }
    }
}
