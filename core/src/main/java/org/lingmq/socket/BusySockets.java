package org.lingmq.socket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The sockets of whose lanes a thread has turned some busy. Before it waits in one socket or in a poller it settles the
 * others too, so that the end of what it wrote there need not wait until the I/O thread looks.
 */
final class BusySockets {

    private static final Logger LOG = System.getLogger("org.lingmq.socket");

    /** A thread may outlive the sockets it used, and forgets those it never waits for again when they are closed. */
    private static final ThreadLocal<Set<WeakReference<Lobby>>> OF_THREAD = ThreadLocal.withInitial(LinkedHashSet::new);

    private static final int MANY = 32;

    private BusySockets() {}

    /** A lane of the socket turned busy; always the same reference for the same socket. */
    static void add(WeakReference<Lobby> socket) {
        Set<WeakReference<Lobby>> sockets = OF_THREAD.get();
        if (sockets.add(socket) && sockets.size() >= MANY && Integer.bitCount(sockets.size()) == 1) {
            // A thread that only sends never settles; others may have closed what it used.
            sockets.removeIf(each -> each.get() == null);
        }
    }

    /** The thread closes the socket. */
    static void remove(WeakReference<Lobby> socket) {
        OF_THREAD.get().remove(socket);
    }

    /** The thread waits next, inside the one socket, which is settled already, or in none. */
    static void settleAllBut(Lobby inside) {
        Set<WeakReference<Lobby>> sockets = OF_THREAD.get();
        if (!sockets.isEmpty()) {
            sockets.removeIf(socket -> settled(socket.get(), inside));
        }
    }

    private static boolean settled(Lobby lobby, Lobby inside) {
        try {
            return lobby == null || lobby == inside || lobby.settleFromOutside();
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.ERROR, "writing for a socket whose thread waits elsewhere failed; this is a bug", failure);
            return true;
        }
    }
}
