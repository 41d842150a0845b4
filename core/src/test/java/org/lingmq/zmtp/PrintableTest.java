package org.lingmq.zmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void printableAsciiStaysAndAllElseIsEscaped() {
        assertEquals("plain ~text", Printable.of("plain ~text"));
        assertEquals("\\x0a\\x1b[31m\\x7f\\x00", Printable.of("\n\u001b[31m\u007f\0"));
        assertEquals("a\\\\b", Printable.of("a\\b"));
        assertEquals("\\u202e\\u4e2d", Printable.of("\u202e\u4e2d"));
        assertEquals("\\xff\\x00A", Printable.of(new byte[] {-1, 0, 'A'}));
        assertEquals("", Printable.of(""));
    }

    @Test
    void whatIsLongerThan128CharactersIsCutBetweenEscapes() {
        assertEquals("x".repeat(128), Printable.of("x".repeat(128)));
        assertEquals("x".repeat(125) + "...", Printable.of("x".repeat(129)));
        assertEquals("x".repeat(125) + "...", Printable.of("x".repeat(1_000_000)));
        assertEquals("\\x00".repeat(32), Printable.of("\0".repeat(32)));
        assertEquals("\\x00".repeat(31) + "...", Printable.of("\0".repeat(33)));
        assertEquals("x".repeat(123) + "...", Printable.of("x".repeat(123) + "\0\0"));
    }

    @Test
    void anyOctetsGiveUpTo128PrintableCharacters() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] octets = new byte[random.nextInt(300)];
            random.nextBytes(octets);
            String safe = Printable.of(octets);
            assertTrue(safe.length() <= 128 && safe.chars().allMatch(c -> c >= ' ' && c <= '~'), safe);
        }
    }
}
