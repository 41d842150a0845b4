package org.lingmq.socket;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.lingmq.ErrorCode;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.io.IoThread;
import org.lingmq.pattern.Pipe;
import org.lingmq.spi.Endpoint;
import org.lingmq.transport.OptionValues;
import org.lingmq.transport.Transport;

/** What a socket is bound and connected to. Belongs to the holder of its entry. */
final class Endpoints {

    /** Most sockets have one endpoint, and there may be many sockets. */
    private static final int FEW = 1;

    private static final String DATAGRAMS = "udp";

    private final SocketCore core;
    private final SocketHost host;
    private final Map<String, Transport.Bound> bound = new HashMap<>(FEW);
    private final Map<String, List<Transport.Dialed>> dialed = new HashMap<>(FEW);

    /** These two stay empty in most sockets. */
    private Map<String, byte[]> presets = Map.of();

    private Set<String> unboundWithPipes = Set.of();
    private String last = "";

    Endpoints(SocketCore core, SocketHost host) {
        this.core = core;
        this.host = host;
    }

    /** The endpoint of the last bind or connect. */
    String last() {
        return last;
    }

    boolean isBound(String endpoint) {
        return bound.containsKey(endpoint);
    }

    boolean isKnown(String endpoint) {
        return bound.containsKey(endpoint) || dialed.containsKey(endpoint) || unboundWithPipes.contains(endpoint);
    }

    String bind(String text, OptionValues options) {
        Endpoint endpoint = Endpoint.parse(text);
        IoThread io = host.nextIoThread();
        Transport.Bound made = transport(endpoint).bind(endpoint, host.surroundings(core, io, options.copy()));
        if (bound.containsKey(made.endpoint())) {
            // A multicast group and port, which sockets share.
            made.stop();
            made.close(() -> {});
            throw endpoint.refusal(ErrorCode.EADDRINUSE, core.name() + " is bound to it already");
        }
        bound.put(made.endpoint(), made);
        last = made.endpoint();
        core.endpointOpened();
        made.start();
        return last;
    }

    /** Connects, or wakes what had stopped at that endpoint; hands over the pipe that exists at once, if any. */
    void connect(String text, OptionValues options, Consumer<Pipe> atOnce) {
        transport(Endpoint.parse(text));
        List<Transport.Dialed> same = dialed.computeIfAbsent(text, key -> new ArrayList<>(FEW));
        same.removeIf(this::isOver);
        boolean again = false;
        for (Transport.Dialed one : same) {
            again |= one.tryAgain();
        }
        if (!again && (same.isEmpty() || !connectsOnce(core.type()))) {
            connectAnew(text, options, atOnce);
        }
    }

    /** Connects, whatever is connected there already; hands over and returns the pipe that exists at once, if any. */
    Pipe connectAnew(String text, OptionValues options, Consumer<Pipe> atOnce) {
        Endpoint endpoint = Endpoint.parse(text);
        Transport transport = transport(endpoint);
        List<Transport.Dialed> same = dialed.computeIfAbsent(text, key -> new ArrayList<>(FEW));
        try {
            IoThread io = host.nextIoThread();
            Transport.Dialed made = transport.connect(endpoint, host.surroundings(core, io, options.copy()));
            same.add(made);
            last = text;
            core.endpointOpened();
            takePreset(text, made.pipe(), options);
            if (made.pipe() != null) {
                atOnce.accept(made.pipe());
            }
            made.start();
            return made.pipe();
        } finally {
            if (same.isEmpty()) {
                dialed.remove(text);
            }
        }
    }

    /** The id that was set for the peer of a ROUTER's next connect; with IMMEDIATE its pipes come later. */
    private void takePreset(String text, Pipe pipe, OptionValues options) {
        byte[] id = options.get(Options.CONNECT_ROUTING_ID);
        if (id.length == 0) {
            return;
        }
        options.unset(Options.CONNECT_ROUTING_ID);
        if (pipe == null) {
            presets = new HashMap<>(presets);
            presets.put(text, id);
        } else {
            pipe.presetRoutingId(id);
        }
    }

    /** A pipe joins whose endpoint has perhaps an id for it. */
    void preset(Pipe pipe) {
        byte[] id = presets.get(pipe.endpoint());
        if (id != null) {
            pipe.presetRoutingId(id);
        }
    }

    /** An inproc connection that the other socket ended: nobody dials again, so a new one may be made. */
    private boolean isOver(Transport.Dialed one) {
        boolean over = one.pipe() != null && one.pipe().ended();
        if (over) {
            one.close(core::endpointClosed);
        }
        return over;
    }

    /** As libzmq: a second connect of these types to the same endpoint changes nothing (TCP-2). */
    private static boolean connectsOnce(SocketType type) {
        return switch (type) {
            case DEALER, SUB, PUB, REQ -> true;
            default -> false;
        };
    }

    private Transport transport(Endpoint endpoint) {
        Transport transport = host.transport(endpoint.scheme());
        if (transport == null) {
            String lower = endpoint.scheme().toLowerCase(Locale.ROOT);
            throw endpoint.refusal(
                    ErrorCode.EPROTONOSUPPORT,
                    "there is no transport " + Endpoint.quoted(endpoint.scheme()) + "; "
                            + (host.transport(lower) == null
                                    ? "use tcp, ipc, inproc or udp"
                                    : "schemes are in lower case: " + lower + "://"));
        }
        if (core.type() == SocketType.DGRAM && !endpoint.scheme().equals(DATAGRAMS)) {
            throw endpoint.refusal(
                    ErrorCode.ENOCOMPATPROTO, "a DGRAM socket sends raw datagrams, which are for udp:// only");
        }
        return transport;
    }

    void unbind(String text) {
        Transport.Bound gone = bound.remove(Objects.requireNonNull(text, "endpoint"));
        if (gone == null) {
            throw unknown(text, "bound to", "unbind takes what bind returned");
        }
        gone.stop();
        if (gone.keepsPipes()) {
            unboundWithPipes = new HashSet<>(unboundWithPipes);
            unboundWithPipes.add(text);
        } else {
            core.letGoAll(text, true);
        }
        Closing closing = new Closing();
        gone.close(closing.one(core::endpointClosed));
        closing.await();
    }

    void disconnect(String text) {
        List<Transport.Dialed> gone = dialed.remove(Objects.requireNonNull(text, "endpoint"));
        if (gone == null) {
            throw unknown(text, "connected to", "disconnect takes what connect was given");
        }
        if (presets.containsKey(text)) {
            presets.remove(text);
        }
        core.letGoAll(text, false);
        for (Transport.Dialed one : gone) {
            one.close(core::endpointClosed);
        }
    }

    /** Ends the connection to one peer for good, and what dials it. */
    void disconnect(Pipe pipe) {
        core.letGo(pipe);
        List<Transport.Dialed> same = dialed.getOrDefault(pipe.endpoint(), List.of());
        for (Transport.Dialed one : List.copyOf(same)) {
            if (one.pipe() == pipe) {
                same.remove(one);
                one.close(core::endpointClosed);
            }
        }
        if (same.isEmpty()) {
            dialed.remove(pipe.endpoint());
        }
    }

    private ZmqException unknown(String text, String relation, String advice) {
        return new ZmqException(
                ErrorCode.ENOENT, core.name() + " is not " + relation + " " + Endpoint.quoted(text) + "; " + advice);
    }

    void retryRefused() {
        dialed.values().forEach(same -> same.forEach(Transport.Dialed::tryAgain));
    }

    /** Nobody is accepted any more. */
    void stopAll() {
        bound.values().forEach(Transport.Bound::stop);
    }

    /** Closes all after {@link #stopAll}, and waits until what was bound is free; the pipes have been let go. */
    void closeAll() {
        Closing closing = new Closing();
        bound.values().forEach(one -> one.close(closing.one(core::endpointClosed)));
        dialed.values().forEach(same -> same.forEach(one -> one.close(core::endpointClosed)));
        bound.clear();
        dialed.clear();
        closing.await();
    }

    /** LINGER in nanoseconds, negative for ever. */
    static long lingerNs(OptionValues options) {
        return Settings.timeoutNs(options.get(Options.LINGER));
    }
}
