package org.lingmq.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedTreeTest {
    @TempDir
    private Path root;

    private final Guarded source = new Guarded();
    private final List<Path> changes = new ArrayList<>();

    @BeforeEach
    void makeReal() throws IOException {
        root = root.toRealPath();
    }

    @Test
    void saysNothingOfARootThatMayNotBeRead() throws Exception {
        Path file = Files.writeString(root.resolve("file"), "1");
        source.closed = true;
        try (WatchedTree tree = new WatchedTree(root, source, changes::add)) {
            tree.tick();
            tree.tick();
            assertEquals(List.of(), changes);
            source.closed = false;
            tree.tick();
            assertEquals(List.of(file, root), changes);
            tree.tick();
            assertEquals(List.of(file, root), changes);
        }
    }

    @Test
    void tellsOnceOfARootThatIsAnotherOneAndMayNotBeRead() throws Exception {
        try (WatchedTree tree = new WatchedTree(root, source, changes::add)) {
            // Beside it, so that the two are never the same.
            Path next = Files.createDirectory(root.resolveSibling(root.getFileName() + "-next"));
            Files.delete(root);
            Files.move(next, root);
            source.closed = true;
            tree.tick();
            tree.tick();
            assertEquals(List.of(root), changes);
        }
    }

    /** A system in which a folder may be open or closed to the user. */
    private static final class Guarded implements WatchSource {
        private boolean closed;

        @Override
        public WatchService open(Path root) throws IOException {
            return root.getFileSystem().newWatchService();
        }

        @Override
        public WatchKey register(WatchService service, Path folder) throws IOException {
            if (closed) {
                throw new AccessDeniedException(folder.toString());
            }
            return WatchSource.super.register(service, folder);
        }
    }
}
