package org.lingmq.web.live;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** Where watches come from. Tests give one that has too few. */
interface WatchSource {
    /**
     * A service that tells of changes.
     *
     * @return {@code null} when the system has none that would be faster than looking
     * @throws IOException when the system gives no more of them
     */
    WatchService open(Path root) throws IOException;

    /**
     * Watches one folder.
     *
     * @throws IOException when it is gone or not readable, or the system watches no more of them
     */
    default WatchKey register(WatchService service, Path folder) throws IOException {
        return folder.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
    }

    /** The watches of the system. */
    static WatchSource ofSystem() {
        return root -> {
            WatchService service = root.getFileSystem().newWatchService();
            // On macOS the JDK looks through the folders too, but only every two to ten seconds.
            if (service.getClass().getSimpleName().startsWith("Polling")) {
                service.close();
                return null;
            }
            return service;
        };
    }
}
