package org.lingmq.web.live;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The folders of a tree, each with the watch that the system gives for it. Where the system gives none, the rest of the
 * tree below is looked through at every {@link #tick}. Used by one thread; any may {@link #close} it.
 */
final class WatchedTree implements Watched {
    private static final Logger LOG = System.getLogger("org.lingmq.web.live");

    private final Path root;
    private final WatchSource source;
    private final Consumer<Path> changed;
    private final WatchService service;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<WatchKey, Path> folders = new HashMap<>();
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final Map<Path, PolledTree> polled = new HashMap<>();
    private Object rootIdentity;
    private boolean incomplete;
    private boolean warned;

    /**
     * Begins to watch.
     *
     * @param root a real path
     * @param changed is told of each path that is new, different or gone
     */
    WatchedTree(Path root, WatchSource source, Consumer<Path> changed) {
        this.root = root;
        this.source = source;
        this.changed = changed;
        service = open();
        rootIdentity = identity(root);
        enter(root, false);
    }

    /** What is not watched: hidden files and folders, and the packages of Node.js, which are many. */
    static boolean left(Path path) {
        Path name = path.getFileName();
        return name != null
                && (name.toString().startsWith(".") || name.toString().equals("node_modules"));
    }

    @Override
    public boolean await(long waitNs) throws InterruptedException {
        if (service == null) {
            return !closed.await(waitNs, TimeUnit.NANOSECONDS);
        }
        WatchKey key = service.poll(waitNs, TimeUnit.NANOSECONDS);
        while (key != null) {
            take(key);
            key = service.poll();
        }
        if (incomplete) {
            incomplete = false;
            // Folders may have come of which nothing was said; those that are watched keep their watch.
            enter(root, false);
        }
        return closed.getCount() > 0;
    }

    @Override
    public void tick() {
        Object identity = identity(root);
        // A build may remove the folder, or put another one in its place.
        boolean other = !Objects.equals(identity, rootIdentity);
        if (other || identity != null && !rootIsWatched()) {
            rootIdentity = identity;
            forget(root);
            if (identity != null) {
                enter(root, true);
            }
            // A folder that may not be read stays without a watch: that is tried again each time, and is no change.
            if (other || rootIsWatched()) {
                changed.accept(root);
            }
        }
        for (PolledTree tree : polled.values()) {
            tree.changes().forEach(changed);
        }
    }

    private boolean rootIsWatched() {
        WatchKey key = keys.get(root);
        return polled.containsKey(root) || key != null && key.isValid();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        if (service != null) {
            service.close();
        }
    }

    private WatchService open() {
        try {
            return source.open(root);
        } catch (IOException e) {
            warn(root, e);
            return null;
        }
    }

    private void take(WatchKey key) {
        Path folder = folders.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (folder == null) {
                // A folder that was moved or removed meanwhile.
                continue;
            }
            if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
                incomplete = true;
                changed.accept(folder);
            } else if (event.context() instanceof Path name && !left(name)) {
                take(event.kind(), folder.resolve(name));
            }
        }
        if (!key.reset() && folders.remove(key, folder)) {
            keys.remove(folder, key);
        }
    }

    private void take(WatchEvent.Kind<?> kind, Path path) {
        boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        if (kind == StandardWatchEventKinds.ENTRY_DELETE) {
            // Also when a new one has its name: then that is announced next. The watches of one that was moved would
            // go on under the name that it had.
            forget(path);
        } else if (kind == StandardWatchEventKinds.ENTRY_CREATE && folder) {
            enter(path, true);
        } else if (folder) {
            // Its date changed because of what is in it, and that is told by itself.
            return;
        }
        changed.accept(path);
    }

    /**
     * Watches a folder and those below. Each is listed after it is watched, so nothing can come in unseen.
     *
     * @param news whether what is in there is to be told: it may have come before the watch
     */
    private void enter(Path top, boolean news) {
        Deque<Path> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty()) {
            Path folder = open.pop();
            if (watch(folder, news)) {
                list(folder, news, open);
            }
        }
    }

    private void list(Path folder, boolean news, Deque<Path> below) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, entry -> !left(entry))) {
            for (Path entry : entries) {
                // A symbolic link may lead anywhere; what it names is served, not watched.
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    below.push(entry);
                }
                if (news) {
                    changed.accept(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Gone already, which its parent tells; or not to be read, and so not to be served either.
            return;
        }
    }

    /** Watches one folder, or has it polled with all below; returns whether those below want a watch of their own. */
    private boolean watch(Path folder, boolean news) {
        if (polled.containsKey(folder)) {
            return false;
        }
        try {
            if (service != null) {
                WatchKey key = source.register(service, folder);
                // The system may know the folder under another name, and give the key that it had then.
                Path before = folders.put(key, folder);
                if (before != null && !before.equals(folder)) {
                    keys.remove(before, key);
                }
                keys.put(folder, key);
                return true;
            }
        } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
            return false;
        } catch (IOException e) {
            warn(folder, e);
        }
        PolledTree tree = new PolledTree(folder);
        if (!news) {
            tree.changes();
        }
        polled.put(folder, tree);
        return false;
    }

    /** Ends the watches of a path and of all below, if it was a folder. */
    private void forget(Path path) {
        if (keys.containsKey(path)) {
            for (Iterator<Map.Entry<Path, WatchKey>> all = keys.entrySet().iterator(); all.hasNext(); ) {
                Map.Entry<Path, WatchKey> entry = all.next();
                if (entry.getKey().startsWith(path)) {
                    entry.getValue().cancel();
                    folders.remove(entry.getValue());
                    all.remove();
                }
            }
        }
        polled.keySet().removeIf(top -> top.startsWith(path));
    }

    private void warn(Path folder, IOException reason) {
        if (!warned) {
            warned = true;
            LOG.log(
                    Level.WARNING,
                    "No watch for {0}: {1}. It is looked through again and again instead, which takes longer. On Linux"
                            + " more folders can be watched after:"
                            + " sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512",
                    folder,
                    reason.getMessage());
        }
    }

    /** What tells a folder from another one in its place; {@code null} when there is none. */
    static Object identity(Path folder) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
            if (!attributes.isDirectory()) {
                return null;
            }
            // Windows has no key for it.
            return Objects.requireNonNullElse(attributes.fileKey(), "folder");
        } catch (IOException e) {
            return null;
        }
    }
}
