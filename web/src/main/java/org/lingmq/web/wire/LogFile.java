package org.lingmq.web.wire;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
 * goes on to the old one. What cannot be written is dropped, not tried again: the exception is all that is left of it,
 * and if half a line got into the file, the next begins on a line of its own. For one thread at a time.
 */
public final class LogFile extends Writer {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** More is not kept for a flush. */
    private static final int WAITING_CHARS = 32 << 10;

    private final Path path;
    private final LongSupplier nanos;
    private final StringBuilder waiting = new StringBuilder();
    private FileChannel out;
    private boolean torn;
    private Object key;
    private long lookedNanos;

    /** A file looked after by the clock {@code nanos}. */
    LogFile(Path path, LongSupplier nanos) throws IOException {
        this.path = path;
        this.nanos = nanos;
        this.lookedNanos = nanos.getAsLong();
        this.out = open();
        this.key = fileKey();
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
        waiting.append(chars, offset, length);
        flushMuch();
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        look();
        waiting.append(text, offset, offset + length);
        flushMuch();
    }

    private void flushMuch() throws IOException {
        if (waiting.length() >= WAITING_CHARS) {
            flush();
        }
    }

    @Override
    public void flush() throws IOException {
        if (waiting.length() == 0) {
            return;
        }
        if (torn) {
            waiting.insert(0, '\n');
        }
        byte[] bytes = waiting.toString().getBytes(StandardCharsets.UTF_8);
        waiting.setLength(0);
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            while (rest.hasRemaining()) {
                out.write(rest);
            }
        } finally {
            int written = rest.position();
            if (written > 0) {
                torn = rest.hasRemaining() && bytes[written - 1] != '\n';
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (FileChannel last = out) {
            if (last.isOpen()) {
                flush();
            }
        }
    }

    private void look() throws IOException {
        long now = nanos.getAsLong();
        if (now - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = now;
        FileChannel next;
        Object nextKey;
        try {
            if (Files.exists(path) && Objects.equals(key, fileKey())) {
                return;
            }
            next = open();
            nextKey = fileKey();
        } catch (IOException e) {
            // The old file still takes lines; the next second may be luckier.
            return;
        }
        IOException failure = leave();
        out = next;
        key = nextKey;
        torn = false;
        if (failure != null) {
            throw failure;
        }
    }

    /** Ends the old file, whose disk may be full: that must not keep the new one from being used. */
    private IOException leave() {
        try {
            close();
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What tells files apart; null on Windows, where an open file cannot be moved away. */
    private Object fileKey() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
