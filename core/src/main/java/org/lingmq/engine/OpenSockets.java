package org.lingmq.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;
import org.lingmq.socket.LingPoller;
import org.lingmq.socket.LingSocket;
import org.lingmq.socket.SocketCore;

/**
 * The sockets of a context that are not gone: open ones, and closed ones that still linger; and its open pollers. Any
 * thread; one lock, never on the path of a message.
 */
final class OpenSockets {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<SocketCore, LingSocket> sockets = new LinkedHashMap<>();
    private final Set<LingPoller> pollers = new HashSet<>();
    private final int most;
    private boolean shut;

    OpenSockets(int most) {
        this.most = most;
    }

    /** Adds a poller, unless the context is shut down. */
    void add(LingPoller poller) {
        lock.lock();
        try {
            refuseWhenShut();
            pollers.add(poller);
        } finally {
            lock.unlock();
        }
    }

    void remove(LingPoller poller) {
        lock.lock();
        try {
            pollers.remove(poller);
        } finally {
            lock.unlock();
        }
    }

    /** The pollers that are not closed. */
    List<LingPoller> pollers() {
        lock.lock();
        try {
            return List.copyOf(pollers);
        } finally {
            lock.unlock();
        }
    }

    private void refuseWhenShut() {
        if (shut) {
            throw new ZmqException(ErrorCode.ETERM, "the context was shut down; open a new one");
        }
    }

    /** Adds a socket, unless the context is shut down or full. */
    void add(LingSocket socket) {
        lock.lock();
        try {
            refuseWhenShut();
            if (sockets.size() >= most) {
                throw new ZmqException(
                        ErrorCode.EMFILE,
                        most == 1
                                ? "the context has its 1 socket; close it or raise maxSockets"
                                : "the context has its " + most + " sockets; close some or raise maxSockets");
            }
            sockets.put(socket.core(), socket);
        } finally {
            lock.unlock();
        }
    }

    void remove(SocketCore core) {
        lock.lock();
        try {
            sockets.remove(core);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No socket is added any more; returns those that are there. */
    List<LingSocket> shut() {
        lock.lock();
        try {
            shut = true;
            return new ArrayList<>(sockets.values());
        } finally {
            lock.unlock();
        }
    }

    boolean isShut() {
        lock.lock();
        try {
            return shut;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until every socket is gone. An interrupt ends the wait, and the thread's flag stays set. Those that are
     * left then are given up: nobody waits for them any more.
     *
     * @param timeoutNs how long at most; negative for ever
     * @return those that were given up
     */
    List<LingSocket> awaitGone(long timeoutNs) {
        long leftNs = timeoutNs;
        lock.lock();
        try {
            while (!sockets.isEmpty() && (timeoutNs < 0 || leftNs > 0)) {
                if (timeoutNs < 0) {
                    changed.await(1, TimeUnit.HOURS);
                } else {
                    leftNs = changed.awaitNanos(leftNs);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return giveUp();
    }

    private List<LingSocket> giveUp() {
        lock.lock();
        try {
            List<LingSocket> left = new ArrayList<>(sockets.values());
            sockets.clear();
            changed.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }
}
