package org.lingmq.web.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One file. Of its folder only the events are taken; what else is in there is neither listed nor looked at. At every
 * {@link #tick} the file is looked at too, for the watch does not see everything: another target of a symbolic link,
 * another folder in the place of the one that is watched, and all when the system gives no watch.
 */
final class WatchedFile implements Watched {
    private final Path file;
    private final WatchSource source;
    private final Runnable changed;
    private final WatchService service;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Path real;
    private WatchKey key;
    private Object folderIdentity;
    private PolledTree.Stamp stamp;

    /**
     * Begins to watch.
     *
     * @param file an absolute path, which may be a symbolic link
     * @param changed is called after each change
     * @throws IOException when there is no such file
     */
    WatchedFile(Path file, WatchSource source, Runnable changed) throws IOException {
        this.file = file;
        this.source = source;
        this.changed = changed;
        real = file.toRealPath();
        service = open();
        watch();
        stamp = stamp();
    }

    @Override
    public boolean await(long waitNs) throws InterruptedException {
        if (service == null) {
            return !closed.await(waitNs, TimeUnit.NANOSECONDS);
        }
        for (WatchKey next = service.poll(waitNs, TimeUnit.NANOSECONDS); next != null; next = service.poll()) {
            take(next);
        }
        return closed.getCount() > 0;
    }

    @Override
    public void tick() {
        Path before = real;
        try {
            Path now = file.toRealPath();
            // A link may lead to the top of the system by now, which is in no folder.
            real = now.getParent() == null ? before : now;
        } catch (IOException e) {
            // Gone: it may come back where it was.
            real = before;
        }
        Path folder = real.getParent();
        boolean watched = key != null && key.isValid();
        if (!folder.equals(before.getParent())
                || !watched
                || !Objects.equals(folderIdentity, WatchedTree.identity(folder))) {
            watch();
        }
        look();
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
            return source.open(real.getParent());
        } catch (IOException e) {
            // To look at one file every second is nothing that anybody has to be warned of.
            return null;
        }
    }

    /** Watches the folder that the file is in now. */
    private void watch() {
        if (service == null) {
            return;
        }
        WatchKey before = key;
        Path folder = real.getParent();
        folderIdentity = WatchedTree.identity(folder);
        try {
            key = source.register(service, folder);
        } catch (IOException e) {
            // Gone, closed to this user, or one too many: it is tried again.
            key = null;
        }
        if (before != null && !before.equals(key)) {
            before.cancel();
        }
    }

    private void take(WatchKey signalled) {
        boolean named = false;
        boolean unnamed = false;
        for (WatchEvent<?> event : signalled.pollEvents()) {
            unnamed |= event.kind() == StandardWatchEventKinds.OVERFLOW;
            named |= real.getFileName().equals(event.context());
        }
        signalled.reset();
        if (named && signalled.equals(key)) {
            stamp = stamp();
            changed.run();
        } else if (unnamed) {
            look();
        }
    }

    private void look() {
        PolledTree.Stamp now = stamp();
        if (!Objects.equals(now, stamp)) {
            stamp = now;
            changed.run();
        }
    }

    /** What tells two states of the file apart; {@code null} when it is gone. */
    private PolledTree.Stamp stamp() {
        try {
            return PolledTree.Stamp.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (IOException e) {
            return null;
        }
    }
}
