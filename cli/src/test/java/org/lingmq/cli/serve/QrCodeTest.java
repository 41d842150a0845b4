package org.lingmq.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.DecoderResult;
import com.google.zxing.qrcode.decoder.Decoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {
    private static final String ADDRESS = "http://192.168.178.23:8080/";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                ADDRESS,
                "http://[2001:db8::8a2e:370:7334]:8080/a%20path/that/is/longer?and=has&a=query#and-a-fragment",
                "http://example.org/日本/ü"
            })
    void says(String text) throws Exception {
        assertEquals(text, decode(modulesOfBlocks(QrCode.blocks(text))).getText());
        assertEquals(text, decode(modulesOfSigns(QrCode.signs(text))).getText());
    }

    @Test
    void spendsNothingOnCorrection() throws Exception {
        assertEquals("L", decode(modulesOfBlocks(QrCode.blocks(ADDRESS))).getECLevel());
        // 27 letters: version 2 with 25 modules, and the quiet zone.
        List<String> lines = QrCode.blocks(ADDRESS);
        assertEquals(15, lines.size());
        lines.forEach(line -> assertEquals(29, line.length()));
    }

    @Test
    void hasLightAllAround() {
        for (List<String> rows :
                List.of(modulesOfBlocks(QrCode.blocks(ADDRESS)), modulesOfSigns(QrCode.signs(ADDRESS)))) {
            int size = rows.size();
            for (int i = 0; i < size; i++) {
                for (int edge : new int[] {0, 1, size - 2, size - 1}) {
                    assertEquals('#', rows.get(edge).charAt(i));
                    assertEquals('#', rows.get(i).charAt(edge));
                }
            }
            // The corner of a finder pattern is dark.
            assertEquals(' ', rows.get(2).charAt(2));
        }
    }

    @Test
    void takesWhatTheOutputCanWrite() {
        assertEquals(QrCode.blocks(ADDRESS), QrCode.lines(ADDRESS, StandardCharsets.UTF_8));
        assertEquals(QrCode.blocks(ADDRESS), QrCode.lines(ADDRESS, Charset.forName("IBM437")));
        assertEquals(QrCode.signs(ADDRESS), QrCode.lines(ADDRESS, StandardCharsets.US_ASCII));
        assertEquals(QrCode.signs(ADDRESS), QrCode.lines(ADDRESS, Charset.forName("windows-1252")));
    }

    @Test
    void refusesWhatDoesNotFit() throws Exception {
        String longest = "a".repeat(2953);
        assertEquals(longest, decode(modulesOfBlocks(QrCode.blocks(longest))).getText());
        assertThrows(IllegalArgumentException.class, () -> QrCode.blocks(longest + "a"));
    }

    /** Reads the lines as a terminal shows them: a row for each half of a line, {@code #} where it is light. */
    private static List<String> modulesOfBlocks(List<String> lines) {
        List<String> rows = new ArrayList<>();
        for (String line : lines) {
            rows.add(line.replace('█', '#').replace('▀', '#').replace('▄', ' '));
            rows.add(line.replace('█', '#').replace('▀', ' ').replace('▄', '#'));
        }
        // Codes have an odd number of rows: the lower half of the last line is beneath them.
        String beneath = rows.remove(rows.size() - 1);
        assertTrue(beneath.isBlank(), beneath);
        return rows;
    }

    private static List<String> modulesOfSigns(List<String> lines) {
        List<String> rows = new ArrayList<>();
        for (String line : lines) {
            assertTrue(line.matches("(##|  )+"), line);
            rows.add(line.replace("##", "#").replace("  ", " "));
        }
        return rows;
    }

    private static DecoderResult decode(List<String> rows) throws Exception {
        int size = rows.size() - 2 * QrCode.QUIET;
        BitMatrix matrix = new BitMatrix(size);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if (rows.get(y + QrCode.QUIET).charAt(x + QrCode.QUIET) == ' ') {
                    matrix.set(x, y);
                }
            }
        }
        return new Decoder().decode(matrix);
    }
}
