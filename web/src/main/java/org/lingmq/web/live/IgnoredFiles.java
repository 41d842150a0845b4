package org.lingmq.web.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Files of which no change is told, by the names that they were given here and by the real ones. They may come later,
 * and so may links to them. Used by one thread.
 */
final class IgnoredFiles {
    /** The last real path of each. */
    private final Map<Path, Path> realPaths = new HashMap<>();

    IgnoredFiles(Set<Path> files) {
        for (Path file : files) {
            Path absolute = file.toAbsolutePath();
            realPaths.put(absolute.normalize(), real(absolute));
        }
    }

    /** Whether a path, absolute and without links to folders, is one of them. */
    boolean contains(Path path) {
        if (realPaths.containsKey(path) || realPaths.containsValue(path)) {
            return true;
        }
        // A link may have been set, or what it names may have come.
        realPaths.replaceAll(IgnoredFiles::realOr);
        return realPaths.containsValue(path);
    }

    private static Path realOr(Path file, Path before) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            // Gone: that is an event of the path that it had.
            return before;
        }
    }

    /** The real path that a file has, or will have when it is made. */
    private static Path real(Path file) {
        Path folder = file;
        while (folder != null) {
            try {
                return folder.toRealPath().resolve(folder.relativize(file)).normalize();
            } catch (IOException e) {
                folder = folder.getParent();
            }
        }
        return file.normalize();
    }
}
