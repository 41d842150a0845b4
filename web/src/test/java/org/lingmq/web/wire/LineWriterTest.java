package org.lingmq.web.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineWriterTest {
    @Test
    void linesComeInOrderAndAreFlushed() {
        StuckWriter out = new StuckWriter();
        out.release();
        try (LineWriter lines = new LineWriter(out, lost -> "lost " + lost + "\n")) {
            lines.write("a\n");
            Lines.until("the first line", () -> out.flushed().equals("a\n"));
            lines.write("b\n");
            lines.write("c\n");
            Lines.until("the others", () -> out.flushed().equals("a\nb\nc\n"));
        }
        assertTrue(out.closed());
    }

    @Test
    void closingWritesWhatWaits() {
        for (int round = 0; round < 50; round++) {
            StuckWriter out = new StuckWriter();
            out.release();
            try (LineWriter lines = new LineWriter(out, lost -> "lost " + lost + "\n")) {
                for (int i = 0; i < 100; i++) {
                    lines.write(i + "\n");
                }
            }
            assertEquals(
                    IntStream.range(0, 100).mapToObj(Integer::toString).toList(),
                    out.flushed().lines().toList());
        }
    }

    @Test
    void lostLinesAreSaidBeforeTheNext() throws Exception {
        StuckWriter out = new StuckWriter();
        try (LineWriter lines = new LineWriter(out, lost -> "lost " + lost + "\n")) {
            out.awaitStuck(() -> lines.write("first\n"));
            for (int i = 0; i < 8_192 + 7; i++) {
                lines.write(i + "\n");
            }
            out.release();
            Lines.until("the last", () -> out.flushed().endsWith("\n8191\n"));
            lines.write("then\n");
        }
        List<String> all = out.text().lines().toList();
        // "first" was being written when the others were lost.
        assertEquals(List.of("first", "lost 7", "0"), all.subList(0, 3));
        assertEquals("then", all.get(all.size() - 1));
        assertEquals(1 + 1 + 8_192 + 1, all.size());
    }

    @Test
    void whatCannotBeWrittenIsLost() {
        StuckWriter out = new StuckWriter();
        out.release();
        out.broken(true);
        try (LineWriter lines = new LineWriter(out, lost -> "lost " + lost + "\n")) {
            lines.write("a\n");
            lines.write("b\n");
            out.awaitStuck(() -> {});
            Lines.until("both to fail", () -> lines.lost() == 2);
            out.broken(false);
            lines.write("c\n");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertEquals("lost 2\nc\n", out.text());
    }
}
