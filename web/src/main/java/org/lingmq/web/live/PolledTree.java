package org.lingmq.web.live;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A folder tree that is looked through again and again, because the system does not tell of its changes. Used by one
 * thread.
 */
final class PolledTree {
    private final Path top;
    private Map<Path, Stamp> known = Map.of();

    /** A tree in which nothing is known yet: the first look finds everything changed. */
    PolledTree(Path top) {
        this.top = top;
    }

    /** Looks through the tree; returns what is new, different or gone since the last look. */
    Set<Path> changes() {
        Map<Path, Stamp> now = look();
        Set<Path> changes = new HashSet<>();
        for (Map.Entry<Path, Stamp> entry : now.entrySet()) {
            if (!entry.getValue().equals(known.get(entry.getKey()))) {
                changes.add(entry.getKey());
            }
        }
        for (Path path : known.keySet()) {
            if (!now.containsKey(path)) {
                changes.add(path);
            }
        }
        known = now;
        return changes;
    }

    private Map<Path, Stamp> look() {
        Map<Path, Stamp> found = new HashMap<>();
        try {
            Files.walkFileTree(top, new Look(found));
        } catch (IOException e) {
            // The visitor forgives everything, so this is a folder that broke off while being listed: the next look
            // sees the rest.
            return found;
        }
        return found;
    }

    /** What tells two states of a file apart; of a folder only that it is there, for its files speak for themselves. */
    record Stamp(FileTime modified, long size, Object identity) {
        static Stamp of(BasicFileAttributes attributes) {
            return attributes.isDirectory()
                    ? new Stamp(FileTime.fromMillis(0), 0, "folder")
                    : new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    private final class Look extends SimpleFileVisitor<Path> {
        private final Map<Path, Stamp> found;

        Look(Map<Path, Stamp> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!folder.equals(top) && WatchedTree.left(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            found.put(folder, Stamp.of(attributes));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!WatchedTree.left(file)) {
                found.put(file, Stamp.of(attributes));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            // Gone since it was listed, or not to be read and so not to be served either.
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
