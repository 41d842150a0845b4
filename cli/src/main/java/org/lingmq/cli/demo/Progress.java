package org.lingmq.cli.demo;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on standard error how far a long step is: a bar on a terminal, else a line every few seconds. One thread. */
final class Progress implements AutoCloseable {
    private static final long LINE_EVERY_NS = TimeUnit.SECONDS.toNanos(3);
    private static final int DRAW_EVERY_MS = 50;

    private final String task;
    private final int total;
    private final ProgressBar bar;
    private long lastLineNs = System.nanoTime();

    /** A step of so many parts; columns is the width of the terminal, 0 when there is none. */
    Progress(String task, int total, int columns) {
        this.task = task;
        this.total = total;
        bar = columns <= 0
                ? null
                : new ProgressBarBuilder()
                        .setTaskName("   " + task)
                        .setInitialMax(total)
                        .setUpdateIntervalMillis(DRAW_EVERY_MS)
                        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                        .setConsumer(new ConsoleProgressBarConsumer(System.err, columns - 1))
                        .build();
    }

    void reached(int count) {
        if (bar != null) {
            bar.stepTo(count);
        } else if (System.nanoTime() - lastLineNs > LINE_EVERY_NS) {
            lastLineNs = System.nanoTime();
            System.err.printf(Locale.ROOT, "   %s: %,d of %,d%n", task, count, total);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
