package org.lingmq.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
    private static final long LIMIT_S = 60;
    /** More than the events that the JDK keeps for one folder. */
    private static final int FLOOD = 2000;

    @TempDir
    private Path temporary;

    private Path root;
    private Path outside;
    private final BlockingQueue<Set<String>> told = new LinkedBlockingQueue<>();
    private final Set<String> all = new TreeSet<>();
    private FolderWatch watch;

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectory(temporary.resolve("site"));
        outside = Files.createDirectory(temporary.resolve("outside"));
    }

    @AfterEach
    void end() {
        if (watch != null) {
            watch.close();
        }
    }

    @Test
    void tellsOfFilesThatComeChangeAndGo() throws Exception {
        Files.writeString(root.resolve("old.txt"), "1");
        Files.createDirectories(root.resolve("css/themes"));
        start();
        Files.writeString(root.resolve("new.html"), "1");
        awaitTold("/new.html");
        Files.writeString(root.resolve("old.txt"), "2");
        awaitTold("/old.txt");
        Files.writeString(root.resolve("css/themes/dark night.css"), "1");
        awaitTold("/css/themes/dark night.css");
        Files.delete(root.resolve("new.html"));
        awaitTold("/new.html");
        assertEquals(Set.of("/new.html", "/old.txt", "/css/themes/dark night.css"), all);
    }

    @Test
    void watchesFoldersThatCome() throws Exception {
        start();
        Path deep = Files.createDirectories(root.resolve("a/b/c"));
        Files.writeString(deep.resolve("one"), "1");
        awaitTold("/a/b/c/one");
        Files.writeString(deep.resolve("one"), "2");
        awaitTold("/a/b/c/one");
        Files.writeString(deep.resolve("two"), "1");
        awaitTold("/a/b/c/two");
        assertTrue(all.contains("/a/"), all::toString);
    }

    @Test
    void tellsOfFilesThatCameWithTheirFolder() throws Exception {
        Files.writeString(Files.createDirectories(outside.resolve("a/b")).resolve("file"), "1");
        start();
        Files.move(outside.resolve("a"), root.resolve("a"));
        awaitTold("/a/b/file");
    }

    @Test
    void knowsAFolderByItsNewName() throws Exception {
        Path folder = Files.createDirectories(root.resolve("old/deep"));
        start();
        Files.move(folder.getParent(), root.resolve("new"));
        awaitTold("/new/");
        all.clear();
        Files.writeString(root.resolve("new/deep/file"), "1");
        awaitTold("/new/deep/file");
        assertFalse(all.stream().anyMatch(path -> path.startsWith("/old/")), all::toString);
        Files.createDirectories(root.resolve("old/deep"));
        awaitTold("/old/deep/");
        Files.writeString(root.resolve("old/deep/file"), "1");
        awaitTold("/old/deep/file");
    }

    @Test
    void leavesHiddenFilesAndPackagesOut() throws Exception {
        for (String name : new String[] {".git", "node_modules", "sub/.idea", "sub/node_modules"}) {
            Files.createDirectories(root.resolve(name));
        }
        start();
        for (String name :
                new String[] {".git/index", "node_modules/a.js", "sub/.idea/x", "sub/node_modules/y", ".z"}) {
            Files.writeString(root.resolve(name), "1");
        }
        Files.writeString(Files.createDirectory(root.resolve(".later")).resolve("file"), "1");
        Files.writeString(root.resolve("last"), "1");
        awaitTold("/last");
        assertEquals(Set.of("/last"), all);
    }

    @Test
    void doesNotFollowSymbolicLinks() throws Exception {
        Files.createSymbolicLink(root.resolve("before"), outside);
        start();
        Files.createSymbolicLink(root.resolve("after"), outside);
        awaitTold("/after");
        Files.writeString(outside.resolve("file"), "1");
        Files.writeString(root.resolve("last"), "1");
        awaitTold("/last");
        assertEquals(Set.of("/after", "/last"), all);
    }

    @Test
    void watchesAFolderThatWasRemovedAndCameBack() throws Exception {
        Files.createDirectory(root.resolve("sub"));
        start();
        Files.delete(root.resolve("sub"));
        Files.delete(root);
        awaitTold("/");
        Files.createDirectories(root.resolve("sub"));
        awaitTold("/sub/");
        Files.writeString(root.resolve("sub/file"), "1");
        awaitTold("/sub/file");
    }

    @Test
    void watchesTheFolderThatTookThePlace() throws Exception {
        Files.writeString(outside.resolve("new"), "1");
        start();
        Files.move(root, temporary.resolve("aside"));
        Files.move(outside, root);
        awaitTold("/new");
        Files.writeString(root.resolve("newer"), "1");
        awaitTold("/newer");
    }

    @Test
    void countsChangesThatTheSystemDidNotName() throws Exception {
        CountDownLatch free = startAndKeepBusy();
        for (int i = 0; i < FLOOD; i++) {
            Files.writeString(root.resolve("file" + i), "1");
        }
        Files.createDirectories(root.resolve("unnamed/deep"));
        free.countDown();
        awaitTold("/");
        Files.writeString(root.resolve("unnamed/deep/file"), "1");
        awaitTold("/unnamed/deep/file");
    }

    @Test
    void learnsOfAnArrivalBeforeTheDeparture() throws Exception {
        Files.createDirectories(root.resolve("from/folder"));
        Files.createDirectories(root.resolve("to"));
        CountDownLatch free = startAndKeepBusy();
        Files.writeString(root.resolve("to/file"), "1");
        Files.move(root.resolve("from/folder"), root.resolve("to/folder"));
        free.countDown();
        awaitTold("/from/folder");
        Files.writeString(root.resolve("to/folder/file"), "1");
        awaitTold("/to/folder/file");
    }

    @Test
    void forgetsAFolderThatLeft() throws Exception {
        Files.createDirectories(root.resolve("folder/deep"));
        start();
        Files.move(root.resolve("folder"), outside.resolve("folder"));
        awaitTold("/folder");
        Files.writeString(outside.resolve("folder/deep/file"), "1");
        Files.writeString(root.resolve("last"), "1");
        awaitTold("/last");
        assertEquals(Set.of("/folder", "/last"), all);
    }

    @Test
    void watchesAFolderThatWasReplacedAtOnce() throws Exception {
        start();
        Files.delete(root);
        Files.createDirectory(root);
        awaitTold("/");
        Files.writeString(root.resolve("file"), "1");
        awaitTold("/file");
    }

    @Test
    void goesOnWhenAListenerFails() throws Exception {
        watch = FolderWatch.start(root, paths -> {
            told.add(paths);
            throw new IllegalStateException("wanted");
        });
        Files.writeString(root.resolve("one"), "1");
        awaitTold("/one");
        Files.writeString(root.resolve("two"), "1");
        awaitTold("/two");
    }

    @Test
    void needsAFolder() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "1");
        assertThrows(NotDirectoryException.class, () -> FolderWatch.start(file, told::add));
        assertThrows(NoSuchFileException.class, () -> FolderWatch.start(root.resolve("none"), told::add));
    }

    @Test
    void endsItsThread() throws Exception {
        for (WatchSource source : new WatchSource[] {WatchSource.ofSystem(), top -> null}) {
            CountDownLatch called = new CountDownLatch(1);
            Thread[] thread = new Thread[1];
            watch = FolderWatch.start(
                    root,
                    Set.of(),
                    paths -> {
                        thread[0] = Thread.currentThread();
                        called.countDown();
                    },
                    source);
            Files.writeString(root.resolve("file"), source.toString());
            await(called);
            assertTrue(thread[0].isDaemon());
            watch.close();
            thread[0].join(TimeUnit.SECONDS.toMillis(LIMIT_S));
            assertFalse(thread[0].isAlive());
        }
    }

    private void start() throws IOException {
        watch = FolderWatch.start(root, told::add);
    }

    /** Watches, and has the watch wait in a call of its listener until the result is counted down. */
    private CountDownLatch startAndKeepBusy() throws IOException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        watch = FolderWatch.start(root, paths -> {
            told.add(paths);
            busy.countDown();
            await(free);
        });
        Files.writeString(root.resolve("first"), "1");
        await(busy);
        return free;
    }

    /** Waits until a path is told that may have been told before. */
    private void awaitTold(String path) throws InterruptedException {
        Set<String> paths = Set.of();
        while (!paths.contains(path)) {
            paths = told.poll(LIMIT_S, TimeUnit.SECONDS);
            if (paths == null) {
                throw new AssertionError(path + " is not among " + all);
            }
            assertFalse(paths.isEmpty());
            all.addAll(paths);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT_S, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
