package org.lingmq.transport.tcp;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;
import org.lingmq.spi.Endpoint;
import org.lingmq.spi.Resolver;
import org.lingmq.transport.ip.Host;
import org.lingmq.transport.ip.HostPort;
import org.lingmq.transport.ip.NumericAddress;

/**
 * An endpoint of the {@code tcp} transport, and of those above it that name hosts and ports the same way.
 *
 * <p>Reading one needs no network: it checks the grammar, and nothing else. Names, interfaces and zones are looked up
 * each time addresses are asked for, since they may change. Immutable, safe for all threads.
 *
 * <p>Stricter than libzmq, which takes ports modulo 65536, ignores letters behind them and accepts a port 0 to connect
 * to.
 */
public final class TcpEndpoint {
    private final Endpoint endpoint;
    private final HostPort target;

    /** Where connections come from; null when the system chooses, and for bind. */
    private final HostPort source;

    private TcpEndpoint(Endpoint endpoint, HostPort target, HostPort source) {
        this.endpoint = endpoint;
        this.target = target;
        this.source = source;
    }

    /**
     * Reads what bind takes: {@code tcp://*:5555}, {@code tcp://127.0.0.1:*}, {@code tcp://[::1]:5555},
     * {@code tcp://[fe80::1%eth0]:5555}, {@code tcp://eth0:5555}, {@code tcp://localhost:5555},
     * {@code tcp://*:[8000-8100]}.
     *
     * @param endpoint the scheme is not looked at
     * @return where to bind
     * @throws ZmqException {@code EINVAL} when it is written otherwise
     */
    public static TcpEndpoint forBind(Endpoint endpoint) {
        String address = endpoint.address();
        if (address.indexOf(';') >= 0) {
            throw endpoint.refusal(ErrorCode.EINVAL, "a source address before ; is for connect, not for bind");
        }
        return new TcpEndpoint(endpoint, HostPort.parse(endpoint, address, HostPort.Use.BIND), null);
    }

    /**
     * Reads what connect takes: a host with a port, and before them, if wanted, where to connect from:
     * {@code tcp://example.com:5555}, {@code tcp://eth0:*;example.com:5555}, {@code tcp://10.0.0.7:4000;10.0.0.1:5555}.
     *
     * @param endpoint the scheme is not looked at
     * @return where to connect to
     * @throws ZmqException {@code EINVAL} when it is written otherwise
     */
    public static TcpEndpoint forConnect(Endpoint endpoint) {
        String address = endpoint.address();
        int semicolon = address.indexOf(';');
        if (semicolon < 0) {
            return new TcpEndpoint(endpoint, HostPort.parse(endpoint, address, HostPort.Use.CONNECT), null);
        }
        HostPort source = HostPort.parse(endpoint, address.substring(0, semicolon), HostPort.Use.SOURCE);
        HostPort target = HostPort.parse(endpoint, address.substring(semicolon + 1), HostPort.Use.CONNECT);
        InetAddress from = source.host().address();
        InetAddress to = target.host().address();
        if (from != null && to != null && !sameFamily(from, to)) {
            throw endpoint.refusal(
                    ErrorCode.EINVAL, "one address is IPv4 and the other IPv6; both must be of one kind");
        }
        return new TcpEndpoint(endpoint, target, source);
    }

    /**
     * The host as written, without brackets: what a proxy is told, which then looks it up itself.
     *
     * @return a name, an address with its zone, or {@code *}
     */
    public String host() {
        return target.host().text();
    }

    /**
     * The port, or the lowest of a range.
     *
     * @return 1 to 65535; for bind also 0: any free port
     */
    public int firstPort() {
        return target.firstPort();
    }

    /**
     * The port, or the highest of a range.
     *
     * @return at least {@link #firstPort()}
     */
    public int lastPort() {
        return target.lastPort();
    }

    /**
     * Whether addresses depend on a name, so that asking for them may block. The interface names that bind accepts
     * count as names too.
     *
     * @return false when neither method will call the resolver
     */
    public boolean needsResolver() {
        return target.host().isName();
    }

    /**
     * Where to bind: the first of these that is free. Each address comes with all its ports before the next one.
     *
     * <p>The channel must be opened for the family of the address: a channel for both families turns {@code 0.0.0.0}
     * into {@code [::]}. The wildcard is {@code [::]}, for both families, where IPv6 is wanted and the kernel has it,
     * else {@code 0.0.0.0}. A name is taken for a network interface first, and for a host when there is none of that
     * name; either gives its IPv4 addresses before those of IPv6, so that a peer without IPv6 gets in.
     *
     * @param resolver asked at most once, when {@link #needsResolver()}
     * @param ipv6 whether IPv6 may be used
     * @return at least one address with a port; port 0 means any free one
     * @throws ZmqException {@code ENODEV} when a name, interface or zone is unknown; {@code EAFNOSUPPORT} when it is
     *     all IPv6, and {@code ipv6} is off
     */
    public List<InetSocketAddress> bindAddresses(Resolver resolver, boolean ipv6) {
        List<InetAddress> hosts;
        try {
            hosts = bindHosts(resolver, ipv6);
        } catch (UnknownHostException unknown) {
            throw endpoint.refusal(
                    ErrorCode.ENODEV, "no such network interface or host: " + unknown.getMessage(), unknown);
        }
        List<InetSocketAddress> candidates = new ArrayList<>();
        for (InetAddress host : ofAllowedFamily(hosts, ipv6)) {
            for (int port = target.firstPort(); port <= target.lastPort(); port++) {
                candidates.add(new InetSocketAddress(host, port));
            }
        }
        if (candidates.isEmpty()) {
            throw ipv6Off();
        }
        return candidates;
    }

    private List<InetAddress> bindHosts(Resolver resolver, boolean ipv6) throws UnknownHostException {
        Host host = target.host();
        if (host.isWildcard()) {
            boolean both = ipv6 && kernelHasIpv6();
            return List.of(InetAddress.getByAddress(new byte[both ? 16 : 4]));
        }
        if (!host.isName()) {
            return List.of(host.literal());
        }
        List<InetAddress> own = host.interfaceAddresses();
        if (own == null) {
            return Host.bindingOrder(resolved(resolver));
        }
        if (own.isEmpty()) {
            throw new UnknownHostException("the network interface " + host.text() + " has no address");
        }
        return own;
    }

    private static boolean kernelHasIpv6() {
        try {
            SocketChannel.open(StandardProtocolFamily.INET6).close();
            return true;
        } catch (IOException | UnsupportedOperationException none) {
            return false;
        }
    }

    /**
     * Where to connect: every address there is, in the order to try. Families alternate, beginning with the one the
     * resolver names first (RFC 8305, section 4), so that one family that leads nowhere costs one attempt.
     *
     * @param resolver asked at most once, when {@link #needsResolver()}
     * @param ipv6 whether IPv6 may be used
     * @return at least one address, each once
     * @throws UnknownHostException when there is no address now; it may be there at the next attempt
     * @throws ZmqException {@code EAFNOSUPPORT} when a literal address is IPv6, and {@code ipv6} is off
     */
    public List<InetSocketAddress> connectAddresses(Resolver resolver, boolean ipv6) throws UnknownHostException {
        Host host = target.host();
        if (host.isIpv6Literal() && !ipv6) {
            throw ipv6Off();
        }
        List<InetAddress> found = host.isName() ? resolved(resolver) : List.of(host.literal());
        List<InetAddress> sources = source == null ? null : sourceHosts();
        List<InetSocketAddress> usable = new ArrayList<>();
        for (InetAddress address : alternating(ofAllowedFamily(found, ipv6))) {
            if (sources == null || sources.stream().anyMatch(from -> sameFamily(from, address))) {
                usable.add(new InetSocketAddress(address, target.firstPort()));
            }
        }
        if (usable.isEmpty()) {
            throw new UnknownHostException(
                    host.text() + " has no address of a family that " + (source == null ? "is on" : "the source has"));
        }
        return usable;
    }

    private List<InetAddress> resolved(Resolver resolver) throws UnknownHostException {
        InetAddress[] found = resolver.resolve(host());
        if (found == null || found.length == 0) {
            throw new UnknownHostException(host());
        }
        return List.of(found);
    }

    private List<InetAddress> sourceHosts() throws UnknownHostException {
        Host host = source.host();
        if (!host.isName()) {
            return List.of(host.literal());
        }
        List<InetAddress> own = host.interfaceAddresses();
        if (own == null) {
            throw new UnknownHostException("this machine has no network interface " + host.text() + " to connect from");
        }
        return own;
    }

    /**
     * Where a connection to one of the {@link #connectAddresses} must come from.
     *
     * @param destination the address about to be tried
     * @return what to bind to first, its port 0 for any; null when the endpoint leaves that to the system
     * @throws UnknownHostException when the interface is gone, or has no address of that family any more
     */
    public InetSocketAddress sourceFor(InetAddress destination) throws UnknownHostException {
        if (source == null) {
            return null;
        }
        return sourceHosts().stream()
                .filter(own -> sameFamily(own, destination))
                .min(Comparator.comparing(own -> own.isLinkLocalAddress() != destination.isLinkLocalAddress()))
                .map(own -> new InetSocketAddress(own, source.firstPort()))
                .orElseThrow(() -> new UnknownHostException(
                        source.host().text() + " has no address to reach " + destination.getHostAddress() + " from"));
    }

    private static List<InetAddress> ofAllowedFamily(List<InetAddress> addresses, boolean ipv6) {
        return addresses.stream()
                .filter(address -> ipv6 || !(address instanceof Inet6Address))
                .toList();
    }

    private static List<InetAddress> alternating(List<InetAddress> addresses) {
        List<InetAddress> first = new ArrayList<>();
        List<InetAddress> second = new ArrayList<>();
        for (InetAddress address : new LinkedHashSet<>(addresses)) {
            (sameFamily(address, addresses.get(0)) ? first : second).add(address);
        }
        List<InetAddress> mixed = new ArrayList<>();
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            mixed.addAll(first.subList(Math.min(i, first.size()), Math.min(i + 1, first.size())));
            mixed.addAll(second.subList(Math.min(i, second.size()), Math.min(i + 1, second.size())));
        }
        return mixed;
    }

    private static boolean sameFamily(InetAddress one, InetAddress other) {
        return one instanceof Inet6Address == other instanceof Inet6Address;
    }

    private ZmqException ipv6Off() {
        return endpoint.refusal(ErrorCode.EAFNOSUPPORT, "this needs IPv6, which is switched off for this socket");
    }

    /**
     * The endpoint of a real address: what LAST_ENDPOINT shows.
     *
     * @param address a resolved address
     * @return for example {@code tcp://127.0.0.1:5555}, {@code tcp://[::]:5555}, {@code tcp://[fe80::1%eth0]:5555}
     */
    public static String format(InetSocketAddress address) {
        Objects.requireNonNull(address.getAddress(), "unresolved address");
        return "tcp://" + NumericAddress.format(address.getAddress()) + ":" + address.getPort();
    }

    /** The endpoint as it was written. */
    @Override
    public String toString() {
        return endpoint.toString();
    }
}
