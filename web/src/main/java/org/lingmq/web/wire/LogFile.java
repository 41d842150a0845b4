package org.lingmq.web.wire;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A file that is appended to, and opened anew when its name no longer leads to it, as after logrotate has moved it
 * away.
 *
 * <p>That is looked up at most once a second, when something is written. If the file cannot be opened anew, writing
 * goes on to the old one. For one thread at a time.
 */
public final class LogFile extends Writer {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path path;
    private final LongSupplier nanos;
    private Writer out;
    private Object key;
    private long lookedNanos;

    /** A file looked after by the clock {@code nanos}. */
    LogFile(Path path, LongSupplier nanos) throws IOException {
        this.path = path;
        this.nanos = nanos;
        this.lookedNanos = nanos.getAsLong();
        open();
    }

    /**
     * Opens a log.
     *
     * @param where the path of a file, made if it is not there, or {@code -} for standard error, which is never closed
     * @return a writer of UTF-8
     * @throws IOException if the file cannot be opened
     */
    public static Writer open(String where) throws IOException {
        if (where.equals("-")) {
            // Not System.err: that flushes with every line.
            return new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8) {
                @Override
                public void close() throws IOException {
                    flush();
                }
            };
        }
        return new LogFile(Path.of(where), System::nanoTime);
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        look();
        out.write(chars, offset, length);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void look() throws IOException {
        long now = nanos.getAsLong();
        if (now - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = now;
        if (Files.exists(path) && Objects.equals(key, fileKey())) {
            return;
        }
        Writer old = out;
        old.flush();
        try {
            open();
        } catch (IOException e) {
            // The old file still takes lines; the next second may be luckier.
            return;
        }
        old.close();
    }

    private void open() throws IOException {
        out = Files.newBufferedWriter(
                path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        key = fileKey();
    }

    /** What tells files apart; null on Windows, where an open file cannot be moved away. */
    private Object fileKey() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
