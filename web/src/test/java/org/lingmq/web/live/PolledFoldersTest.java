package org.lingmq.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a tree for which the system has too few watches. */
class PolledFoldersTest {
    private static final long LIMIT_S = 60;
    private static final Logger LOG = Logger.getLogger("org.lingmq.web.live");

    @TempDir
    private Path root;

    private final BlockingQueue<Set<String>> told = new LinkedBlockingQueue<>();
    private final Set<String> all = new TreeSet<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler collector = new Collector();
    private FolderWatch watch;

    @BeforeEach
    void collect() throws IOException {
        LOG.addHandler(collector);
        root = root.toRealPath();
    }

    @AfterEach
    void end() {
        LOG.removeHandler(collector);
        if (watch != null) {
            watch.close();
        }
    }

    @Test
    void looksThroughWhatGetsNoWatch() throws Exception {
        Files.createDirectories(root.resolve("watched"));
        Files.createDirectories(root.resolve("many/deep/.hidden"));
        Files.createDirectories(root.resolve("more"));
        Files.writeString(root.resolve("many/deep/old"), "1");
        watch = FolderWatch.start(root, Set.of(), told::add, new Scarce(Set.of("many", "more", "later")));

        Files.writeString(root.resolve("many/deep/.hidden/file"), "1");
        Files.writeString(root.resolve("many/deep/new"), "1");
        awaitTold("/many/deep/new");
        Files.writeString(root.resolve("many/deep/old"), "other");
        awaitTold("/many/deep/old");
        Files.delete(root.resolve("many/deep/new"));
        awaitTold("/many/deep/new");
        Files.createDirectory(root.resolve("more/folder"));
        awaitTold("/more/folder/");
        Files.writeString(root.resolve("watched/file"), "1");
        awaitTold("/watched/file");
        assertEquals(Set.of("/many/deep/new", "/many/deep/old", "/more/folder/", "/watched/file"), all, all::toString);

        Files.writeString(Files.createDirectories(root.resolve("later/deep")).resolve("file"), "1");
        awaitTold("/later/deep/file");
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).contains("max_user_watches=524288"), warnings::toString);
        assertTrue(warnings.get(0).contains("limit of inotify"), warnings::toString);
    }

    @Test
    void forgetsWhatIsGone() throws Exception {
        Path many = Files.createDirectory(root.resolve("many"));
        Files.writeString(many.resolve("file"), "1");
        Path more = Files.createDirectory(root.resolve("more"));
        watch = FolderWatch.start(root, Set.of(), told::add, new Scarce(Set.of("many", "more")));
        Files.move(many, root.resolve("few"));
        awaitTold("/few/file");
        Files.writeString(root.resolve("few/other"), "1");
        awaitTold("/few/other");
        // Two looks: whichever folder comes first in one, all came in both.
        for (String name : List.of("one", "two")) {
            Files.writeString(more.resolve(name), "1");
            awaitTold("/more/" + name);
        }
        assertFalse(all.contains("/many/file"), all::toString);
    }

    @Test
    void looksThroughAllWhenThereIsNoService() throws Exception {
        Files.createDirectories(root.resolve("deep"));
        watch = FolderWatch.start(root, Set.of(), told::add, top -> {
            throw new IOException("User limit of inotify instances reached");
        });
        Files.writeString(root.resolve("deep/file"), "1");
        awaitTold("/deep/file");
        Files.delete(root.resolve("deep/file"));
        Files.delete(root.resolve("deep"));
        awaitTold("/deep");
        assertEquals(1, warnings.size(), warnings::toString);
    }

    @Test
    void saysNothingWhereLookingIsUsual() throws Exception {
        watch = FolderWatch.start(root, Set.of(), told::add, top -> null);
        Files.writeString(root.resolve("file"), "1");
        awaitTold("/file");
        assertEquals(List.of(), warnings);
    }

    private void awaitTold(String path) throws InterruptedException {
        Set<String> paths = Set.of();
        while (!paths.contains(path)) {
            paths = told.poll(LIMIT_S, TimeUnit.SECONDS);
            if (paths == null) {
                throw new AssertionError(path + " is not among " + all);
            }
            all.addAll(paths);
        }
    }

    /** A system that has no watch for folders of these names. */
    private record Scarce(Set<String> without) implements WatchSource {
        @Override
        public WatchService open(Path root) throws IOException {
            return root.getFileSystem().newWatchService();
        }

        @Override
        public WatchKey register(WatchService service, Path folder) throws IOException {
            if (without.contains(folder.getFileName().toString())) {
                throw new IOException("User limit of inotify watches reached");
            }
            return WatchSource.super.register(service, folder);
        }
    }

    private final class Collector extends Handler {
        @Override
        public void publish(LogRecord entry) {
            warnings.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
