package org.lingmq.socket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.lingmq.Message;
import org.lingmq.MonitorEvent;
import org.lingmq.Option;
import org.lingmq.Peer;
import org.lingmq.Poller;
import org.lingmq.Registration;
import org.lingmq.Socket;
import org.lingmq.SocketStats;
import org.lingmq.SocketType;
import org.lingmq.pattern.Outgoing;
import org.lingmq.pattern.Pattern;
import org.lingmq.transport.OptionValues;

/** The socket as its user sees it: each call goes in, does its work, waits if it must, and goes out. */
public final class LingSocket implements Socket {
    private final SocketCore core;
    private final Lobby lobby;
    private final Pattern pattern;
    private final Settings settings;
    private final Outgoing outgoing = new Outgoing();
    private final Received received = new Received();

    /** A message that did not fit the caller's buffer; it is first in the queue. */
    private Message held;

    /** A socket without endpoints. */
    public LingSocket(SocketHost host, SocketType type, String name, OptionValues options) {
        core = new SocketCore(host, type, name, options);
        lobby = core.lobby();
        pattern = core.pattern();
        settings = new Settings(core);
    }

    /** The inside, for the context. */
    public SocketCore core() {
        return core;
    }

    @Override
    public SocketType type() {
        return core.type();
    }

    @Override
    public String name() {
        return core.name();
    }

    @Override
    public String bind(String endpoint) {
        lobby.enter();
        try {
            return core.endpoints().bind(endpoint, core.options());
        } finally {
            lobby.exit();
        }
    }

    @Override
    public void connect(String endpoint) {
        lobby.enter();
        try {
            core.endpoints().connect(endpoint, core.options(), core::attach);
        } finally {
            lobby.exit();
        }
    }

    @Override
    public void unbind(String endpoint) {
        lobby.enter();
        try {
            core.endpoints().unbind(endpoint);
        } finally {
            lobby.exit();
        }
    }

    @Override
    public void disconnect(String endpoint) {
        lobby.enter();
        try {
            core.endpoints().disconnect(endpoint);
        } finally {
            lobby.exit();
        }
    }

    @Override
    public <T> Socket set(Option<T> option, T value) {
        lobby.enter();
        try {
            settings.set(option, value);
            return this;
        } finally {
            lobby.exit();
        }
    }

    @Override
    public <T> T get(Option<T> option) {
        lobby.enter();
        try {
            return settings.get(option);
        } finally {
            lobby.exit();
        }
    }

    @Override
    public boolean send(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        lobby.enter();
        return sendAndExit(outgoing.set(bytes), settings.sendTimeoutNs());
    }

    @Override
    public boolean send(ByteBuffer bytes) {
        Objects.requireNonNull(bytes, "bytes");
        lobby.enter();
        return sendAndExit(outgoing.set(bytes), settings.sendTimeoutNs());
    }

    @Override
    public boolean send(Message message) {
        Objects.requireNonNull(message, "message");
        lobby.enter();
        return sendAndExit(outgoing.set(message), settings.sendTimeoutNs());
    }

    @Override
    public boolean send(Message message, Duration limit) {
        Objects.requireNonNull(message, "message");
        long limitNs = Settings.timeoutNs(limit);
        lobby.enter();
        return sendAndExit(outgoing.set(message), limitNs);
    }

    @Override
    public boolean trySend(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        lobby.enter();
        return sendAndExit(outgoing.set(bytes), 0);
    }

    @Override
    public boolean trySend(ByteBuffer bytes) {
        Objects.requireNonNull(bytes, "bytes");
        lobby.enter();
        return sendAndExit(outgoing.set(bytes), 0);
    }

    @Override
    public boolean trySend(Message message) {
        return send(message, Duration.ZERO);
    }

    private boolean sendAndExit(Outgoing message, long timeoutNs) {
        try {
            return pattern.send(message) || sendLater(message, timeoutNs);
        } finally {
            message.clear();
            lobby.exit();
        }
    }

    private boolean sendLater(Outgoing message, long timeoutNs) {
        Deadline deadline = Deadline.in(timeoutNs);
        while (!deadline.over()) {
            boolean changed = lobby.await(deadline.leftNs(), false);
            if (pattern.send(message)) {
                return true;
            }
            if (!changed) {
                return false;
            }
        }
        lobby.settleBusy();
        return pattern.send(message);
    }

    @Override
    public Message receive() {
        lobby.enter();
        return receiveAndExit(settings.receiveTimeoutNs());
    }

    @Override
    public Message receive(Duration limit) {
        long limitNs = Settings.timeoutNs(limit);
        lobby.enter();
        return receiveAndExit(limitNs);
    }

    @Override
    public Message tryReceive() {
        return receive(Duration.ZERO);
    }

    private Message receiveAndExit(long timeoutNs) {
        try {
            if (held != null) {
                Message first = held;
                held = null;
                return first;
            }
            return receiveInto(null, timeoutNs) ? received.message() : null;
        } finally {
            lobby.exit();
        }
    }

    private boolean receiveInto(ByteBuffer buffer, long timeoutNs) {
        lobby.attendance().visit();
        return pattern.receive(received.ready(buffer)) || receiveLater(buffer, timeoutNs);
    }

    private boolean receiveLater(ByteBuffer buffer, long timeoutNs) {
        Deadline deadline = Deadline.in(timeoutNs);
        boolean changed = true;
        while (true) {
            lobby.look();
            if (pattern.receive(received.ready(buffer))) {
                return true;
            }
            if (!changed || deadline.over()) {
                return false;
            }
            changed = lobby.await(deadline.leftNs(), true);
        }
    }

    @Override
    public int receive(ByteBuffer into) {
        Objects.requireNonNull(into, "into");
        lobby.enter();
        try {
            if (held == null) {
                if (!receiveInto(into, settings.receiveTimeoutNs())) {
                    return -1;
                }
                if (received.copied() >= 0) {
                    return received.copied();
                }
                held = received.message();
            }
            return copyHeld(into);
        } finally {
            lobby.exit();
        }
    }

    private int copyHeld(ByteBuffer into) {
        Message first = held;
        if (first.size() > 1 || first.length(0) > into.remaining()) {
            throw Received.doesNotFit(first, into.remaining());
        }
        held = null;
        into.put(first.buffer(0));
        return first.length(0);
    }

    @Override
    public boolean canSend() {
        lobby.enter();
        try {
            lobby.settleBusy();
            return pattern.canSend();
        } finally {
            lobby.exit();
        }
    }

    @Override
    public boolean canReceive() {
        return canReceiveWithin(0);
    }

    @Override
    public boolean canReceive(Duration limit) {
        return canReceiveWithin(Settings.timeoutNs(limit));
    }

    private boolean canReceiveWithin(long timeoutNs) {
        lobby.enter();
        try {
            lobby.attendance().visit();
            return held != null || canReceiveLater(Deadline.in(timeoutNs));
        } finally {
            lobby.exit();
        }
    }

    private boolean canReceiveLater(Deadline deadline) {
        boolean changed = true;
        while (true) {
            lobby.look();
            if (pattern.canReceive()) {
                return true;
            }
            if (!changed || deadline.over()) {
                return false;
            }
            changed = lobby.await(deadline.leftNs(), true);
        }
    }

    /** For a poller: which of the events it wants are there; it is rung when that may have changed. */
    int look(PolledSocket poller) {
        lobby.enter();
        int events = 0;
        try {
            lobby.lookedAtBy(poller);
            if (poller.wants(Poller.IN) && (held != null || pattern.canReceive())) {
                events |= Poller.IN;
            }
            if (poller.wants(Poller.OUT) && pattern.canSend()) {
                events |= Poller.OUT;
            }
            return events;
        } finally {
            lobby.exitLook(events != 0);
        }
    }

    Lobby lobby() {
        return lobby;
    }

    @Override
    public Socket subscribe(byte[] prefix) {
        Objects.requireNonNull(prefix, "prefix");
        lobby.enter();
        try {
            pattern.subscribe(prefix);
            return this;
        } finally {
            lobby.exit();
        }
    }

    @Override
    public Socket unsubscribe(byte[] prefix) {
        Objects.requireNonNull(prefix, "prefix");
        lobby.enter();
        try {
            pattern.unsubscribe(prefix);
            return this;
        } finally {
            lobby.exit();
        }
    }

    @Override
    public Registration monitor(Consumer<MonitorEvent> listener) {
        Objects.requireNonNull(listener, "listener");
        lobby.enter();
        try {
            core.monitoring().add(listener);
            return core.monitoring().registration(listener);
        } finally {
            lobby.exit();
        }
    }

    @Override
    public SocketStats stats() {
        return lobby.ask(() -> Census.of(core, received));
    }

    @Override
    public List<Peer> peers() {
        return lobby.ask(() -> Census.peers(core));
    }

    @Override
    public boolean disconnectPeer(long peerId) {
        return lobby.ask(() -> Census.disconnect(core, peerId));
    }

    @Override
    public void close() {
        core.close();
    }

    @Override
    public String toString() {
        return type() + " socket " + name();
    }
}
