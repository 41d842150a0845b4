package org.lingmq.socket;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.lingmq.ConcurrentUseException;
import org.lingmq.ErrorCode;
import org.lingmq.Options;
import org.lingmq.Poller;
import org.lingmq.Socket;
import org.lingmq.ZmqException;
import org.lingmq.io.Clock;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.Flag;
import org.lingmq.io.Waiter;

/**
 * Waits for several sockets and channels at once, in one selector for all of them: the thread that polls reads the
 * links of its sockets itself, while nobody is inside these.
 */
public final class LingPoller implements Poller {

    private static final long LOOK_EVERY_NS = TimeUnit.MICROSECONDS.toNanos(50);

    private final EntryGuard entry = new EntryGuard();
    private final Waiter waiter = new Waiter();
    private final WaitingPlace place = new WaitingPlace(entry, waiter);

    /** Each registered item with a number that grows. */
    private final IdentityHashMap<Object, Long> order = new IdentityHashMap<>();

    private final Map<Object, Integer> found = new LinkedHashMap<>();
    private final PolledSockets sockets = new PolledSockets(place, found, this::forget);
    private final PolledChannels channels = new PolledChannels(place, found);
    private final Flag closing = new Flag();
    private final Flag terminated = new Flag();
    private final String name;
    private final Consumer<LingPoller> whenClosed;
    private long spinNs = Options.SPIN.defaultValue().toNanos();
    private Spin spin = new Spin(place, this::lookAtChannels, this::somethingToDo, Spin.momentNs(spinNs));
    private List<Ready> ready = List.of();
    private long registered;
    private long lookedNs = Clock.SYSTEM.nowNs();

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
            sockets.add(own, events);
            spinAtMost(own.core().options().get(Options.SPIN).toNanos());
            order.put(own, registered++);
        } finally {
            entry.exit();
        }
    }

    private void spinAtMost(long momentNs) {
        if (momentNs < spinNs) {
            spinNs = momentNs;
            spin = new Spin(place, this::lookAtChannels, this::somethingToDo, Spin.momentNs(spinNs));
        }
    }

    @Override
    public void register(SelectableChannel channel, int events) {
        enter();
        try {
            checkChannelMask(events);
            checkNew(Objects.requireNonNull(channel, "channel"));
            channels.add(channel, events);
            order.put(channel, registered++);
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
            sockets.change((LingSocket) socket, events);
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
            sockets.remove((LingSocket) socket);
            forget(socket);
        } finally {
            entry.exit();
        }
    }

    private void forget(Object item) {
        order.remove(item);
        found.remove(item);
    }

    @Override
    public void unregister(SelectableChannel channel) {
        enter();
        try {
            checkKnown(Objects.requireNonNull(channel, "channel"));
            channels.remove(channel);
            forget(channel);
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
        if (order.containsKey(item)) {
            throw new ZmqException(ErrorCode.EINVAL, item + " is registered already; use modify");
        }
    }

    private void checkKnown(Object item) {
        if (!order.containsKey(item)) {
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
        place.visit();
        sockets.beginAnew();
        found.clear();
        boolean last = deadline.over();
        boolean slept = false;
        while (true) {
            sockets.look();
            channels.prepare();
            if (!found.isEmpty() || last) {
                if (!slept && (found.isEmpty() || !channels.isEmpty() || longSinceLook())) {
                    lookAtAll();
                }
                return report();
            }
            if (order.isEmpty() && deadline.leftNs() < 0) {
                throw new ZmqException(
                        ErrorCode.EFAULT,
                        "nothing is registered, so this would wait for ever; register something first");
            }
            last = !sleep(deadline);
            slept = true;
            if (shut()) {
                throw shutReason();
            }
        }
    }

    /**
     * Whether the others have a right to be looked at though something is ready. Not each time: an application that
     * polls for each message would read the channels in small pieces.
     */
    private boolean longSinceLook() {
        return Clock.SYSTEM.nowNs() - lookedNs >= LOOK_EVERY_NS;
    }

    private void lookAtAll() {
        lookedNs = Clock.SYSTEM.nowNs();
        lookAtChannels();
        sockets.look();
    }

    private void lookAtChannels() {
        try {
            place.look();
        } catch (IOException e) {
            throw PolledChannels.failed(e);
        }
    }

    private boolean somethingToDo() {
        return shut() || sockets.rung() || sockets.due() || !found.isEmpty();
    }

    private int report() {
        List<Ready> list = new ArrayList<>(found.size());
        found.forEach((item, events) -> list.add(new Ready(item, events)));
        list.sort(Comparator.comparing(item -> order.get(item.item())));
        ready = List.copyOf(list);
        return ready.size();
    }

    /** False when the time is up. */
    private boolean sleep(Deadline deadline) {
        BusySockets.settleAllBut(null);
        Selector selector = place.inUse();
        if (spin.finds(selector != null, deadline.leftNs())) {
            return !deadline.over();
        }
        waiter.prepare(selector);
        if (shut() || sockets.rung()) {
            waiter.cancel();
            place.returned();
            return !deadline.over();
        }
        long beganNs = Clock.SYSTEM.nowNs();
        Waiter.Outcome outcome;
        try {
            outcome = selector == null ? waiter.park(deadline.leftNs()) : place.sleep(deadline.leftNs());
        } catch (IOException e) {
            throw PolledChannels.failed(e);
        }
        if (outcome == Waiter.Outcome.RUNG) {
            spin.slept(Clock.SYSTEM.nowNs() - beganNs);
        }
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
            sockets.close();
            order.clear();
            found.clear();
            whenClosed.accept(this);
            place.close();
            entry.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
