package org.lingmq.transport.ipc;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.lingmq.io.Slot;

/**
 * The socket files that this process bound and has not closed. What is still there when the process ends in order, by
 * its own exit or by SIGTERM or SIGINT, is removed then; SIGKILL leaves it for the next who binds there. Any thread.
 */
final class FilesToRemove {

    private static final Slot<Set<SocketFile>> OPEN = new Slot<>();

    static {
        OPEN.put(Set.of());
        try {
            Thread hook = new Thread(FilesToRemove::removeAll, "lingmq-ipc-files");
            // That of the thread which happened to bind first would be held for ever.
            hook.setContextClassLoader(null);
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The process is at its end already, too late for a promise.
        }
    }

    private FilesToRemove() {}

    static void add(SocketFile file) {
        OPEN.change(before -> {
            Set<SocketFile> more = new HashSet<>(before);
            more.add(file);
            return more;
        });
    }

    static void forget(SocketFile file) {
        OPEN.change(before -> {
            Set<SocketFile> fewer = new HashSet<>(before);
            fewer.remove(file);
            return fewer;
        });
    }

    static int count() {
        return OPEN.look().size();
    }

    private static void removeAll() {
        for (SocketFile file : OPEN.look()) {
            try {
                file.remove();
            } catch (IOException unremovable) {
                // Nobody is left who could do more about it.
            }
        }
    }
}
