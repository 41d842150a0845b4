package org.lingmq.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lingmq.Context;
import org.lingmq.ContextOptions;
import org.lingmq.HeldMessages;
import org.lingmq.LingMQ;
import org.lingmq.Options;
import org.lingmq.Poller;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.io.Gauge;
import org.lingmq.socket.LingPoller;
import org.lingmq.socket.LingSocket;
import org.lingmq.spi.Resolver;
import org.lingmq.transport.OptionValues;
import org.lingmq.transport.Transport;
import org.lingmq.transport.inproc.InprocTransport;
import org.lingmq.transport.ipc.IpcTransport;
import org.lingmq.transport.tcp.TcpTransport;
import org.lingmq.transport.udp.UdpTransport;

/** A context: I/O threads, memory and names that its sockets share. Any thread. */
final class LingContext implements Context {

    private static final Gauge CONTEXTS = new Gauge();

    private final ContextOptions options;
    private final String name;
    private final OpenSockets sockets;
    private final ContextServices services;
    private final Gauge made = new Gauge();

    LingContext(ContextOptions options, Resolver resolver) {
        this.options = options;
        long number = CONTEXTS.add(1);
        name = options.name() + "-" + number;
        sockets = new OpenSockets(options.maxSockets());
        services = new ContextServices(options, name, transports(), resolver, sockets::remove);
    }

    private static Map<String, Transport> transports() {
        return Map.of(
                "tcp", new TcpTransport(),
                "ipc", new IpcTransport(),
                "inproc", new InprocTransport(new InprocNames()),
                "udp", new UdpTransport());
    }

    @Override
    public ContextOptions options() {
        return options;
    }

    @Override
    public Socket socket(SocketType type) {
        if (Objects.requireNonNull(type, "type").isDraft() && !options.draft()) {
            throw ZmqException.invalidArgument("sockets of type " + type
                    + " are drafts, and this context was opened without; open it with ContextOptions.withDraft(true)");
        }
        OptionValues values = new OptionValues(type);
        values.set(Options.IPV6, options.ipv6());
        LingSocket socket = LingSocket.of(services, type, name + "/" + type + "-" + made.add(1), values);
        sockets.add(socket);
        return socket;
    }

    @Override
    public Poller poller() {
        LingPoller poller = new LingPoller("a poller of context " + name, sockets::remove);
        sockets.add(poller);
        return poller;
    }

    @Override
    public boolean has(String capability) {
        return LingMQ.has(capability) && (options.draft() || !capability.equals("draft"));
    }

    @Override
    public void shutdown() {
        for (LingSocket socket : sockets.shut()) {
            socket.core().terminate();
        }
        sockets.pollers().forEach(LingPoller::terminate);
    }

    @Override
    public void close() {
        close(-1);
    }

    @Override
    public List<HeldMessages> close(Duration limit) {
        // A hundred years are longer than anybody waits, and nanoseconds have room for twice as many more.
        boolean forEver =
                Objects.requireNonNull(limit, "limit").isNegative() || limit.compareTo(Duration.ofDays(36_500)) > 0;
        return close(forEver ? -1 : limit.toNanos());
    }

    private List<HeldMessages> close(long limitNs) {
        shutdown();
        for (LingSocket socket : sockets.shut()) {
            socket.close();
        }
        List<HeldMessages> held = new ArrayList<>();
        for (LingSocket socket : sockets.awaitGone(limitNs)) {
            long unsent = socket.core().unsentAfterClose();
            if (unsent > 0) {
                held.add(new HeldMessages(socket.name(), socket.type(), unsent));
            }
        }
        services.stop();
        return held;
    }

    @Override
    public boolean closed() {
        return sockets.isShut();
    }

    @Override
    public String toString() {
        return "context " + name + (closed() ? " (closed)" : "");
    }
}
