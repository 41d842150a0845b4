package org.lingmq.socket;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEvent;
import org.lingmq.Option;
import org.lingmq.Options;
import org.lingmq.Peer;
import org.lingmq.Poller;
import org.lingmq.Registration;
import org.lingmq.Socket;
import org.lingmq.SocketStats;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.pattern.Pattern;
import org.lingmq.pattern.Pipe;
import org.lingmq.transport.OptionValues;

/** The socket as its user sees it: each call goes in, does its work, waits if it must, and goes out. */
public class LingSocket extends Transfers {
    private final SocketCore core;
    private final Lobby lobby;
    private final Pattern pattern;
    private final Settings settings;

    LingSocket(SocketCore core, Settings settings) {
        super(core, settings);
        this.core = core;
        this.settings = settings;
        lobby = core.lobby();
        pattern = core.pattern();
    }

    /** A socket without endpoints. */
    public static LingSocket of(SocketHost host, SocketType type, String name, OptionValues options) {
        SocketCore core = new SocketCore(host, type, name, options);
        if (core.lobby() instanceof SharedLobby shared) {
            return new SharedSocket(core, shared, host);
        }
        return new LingSocket(core, new Settings(core, host.options()));
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
            lobby.changed();
        } finally {
            lobby.exit();
        }
    }

    @Override
    public int connectPeer(String endpoint) {
        lobby.enter();
        try {
            if (type() != SocketType.PEER) {
                throw new ZmqException(
                        ErrorCode.ENOTSUP,
                        "connectPeer is for PEER sockets, which know their peers by numbers; use connect on " + type());
            }
            if (core.options().get(Options.IMMEDIATE)) {
                throw new ZmqException(
                        ErrorCode.EFAULT,
                        "with IMMEDIATE there is nothing to send to before the peer is there; set it to false");
            }
            Pipe pipe = core.endpoints().connectAnew(endpoint, core.options(), core::attach);
            lobby.changed();
            return pattern.routingIdOf(pipe);
        } finally {
            lobby.exit();
        }
    }

    @Override
    public void unbind(String endpoint) {
        lobby.enter();
        try {
            core.endpoints().unbind(endpoint);
            lobby.changed();
        } finally {
            lobby.exit();
        }
    }

    @Override
    public void disconnect(String endpoint) {
        lobby.enter();
        try {
            core.endpoints().disconnect(endpoint);
            lobby.changed();
        } finally {
            lobby.exit();
        }
    }

    @Override
    public <T> Socket set(Option<T> option, T value) {
        lobby.enter();
        try {
            settings.set(option, value);
            lobby.changed();
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

    /** For a poller: which of the events it wants are there; it is rung when that may have changed. */
    int look(PolledSocket poller) {
        lobby.enter();
        int events = 0;
        try {
            lobby.lookedAtBy(poller);
            if (poller.wants(Poller.IN) && (holdsBack() || pattern.canReceive())) {
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
    public Socket join(byte[] group) {
        Objects.requireNonNull(group, "group");
        lobby.enter();
        try {
            pattern.join(group);
            return this;
        } finally {
            lobby.exit();
        }
    }

    @Override
    public Socket leave(byte[] group) {
        Objects.requireNonNull(group, "group");
        lobby.enter();
        try {
            pattern.leave(group);
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
        return lobby.ask(() -> Census.of(core, received()));
    }

    @Override
    public List<Peer> peers() {
        return lobby.ask(() -> Census.peers(core));
    }

    @Override
    public boolean disconnect(Peer peer) {
        long id = peer.id();
        return lobby.ask(() -> Census.disconnect(core, id));
    }

    @Override
    public void disconnectPeer(int routingId) {
        lobby.enter();
        try {
            core.endpoints().disconnect(pattern.pipeOf(routingId));
            lobby.changed();
        } finally {
            lobby.exit();
        }
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
