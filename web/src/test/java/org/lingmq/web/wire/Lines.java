package org.lingmq.web.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Writer;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Keeps what was written, and waits for it. */
final class Lines extends Writer {
    private static final long PATIENCE_MS = 60_000;

    private final StringBuilder text = new StringBuilder();

    @Override
    public synchronized void write(char[] chars, int offset, int length) {
        text.append(chars, offset, length);
        notifyAll();
    }

    void add(String more) {
        write(more.toCharArray(), 0, more.length());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    synchronized String text() {
        return text.toString();
    }

    List<String> all() {
        return text().lines().toList();
    }

    /** The lines, once there are {@code count}. */
    synchronized List<String> await(int count) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_MS * 1_000_000;
        while (all().size() < count && System.nanoTime() < end) {
            wait(100);
        }
        assertTrue(all().size() >= count, () -> "waiting for " + count + " lines, there are " + all());
        return all();
    }

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_MS * 1_000_000;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waiting for: " + what);
            Thread.onSpinWait();
        }
    }
}
