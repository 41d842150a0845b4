package org.lingmq.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that shows one page; sometimes the system has no watches, and it is looked at. */
class WatchedFileTest {
    private static final long LIMIT_S = 60;

    @TempDir
    private Path temporary;

    private Path home;
    private Path page;
    private final BlockingQueue<Set<String>> told = new LinkedBlockingQueue<>();
    private final List<Path> registered = new CopyOnWriteArrayList<>();
    private FolderWatch watch;

    @BeforeEach
    void makeFolders() throws IOException {
        temporary = temporary.toRealPath();
        home = Files.createDirectory(temporary.resolve("home"));
        page = Files.writeString(home.resolve("page.html"), "1");
    }

    @AfterEach
    void end() {
        if (watch != null) {
            watch.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsWhateverBecomesOfTheFile(boolean watches) throws Exception {
        start(page, watches);
        Files.writeString(page, "more");
        awaitTold();
        Files.move(
                Files.writeString(home.resolve("page.html~"), "replaced"), page, StandardCopyOption.REPLACE_EXISTING);
        awaitTold();
        Files.delete(page);
        awaitTold();
        Files.writeString(page, "back");
        awaitTold();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void looksAtNothingElse(boolean watches) throws Exception {
        Files.createDirectories(home.resolve("music/old"));
        start(page, watches);
        Files.writeString(home.resolve("other.html"), "1");
        Files.writeString(home.resolve("music/page.html"), "1");
        Files.createDirectories(home.resolve("pictures/new"));
        Files.writeString(page, "more");
        awaitTold();
        assertEquals(watches ? List.of(home) : List.of(), registered);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void outlivesItsFolder(boolean watches) throws Exception {
        start(page, watches);
        Files.move(home, temporary.resolve("aside"));
        awaitTold();
        Files.createDirectory(home);
        Files.writeString(page, "again");
        awaitTold();
        Files.writeString(page, "and again");
        awaitTold();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void followsALinkToAnotherFile(boolean watches) throws Exception {
        Path next = Files.writeString(
                Files.createDirectory(temporary.resolve("next")).resolve("page.html"), "next");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), page);
        start(link, watches);
        Files.writeString(page, "more");
        awaitTold();
        Files.delete(link);
        awaitTold();
        Files.createSymbolicLink(link, next);
        awaitTold();
        Files.writeString(next, "and more");
        awaitTold();
    }

    @Test
    void tellsOnceOfOneChange() throws Exception {
        int[] count = new int[1];
        try (WatchedFile file = new WatchedFile(page, WatchSource.ofSystem(), () -> count[0]++)) {
            Files.delete(page);
            for (long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
                    count[0] == 0 && System.nanoTime() < endNs; ) {
                file.await(TimeUnit.SECONDS.toNanos(1));
            }
            file.tick();
            file.tick();
            assertEquals(1, count[0]);
        }
    }

    @Test
    void bearsALinkToTheTop() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), page);
        int[] count = new int[1];
        try (WatchedFile file = new WatchedFile(link, top -> null, () -> count[0]++)) {
            for (Path target : List.of(link.getRoot(), page)) {
                Files.delete(link);
                Files.createSymbolicLink(link, target);
                file.tick();
            }
            assertEquals(2, count[0]);
        }
    }

    @Test
    void needsAFile() {
        assertThrows(NoSuchFileException.class, () -> FolderWatch.ofFile(home.resolve("none"), told::add));
        assertThrows(FileSystemException.class, () -> FolderWatch.ofFile(home, told::add));
    }

    private void start(Path file, boolean watches) throws IOException {
        watch = FolderWatch.ofFile(file, told::add, new Recorded(watches));
    }

    private void awaitTold() throws InterruptedException {
        assertEquals(Set.of("/"), told.poll(LIMIT_S, TimeUnit.SECONDS));
    }

    private final class Recorded implements WatchSource {
        private final boolean watches;

        Recorded(boolean watches) {
            this.watches = watches;
        }

        @Override
        public WatchService open(Path root) throws IOException {
            return watches ? root.getFileSystem().newWatchService() : null;
        }

        @Override
        public WatchKey register(WatchService service, Path folder) throws IOException {
            registered.add(folder);
            return WatchSource.super.register(service, folder);
        }
    }
}
