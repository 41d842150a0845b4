package org.lingmq.socket;

import java.lang.ref.WeakReference;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The sockets of whose lanes a thread has turned some busy. Before it waits in one socket or in a poller it settles the
 * others too, so that the end of what it wrote there need not wait until the I/O thread looks.
 */
final class BusySockets {

    /** A thread may outlive the sockets it used, and forgets those it never waits for again when they are closed. */
    private static final ThreadLocal<Set<WeakReference<Lobby>>> OF_THREAD = ThreadLocal.withInitial(LinkedHashSet::new);

    private BusySockets() {}

    /** A lane of the socket turned busy; always the same reference for the same socket. */
    static void add(WeakReference<Lobby> socket) {
        OF_THREAD.get().add(socket);
    }

    /** The thread closes the socket. */
    static void remove(WeakReference<Lobby> socket) {
        OF_THREAD.get().remove(socket);
    }

    /** The thread waits next; it may be inside one of the sockets and settles that by itself. */
    static void settle() {
        Set<WeakReference<Lobby>> sockets = OF_THREAD.get();
        if (!sockets.isEmpty()) {
            sockets.forEach(BusySockets::settle);
            sockets.clear();
        }
    }

    private static void settle(WeakReference<Lobby> socket) {
        Lobby lobby = socket.get();
        if (lobby != null) {
            lobby.settleFromOutside();
        }
    }
}
