package org.lingmq.web.live;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Watches a folder and all below, or one file, and tells which paths changed: new files, changed ones and those that
 * are gone.
 *
 * <p>Changes that come together are told together, after {@value Burst#QUIET_MS} ms of quiet or
 * {@value Burst#PATIENCE_MS} ms. Paths begin with {@code /}, which stands for the folder, have {@code /} between names
 * on every system and are not percent-encoded: {@code /css/site.css}. One that ends in {@code /} is a folder that is
 * new, or in which something changed that the system did not name.
 *
 * <p>Files and folders whose names begin with a dot and folders called {@code node_modules} are left out. Symbolic
 * links are not followed. When the system gives no more watches, a warning says so once and that part of the tree is
 * looked through every second, or as often as takes a tenth of the time. A folder that is removed is watched again when
 * there is one with its name.
 */
public final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.lingmq.web.live");

    /** Begins to watch, and tells the names of what changes. */
    private interface Beginning {
        Watched begin(Consumer<String> changed) throws IOException;
    }

    private final Path place;
    private final Consumer<Set<String>> listener;
    private final Burst burst = new Burst();
    private final Watched watched;
    private final Pace pace;

    private FolderWatch(Path place, Consumer<Set<String>> listener, Beginning beginning) throws IOException {
        this.place = place;
        this.listener = listener;
        long beganNs = System.nanoTime();
        watched = beginning.begin(name -> burst.add(name, System.nanoTime()));
        pace = new Pace(beganNs, System.nanoTime());
    }

    /**
     * Watches a folder. Every change after this returns is told.
     *
     * @param folder to be watched; a symbolic link is followed here, once
     * @param listener is called by a daemon thread with at least one path; while it runs, changes wait
     * @return what ends it
     * @throws IOException when there is no such folder
     */
    public static FolderWatch start(Path folder, Consumer<Set<String>> listener) throws IOException {
        return start(folder, Set.of(), listener);
    }

    /**
     * Watches a folder, as {@link #start(Path, Consumer)}, without some files: a log of requests would have pages load
     * anew because they were loaded.
     *
     * @param folder to be watched; a symbolic link is followed here, once
     * @param ignored files of which nothing is told, in the folder or elsewhere; none has to be there yet. Of a
     *     symbolic link neither its own changes are told nor those of the file that it leads to
     * @param listener is called by a daemon thread with at least one path; while it runs, changes wait
     * @return what ends it
     * @throws IOException when there is no such folder
     */
    public static FolderWatch start(Path folder, Set<Path> ignored, Consumer<Set<String>> listener) throws IOException {
        return start(folder, ignored, listener, WatchSource.ofSystem());
    }

    static FolderWatch start(Path folder, Set<Path> ignored, Consumer<Set<String>> listener, WatchSource source)
            throws IOException {
        Path root = folder.toRealPath();
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(root.toString());
        }
        IgnoredFiles left = new IgnoredFiles(ignored);
        return begun(new FolderWatch(
                root,
                listener,
                changed -> new WatchedTree(root, source, path -> {
                    if (!left.contains(path)) {
                        changed.accept(name(root, path));
                    }
                })));
    }

    /**
     * Watches one file, for a server that shows it under every path. Nothing else in its folder is looked at, and
     * nothing below. Every change after this returns is told: the file was written, replaced, removed or came back.
     *
     * @param file to be watched, also when its name begins with a dot; a symbolic link is followed, and when it leads
     *     to another file later that is a change, seen within a second
     * @param listener is called by a daemon thread with {@code /} alone; while it runs, changes wait
     * @return what ends it
     * @throws IOException when there is no such file
     */
    public static FolderWatch ofFile(Path file, Consumer<Set<String>> listener) throws IOException {
        return ofFile(file, listener, WatchSource.ofSystem());
    }

    static FolderWatch ofFile(Path file, Consumer<Set<String>> listener, WatchSource source) throws IOException {
        Path absolute = file.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw new FileSystemException(absolute.toString(), null, "it is a folder");
        }
        return begun(new FolderWatch(
                absolute, listener, changed -> new WatchedFile(absolute, source, () -> changed.accept("/"))));
    }

    private static FolderWatch begun(FolderWatch watch) {
        Thread thread = new Thread(watch::run, "folder-watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    /** Ends it. A call of the listener that is under way, or about to begin, is not waited for. */
    @Override
    public void close() {
        try {
            watched.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Watching " + place + " did not end well", e);
        }
    }

    private void run() {
        try {
            long nowNs = System.nanoTime();
            while (watched.await(Math.max(0, Math.min(burst.waitNs(nowNs), pace.waitNs(nowNs))))) {
                nowNs = System.nanoTime();
                if (pace.waitNs(nowNs) <= 0) {
                    long beganNs = nowNs;
                    watched.tick();
                    nowNs = System.nanoTime();
                    pace.looked(beganNs, nowNs);
                }
                Set<String> paths = burst.take(nowNs);
                if (!paths.isEmpty()) {
                    tell(paths);
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            // The end that close() asked for; nobody else knows the thread.
            return;
        }
    }

    private void tell(Set<String> paths) {
        try {
            listener.accept(paths);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A change of " + place + " could not be told", e);
        }
    }

    private static String name(Path root, Path path) {
        StringBuilder name = new StringBuilder();
        for (Path part : root.relativize(path)) {
            if (!part.toString().isEmpty()) {
                name.append('/').append(part);
            }
        }
        if (name.isEmpty() || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            name.append('/');
        }
        return name.toString();
    }
}
