package org.lingmq.web.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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
    void aLineThatComesAsTheThreadFallsAsleepWakesIt() {
        Lines sink = new Lines();
        AtomicReference<LineWriter> lines = new AtomicReference<>();
        Writer chain = new FilterWriter(sink) {
            @Override
            public void flush() {
                // The queue was found empty, and the thread does not sleep yet.
                if (sink.all().size() < 100 && !sink.text().isEmpty()) {
                    lines.get().write("next\n");
                }
            }
        };
        lines.set(new LineWriter(chain, lost -> "lost " + lost + "\n"));
        lines.get().write("first\n");
        Lines.until("all lines", () -> sink.all().size() == 100);
        lines.get().close();
        assertEquals(100, sink.all().size());
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

    @Test
    void charactersThatWaitAreBounded() throws Exception {
        StuckWriter out = new StuckWriter();
        String megabyte = "x".repeat((1 << 20) - 1) + "\n";
        try (LineWriter lines = new LineWriter(out, lost -> "lost " + lost + "\n")) {
            out.awaitStuck(() -> lines.write("first\n"));
            for (int i = 0; i < 20; i++) {
                lines.write(megabyte);
            }
            assertEquals(12, lines.lost());
            out.release();
            Lines.until("all that waited", () -> out.flushed().length() > 8 << 20);
            lines.write(megabyte);
        }
        assertEquals(1 + 1 + 8 + 1, out.text().lines().count());
        assertEquals("lost 12", out.text().lines().toList().get(1));
    }

    @Test
    void aWriterThatThrowsAnythingIsTriedAgain() {
        Lines sink = new Lines();
        AtomicReference<RuntimeException> thrown = new AtomicReference<>(new IllegalStateException("on purpose"));
        Writer angry = new FilterWriter(sink) {
            @Override
            public void write(String text, int offset, int length) throws IOException {
                if (thrown.get() instanceof IllegalStateException e) {
                    throw e;
                }
                super.write(text, offset, length);
            }

            @Override
            public void flush() {
                if (thrown.get() != null) {
                    throw thrown.get();
                }
            }

            @Override
            public void close() {
                throw new IllegalStateException("on purpose");
            }
        };
        LineWriter lines = new LineWriter(angry, lost -> "lost " + lost + "\n");
        lines.write("a\n");
        Lines.until("a failed write", () -> lines.lost() == 1);
        thrown.set(new UncheckedIOException(new IOException("on purpose")));
        lines.write("b\n");
        Lines.until("a failed flush", () -> lines.lost() == 2);
        thrown.set(null);
        lines.write("c\n");
        Lines.until("the next line", () -> sink.text().endsWith("lost 2\nc\n"));
        lines.close();
    }
}
