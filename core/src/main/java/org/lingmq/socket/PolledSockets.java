package org.lingmq.socket;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;
import org.lingmq.io.CallerThread;
import org.lingmq.io.Mailbox;

/**
 * The sockets of a poller. Only those are looked at that may have something new: those that were ready at the last
 * poll, so that what is ready stays ready, those that were used since, those whose links the selector found ready, and
 * those that were rung.
 */
final class PolledSockets {

    private final WaitingPlace place;
    private final Map<Object, Integer> found;
    private final Consumer<LingSocket> whenClosed;
    private final Map<LingSocket, PolledSocket> sockets = new IdentityHashMap<>();

    /** Those in which something may have changed, from any thread. */
    private final Mailbox rung = new Mailbox();

    /** Those to be looked at before the next sleep. */
    private final List<PolledSocket> due = new ArrayList<>();

    private boolean virtual;

    /** What is ready goes into the map; the consumer is told of sockets that were closed. */
    PolledSockets(WaitingPlace place, Map<Object, Integer> found, Consumer<LingSocket> whenClosed) {
        this.place = place;
        this.found = found;
        this.whenClosed = whenClosed;
    }

    void add(LingSocket socket, int events) {
        sockets.put(socket, new PolledSocket(socket, place, rung, this::due));
        change(socket, events);
    }

    void change(LingSocket socket, int events) {
        PolledSocket polled = sockets.get(socket);
        polled.want(events);
        due(polled);
    }

    void remove(LingSocket socket) {
        socket.lobby().forsake(sockets.remove(socket));
    }

    private void due(PolledSocket socket) {
        if (socket.turnsDue()) {
            due.add(socket);
        }
    }

    /** What was found is looked at again; a virtual thread leaves the links of all sockets to the I/O thread. */
    void beginAnew() {
        if (CallerThread.isVirtual() != virtual) {
            virtual = !virtual;
            sockets.values().forEach(this::due);
        }
        for (Object item : found.keySet()) {
            if (item instanceof LingSocket socket) {
                due(sockets.get(socket));
            }
        }
    }

    /** Whether some are to be looked at that were not when {@link #look} began. */
    boolean rung() {
        return !rung.isEmpty();
    }

    /** Whether some are to be looked at whose links were found ready. */
    boolean due() {
        return !due.isEmpty();
    }

    /** Finds those that are ready now. */
    void look() {
        rung.handle(Integer.MAX_VALUE);
        int looked = 0;
        try {
            for (; looked < due.size(); looked++) {
                look(due.get(looked));
            }
        } finally {
            due.subList(0, looked).clear();
        }
    }

    /** A socket that is closed, or being closed by another thread, drops out. */
    private void look(PolledSocket polled) {
        LingSocket socket = polled.socket();
        if (sockets.get(socket) != polled) {
            return;
        }
        try {
            int events = socket.look(polled);
            polled.lookedAt();
            if (events == 0) {
                found.remove(socket);
            } else {
                found.put(socket, events);
            }
        } catch (ZmqException e) {
            if (e.code() != ErrorCode.ENOTSOCK) {
                throw e;
            }
            sockets.remove(socket);
            whenClosed.accept(socket);
        }
    }

    void close() {
        sockets.forEach((socket, polled) -> socket.lobby().forsake(polled));
        sockets.clear();
    }
}
