package org.lingmq.socket;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.lingmq.ConcurrentUseException;
import org.lingmq.ErrorCode;
import org.lingmq.Poller;
import org.lingmq.Socket;
import org.lingmq.ZmqException;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.Flag;
import org.lingmq.io.Waiter;

/**
 * Waits for several sockets and channels at once. While it waits nobody is inside the sockets, their I/O threads read
 * for them and ring this poller's waiter; after each wake-up it looks at every socket, so that what is ready stays
 * ready.
 */
public final class LingPoller implements Poller {

    private final EntryGuard entry = new EntryGuard();
    private final Waiter waiter = new Waiter();
    private final Map<LingSocket, Integer> sockets = new LinkedHashMap<>();
    private final PolledChannels channels = new PolledChannels();
    private final List<Object> order = new ArrayList<>();
    private final IdentityHashMap<Object, Integer> found = new IdentityHashMap<>();
    private final Flag closing = new Flag();
    private final Flag terminated = new Flag();
    private final String name;
    private final Consumer<LingPoller> whenClosed;
    private List<Ready> ready = List.of();

    /** An empty poller; the consumer is told when it has been closed. */
    public LingPoller(String name, Consumer<LingPoller> whenClosed) {
        this.name = name;
        this.whenClosed = whenClosed;
    }

    private void enter() {
        switch (entry.enter()) {
            case BUSY -> {
                if (shut()) {
                    throw shutReason();
                }
                throw new ConcurrentUseException(name, entry.owner(), Thread.currentThread());
            }
            case CLOSED -> throw shutReason();
            case ENTERED -> {
                if (shut()) {
                    entry.exit();
                    throw shutReason();
                }
            }
        }
    }

    private boolean shut() {
        return closing.isUp() || terminated.isUp();
    }

    private ZmqException shutReason() {
        return closing.isUp()
                ? new ZmqException(ErrorCode.ENOTSOCK, "the poller is closed; make a new one")
                : new ZmqException(ErrorCode.ETERM, "the context was shut down; open a new one");
    }

    /** The context is being shut down: every call ends with ETERM. Any thread. */
    public void terminate() {
        terminated.raise();
        waiter.ring();
    }

    @Override
    public void register(Socket socket, int events) {
        enter();
        try {
            checkSocketMask(events);
            Objects.requireNonNull(socket, "socket");
            if (!(socket instanceof LingSocket own)) {
                throw new ZmqException(ErrorCode.EINVAL, "that socket is not of this library; register its channel");
            }
            checkNew(own);
            sockets.put(own, events);
            order.add(own);
        } finally {
            entry.exit();
        }
    }

    @Override
    public void register(SelectableChannel channel, int events) {
        enter();
        try {
            checkChannelMask(events);
            checkNew(Objects.requireNonNull(channel, "channel"));
            channels.add(channel, events);
            order.add(channel);
        } finally {
            entry.exit();
        }
    }

    @Override
    public void modify(Socket socket, int events) {
        enter();
        try {
            checkSocketMask(events);
            checkKnown(Objects.requireNonNull(socket, "socket"));
            sockets.put((LingSocket) socket, events);
        } finally {
            entry.exit();
        }
    }

    @Override
    public void modify(SelectableChannel channel, int events) {
        enter();
        try {
            checkChannelMask(events);
            checkKnown(Objects.requireNonNull(channel, "channel"));
            channels.change(channel, events);
        } finally {
            entry.exit();
        }
    }

    @Override
    public void unregister(Socket socket) {
        enter();
        try {
            checkKnown(Objects.requireNonNull(socket, "socket"));
            LingSocket own = (LingSocket) socket;
            forget(own);
            own.lobby().polledBy(null);
        } finally {
            entry.exit();
        }
    }

    private void forget(LingSocket socket) {
        sockets.remove(socket);
        order.remove(socket);
        found.remove(socket);
    }

    @Override
    public void unregister(SelectableChannel channel) {
        enter();
        try {
            checkKnown(Objects.requireNonNull(channel, "channel"));
            channels.remove(channel);
            order.remove(channel);
            found.remove(channel);
        } finally {
            entry.exit();
        }
    }

    private static void checkSocketMask(int events) {
        checkChannelMask(events);
        refuse((events & ERR) != 0, "only channels have ERR; a socket is watched for IN, OUT or both");
    }

    private static void checkChannelMask(int events) {
        refuse(
                (events & ~(IN | OUT | ERR)) != 0,
                "event mask " + events + " has bits of no event; add up those of IN, OUT and ERR that are meant");
    }

    private static void refuse(boolean wrong, String sentence) {
        if (wrong) {
            throw new ZmqException(ErrorCode.EINVAL, sentence);
        }
    }

    private void checkNew(Object item) {
        if (order.contains(item)) {
            throw new ZmqException(ErrorCode.EINVAL, item + " is registered already; use modify");
        }
    }

    private void checkKnown(Object item) {
        if (!order.contains(item)) {
            throw new ZmqException(ErrorCode.EINVAL, item + " is not registered with this poller");
        }
    }

    @Override
    public int size() {
        enter();
        try {
            return order.size();
        } finally {
            entry.exit();
        }
    }

    @Override
    public int poll(Duration limit) {
        long limitNs = Settings.timeoutNs(limit);
        enter();
        try {
            return poll(Deadline.in(limitNs));
        } finally {
            entry.exit();
        }
    }

    private int poll(Deadline deadline) {
        boolean last = deadline.over();
        while (true) {
            found.clear();
            channels.look(found);
            lookAtSockets();
            if (!found.isEmpty() || last) {
                return report();
            }
            if (order.isEmpty() && deadline.leftNs() < 0) {
                throw new ZmqException(
                        ErrorCode.EFAULT,
                        "nothing is registered, so this would wait for ever; register something first");
            }
            last = !sleep(deadline);
            if (shut()) {
                throw shutReason();
            }
        }
    }

    private void lookAtSockets() {
        for (Map.Entry<LingSocket, Integer> item : List.copyOf(sockets.entrySet())) {
            LingSocket socket = item.getKey();
            int events = look(socket, item.getValue());
            if (events != 0) {
                found.put(socket, events);
            }
        }
    }

    /** A socket that is closed, or being closed by another thread, drops out. */
    private int look(LingSocket socket, int wanted) {
        try {
            return socket.look(waiter, wanted);
        } catch (ZmqException e) {
            if (e.code() != ErrorCode.ENOTSOCK) {
                throw e;
            }
            forget(socket);
            return 0;
        }
    }

    private int report() {
        List<Ready> list = new ArrayList<>(found.size());
        for (Object item : order) {
            Integer events = found.get(item);
            if (events != null) {
                list.add(new Ready(item, events));
            }
        }
        ready = List.copyOf(list);
        return ready.size();
    }

    /** False when the time is up. */
    private boolean sleep(Deadline deadline) {
        BusySockets.settleAllBut(null);
        waiter.prepare(channels.selector());
        if (shut()) {
            waiter.cancel();
            return true;
        }
        for (LingSocket socket : sockets.keySet()) {
            if (socket.lobby().changedSinceLook()) {
                waiter.cancel();
                return true;
            }
        }
        Waiter.Outcome outcome =
                channels.isEmpty() ? waiter.park(deadline.leftNs()) : channels.sleep(waiter, deadline.leftNs());
        if (outcome == Waiter.Outcome.INTERRUPTED) {
            throw new ZmqException(
                    ErrorCode.EINTR,
                    "the thread was interrupted while it polled; the call may be repeated once the flag is cleared");
        }
        return outcome != Waiter.Outcome.TIME_UP && !deadline.over();
    }

    @Override
    public List<Ready> ready() {
        return ready;
    }

    @Override
    public boolean readable(Socket socket) {
        return has(socket, IN);
    }

    @Override
    public boolean writable(Socket socket) {
        return has(socket, OUT);
    }

    private boolean has(Socket socket, int event) {
        return (found.getOrDefault(socket, 0) & event) != 0;
    }

    @Override
    public void close() {
        closing.raise();
        waiter.ring();
        if (entry.enterToClose()) {
            sockets.keySet().forEach(socket -> socket.lobby().polledBy(null));
            sockets.clear();
            order.clear();
            found.clear();
            whenClosed.accept(this);
            try {
                channels.close();
            } finally {
                entry.close();
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
