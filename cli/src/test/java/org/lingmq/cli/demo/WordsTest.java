package org.lingmq.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lingmq.Message;

final class WordsTest {
    @Test
    void wordIsARunOfLetters() {
        assertEquals(Map.of("don", 1L, "it's", 2L, "a", 1L, "b", 1L), Words.count("don' It's it's 'a2b'"));
    }

    @Test
    void otherScriptsAndPunctuationAreKnown() {
        assertEquals(Map.of("größe", 2L, "привет", 1L, "零", 2L), Words.count("Größe“größe”—Привет。零，零"));
    }

    @Test
    void writtenCountsAreReadAgain() {
        Map<String, Long> counts = Words.count("a b a 零");
        assertEquals(counts, Words.read(Words.write(counts)));
        assertEquals(Map.of(), Words.read(Words.write(Map.of())));
    }

    @Test
    void piecesAreTheTextAndCutNoWord() {
        String[] contents = {
            "", "a", "word ".repeat(9000), "line\n".repeat(20_000), "x".repeat(500), "零灵 🦊".repeat(999)
        };
        for (String content : contents) {
            Text text = new Text("test", content);
            Results results = new Results(text.pieces().size());
            for (int i = 0; i < text.pieces().size(); i++) {
                results.take(result(i, "w", Words.count(text.pieces().get(i))));
            }
            assertEquals(content, String.join("", text.pieces()));
            assertEquals(text.counts(), results.totals());
            assertTrue(results.complete());
        }
    }

    @Test
    void pieceCountsOnce() {
        Results results = new Results(2);
        results.take(result(1, "worker-1", Map.of("a", 2L)));
        results.take(result(1, "worker-2", Map.of("a", 2L)));
        assertEquals(Map.of("a", 2L), results.totals());
        assertEquals(1, results.count());
        assertEquals(1, results.repeated());
        assertEquals(0, results.nextMissing(0));
        assertEquals(2, results.nextMissing(1));
    }

    private static Message result(int piece, String worker, Map<String, Long> counts) {
        return Message.of(String.valueOf(piece), worker, Words.write(counts));
    }
}
