package org.lingmq.web.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of files, and for how long it is believed. The clock is ahead, so that all changes look old. */
class SiteFilesTest {
    private static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02Z");

    @TempDir
    private Path folder;

    private long nowNs;
    private SiteFiles files;

    @BeforeEach
    void files() throws IOException {
        Site site = new Site(folder, false, false);
        files = new SiteFiles(site, () -> Instant.now().plusSeconds(3600), () -> nowNs, Runnable::run, null);
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    }

    private String text(String path) throws IOException {
        return UTF_8.decode(files.find(path).file().content()).toString();
    }

    private void secondPasses() {
        nowNs += TimeUnit.SECONDS.toNanos(1);
    }

    @Test
    void unchangedFileIsReadOnce() throws IOException {
        write("a.txt", "old".getBytes(UTF_8));
        Found first = files.find("/a.txt");
        secondPasses();
        assertSame(first, files.find("/a.txt"));
        assertSame(first, files.inMemory("/a.txt"));
    }

    @Test
    void changeOfSizeIsSeenAtOnce() throws IOException {
        write("a.txt", "old".getBytes(UTF_8));
        assertEquals("old", text("/a.txt"));
        write("a.txt", "longer".getBytes(UTF_8));
        assertNull(files.inMemory("/a.txt"));
        assertEquals("longer", text("/a.txt"));
    }

    @Test
    void changeThatOnlyTheSystemKnowsOfIsSeenAfterASecond() throws IOException {
        write("a.txt", "old".getBytes(UTF_8));
        assertEquals("old", text("/a.txt"));
        write("a.txt", "new".getBytes(UTF_8));
        secondPasses();
        assertNull(files.inMemory("/a.txt"));
        assertEquals("new", text("/a.txt"));
        assertEquals("new", text("/a.txt"));
    }

    @Test
    void largeFileGetsItsNewTagToo() throws IOException {
        byte[] large = new byte[SiteFiles.LARGEST_IN_MEMORY_BYTES + 1];
        write("large.bin", large);
        String tag = files.find("/large.bin").file().tag();
        assertNotNull(tag);
        Arrays.fill(large, (byte) 1);
        write("large.bin", large);
        secondPasses();
        assertNotEquals(tag, files.find("/large.bin").file().tag());
    }

    @Test
    void siblingThatAppearsIsSeenAfterASecond() throws IOException {
        write("a.js", "plain".getBytes(UTF_8));
        assertEquals(0, files.find("/a.js").siblings().size());
        write("a.js.gz", "packed".getBytes(UTF_8));
        secondPasses();
        assertNull(files.inMemory("/a.js"));
        assertEquals(1, files.find("/a.js").siblings().size());
        Files.delete(folder.resolve("a.js.gz"));
        assertEquals(0, files.find("/a.js").siblings().size());
    }

    @Test
    void fileThatGoesIsForgotten() throws IOException {
        write("a.txt", "old".getBytes(UTF_8));
        assertNotNull(files.find("/a.txt"));
        Files.delete(folder.resolve("a.txt"));
        assertNull(files.inMemory("/a.txt"));
        assertNull(files.find("/a.txt"));
        write("a.txt", "again".getBytes(UTF_8));
        assertEquals("again", text("/a.txt"));
    }
}
