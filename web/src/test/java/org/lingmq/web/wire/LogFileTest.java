package org.lingmq.web.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void appends() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "old\n");
        try (Writer log = LogFile.open(file.toString())) {
            log.write("\u00e9\n");
        }
        assertEquals("old\n\u00e9\n", Files.readString(file));
    }

    @Test
    void followsItsName() throws IOException {
        Path file = folder.resolve("log");
        Path moved = folder.resolve("log.1");
        try (Writer log = new LogFile(file, nanos::get)) {
            log.write("a\n");
            Files.move(file, moved);
            nanos.addAndGet(SECOND - 1);
            log.write("still the same second\n");
            log.flush();
            assertFalse(Files.exists(file));
            nanos.addAndGet(1);
            log.write("b\n");
            log.flush();
            assertEquals("b\n", Files.readString(file));
            nanos.addAndGet(SECOND);
            log.write("c\n");
        }
        assertEquals("a\nstill the same second\n", Files.readString(moved));
        assertEquals("b\nc\n", Files.readString(file));
    }

    @Test
    void followsItsNameToAnotherFile() throws IOException {
        Path file = folder.resolve("log");
        try (Writer log = new LogFile(file, nanos::get)) {
            Files.move(file, folder.resolve("log.1"));
            Files.writeString(file, "made by logrotate\n");
            nanos.addAndGet(SECOND);
            log.write("b\n");
        }
        assertEquals("made by logrotate\nb\n", Files.readString(file));
    }

    @Test
    void writesToTheOldFileWhereTheNewOneCannotBe() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path moved = folder.resolve("moved");
        Path file = inner.resolve("log");
        try (Writer log = new LogFile(file, nanos::get)) {
            log.write("a\n");
            Files.move(inner, moved);
            nanos.addAndGet(SECOND);
            log.write("b\n");
        }
        assertEquals("a\nb\n", Files.readString(moved.resolve("log")));
    }

    @Test
    void aFolderIsNoFile() {
        assertThrows(IOException.class, () -> LogFile.open(folder.toString()));
    }

    @Test
    void standardErrorStaysOpen() throws IOException {
        LogFile.open("-").close();
        // Fails if the descriptor was closed.
        Writer log = LogFile.open("-");
        log.write("");
        log.flush();
        assertFalse(System.err.checkError());
    }
}
