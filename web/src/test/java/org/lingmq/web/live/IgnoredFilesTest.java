package org.lingmq.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoredFilesTest {
    private static final long LIMIT_S = 60;

    @TempDir
    private Path temporary;

    private Path root;

    @BeforeEach
    void makeFolder() throws IOException {
        temporary = temporary.toRealPath();
        root = Files.createDirectory(temporary.resolve("site"));
    }

    @Test
    void knowsAFileByItsNormalizedName() {
        IgnoredFiles ignored = new IgnoredFiles(Set.of(root.resolve("sub/../logs/./access.log")));
        assertTrue(ignored.contains(root.resolve("logs/access.log")));
        assertFalse(ignored.contains(root.resolve("logs/access.log.html")));
        assertFalse(ignored.contains(root.resolve("logs")));
    }

    @Test
    void knowsAFileOfTheWorkingFolder() {
        IgnoredFiles ignored = new IgnoredFiles(Set.of(Path.of("access.log")));
        assertTrue(ignored.contains(Path.of("").toAbsolutePath().resolve("access.log")));
    }

    @Test
    void knowsAFileToComeBehindALink() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), root);
        IgnoredFiles ignored = new IgnoredFiles(Set.of(link.resolve("logs/access.log")));
        assertTrue(ignored.contains(root.resolve("logs/access.log")));
    }

    @Test
    void knowsWhereALinkLeads() throws Exception {
        Path log = Files.createSymbolicLink(temporary.resolve("log"), root.resolve("today.log"));
        IgnoredFiles ignored = new IgnoredFiles(Set.of(log));
        Files.writeString(log, "1");
        assertTrue(ignored.contains(root.resolve("today.log")));
        assertTrue(ignored.contains(log));
        Files.delete(root.resolve("today.log"));
        assertTrue(ignored.contains(root.resolve("today.log")));
        Files.delete(log);
        Files.createSymbolicLink(log, Files.writeString(root.resolve("tomorrow.log"), "1"));
        assertTrue(ignored.contains(root.resolve("tomorrow.log")));
        assertFalse(ignored.contains(root.resolve("today.log")));
    }

    @Test
    void tellsNothingOfThem() throws Exception {
        for (WatchSource source : new WatchSource[] {WatchSource.ofSystem(), top -> null}) {
            BlockingQueue<Set<String>> told = new LinkedBlockingQueue<>();
            Set<Path> ignored = Set.of(root.resolve("access.log"), root.resolve("kept.log"));
            Files.writeString(root.resolve("kept.log"), "1");
            Files.deleteIfExists(root.resolve("access.log"));
            FolderWatch watch = FolderWatch.start(root, ignored, told::add, source);
            try {
                Files.writeString(root.resolve("access.log"), "1");
                Files.writeString(root.resolve("kept.log"), "more");
                Files.writeString(root.resolve("last"), source.toString());
                assertEquals(Set.of("/last"), all(told, "/last"));
                Files.delete(root.resolve("kept.log"));
                Files.delete(root.resolve("last"));
                assertEquals(Set.of("/last"), all(told, "/last"));
            } finally {
                watch.close();
            }
        }
    }

    /** All that is told up to a path. */
    private static Set<String> all(BlockingQueue<Set<String>> told, String last) throws InterruptedException {
        Set<String> all = new TreeSet<>();
        while (!all.contains(last)) {
            Set<String> paths = told.poll(LIMIT_S, TimeUnit.SECONDS);
            assertTrue(paths != null, () -> last + " is not among " + all);
            all.addAll(paths);
        }
        return all;
    }
}
