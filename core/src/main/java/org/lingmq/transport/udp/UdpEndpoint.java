package org.lingmq.transport.udp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;
import org.lingmq.spi.Endpoint;
import org.lingmq.spi.Resolver;
import org.lingmq.transport.ip.Host;
import org.lingmq.transport.ip.HostPort;
import org.lingmq.transport.ip.NumericAddress;

/**
 * An endpoint of the udp transport (libzmq's {@code udp_address}); reading one needs no network.
 *
 * <pre>
 *     bind     [interface;] (* | ipv4 | [ipv6] | [ipv6%zone] | interface) : (port | * | 0)
 *     connect  [interface;] (    ipv4 | [ipv6] | [ipv6%zone] | name     ) : port
 * </pre>
 *
 * <p>The interface before the last {@code ;}, by name, by one of its addresses or as {@code *} for the one that the
 * system's routes lead to, is for multicast addresses only.
 *
 * @param endpoint as it was written
 * @param target the address and port
 * @param via the interface as written, null when there is none
 */
record UdpEndpoint(Endpoint endpoint, HostPort target, String via) {

    private static final String SCHEME = "udp://";

    static UdpEndpoint forBind(Endpoint endpoint) {
        UdpEndpoint parsed = parse(endpoint, HostPort.Use.BIND);
        if (parsed.target.firstPort() != parsed.target.lastPort()) {
            throw parsed.mistake("udp takes one port, or * for any free one");
        }
        return parsed;
    }

    static UdpEndpoint forConnect(Endpoint endpoint) {
        return parse(endpoint, HostPort.Use.CONNECT);
    }

    private static UdpEndpoint parse(Endpoint endpoint, HostPort.Use use) {
        String address = endpoint.address();
        int split = address.lastIndexOf(';');
        HostPort target = HostPort.parse(endpoint, address.substring(split + 1), use);
        UdpEndpoint parsed = new UdpEndpoint(endpoint, target, split < 0 ? null : address.substring(0, split));
        if (split >= 0) {
            parsed.checkInterface();
        }
        return parsed;
    }

    private void checkInterface() {
        if (!isMulticast()) {
            throw mistake("an interface before ; is for multicast addresses, as in udp://eth0;239.0.0.1:5555");
        }
        if (!target.host().zone().isEmpty()) {
            throw mistake("the interface is named twice, before ; and behind %");
        }
        InetAddress address = interfaceAddress();
        if (via.isEmpty() || address == null && via.chars().anyMatch(c -> c <= ' ' || c == ';' || c == '/')) {
            throw mistake("before ; stands the name of a network interface, one of its addresses, or *");
        }
        if (address != null && address.isMulticastAddress()) {
            throw mistake("an interface has no multicast address; that stands behind ;");
        }
    }

    /** Whether the target is a group of receivers; a name never is as far as is known here. */
    boolean isMulticast() {
        InetAddress address = target.host().address();
        return address != null && address.isMulticastAddress();
    }

    /** The interface as an address, without brackets if it has any; null when it is a name or the wildcard. */
    private InetAddress interfaceAddress() {
        boolean bracketed = via.startsWith("[") && via.endsWith("]");
        String text = bracketed ? via.substring(1, via.length() - 1) : via;
        InetAddress ipv4 = NumericAddress.ipv4(text);
        return ipv4 != null ? ipv4 : NumericAddress.ipv6(text);
    }

    /**
     * The interface that multicast datagrams leave by and come in at.
     *
     * @throws ZmqException {@code ENODEV} when the machine has none that is called so
     */
    NetworkInterface networkInterface() {
        try {
            if (via == null && !target.host().zone().isEmpty()) {
                Inet6Address zoned = (Inet6Address) target.host().literal();
                return found(NetworkInterface.getByIndex(zoned.getScopeId()));
            }
            if (via == null || via.equals(Host.WILDCARD)) {
                return found(MulticastRoute.to(target.host().address()));
            }
            InetAddress address = interfaceAddress();
            return found(
                    address == null ? NetworkInterface.getByName(via) : NetworkInterface.getByInetAddress(address));
        } catch (SocketException | UnknownHostException e) {
            throw endpoint.refusal(ErrorCode.ENODEV, String.valueOf(e.getMessage()), e);
        }
    }

    private NetworkInterface found(NetworkInterface known) {
        if (known == null) {
            String name = via == null ? target.host().zone() : via;
            throw endpoint.refusal(
                    ErrorCode.ENODEV,
                    via == null && name.isEmpty() || Host.WILDCARD.equals(via)
                            ? "no network interface leads to that group; name one before ;"
                            : "this machine has no network interface " + name);
        }
        return known;
    }

    /** The multicast group, in the scope of an interface if it is of IPv6. */
    InetAddress group(NetworkInterface at) throws UnknownHostException {
        InetAddress group = target.host().address();
        return group instanceof Inet6Address
                ? Inet6Address.getByAddress(null, group.getAddress(), at.getIndex())
                : group;
    }

    /**
     * Where to bind for datagrams that are meant for this machine alone.
     *
     * @param ipv6 whether IPv6 may be used
     * @throws ZmqException {@code ENODEV} when there is no such interface, {@code EAFNOSUPPORT} when it needs IPv6
     */
    InetSocketAddress bindAddress(boolean ipv6) {
        Host host = target.host();
        checkFamily(ipv6);
        try {
            if (host.isWildcard()) {
                byte[] any = new byte[ipv6 && UdpChannels.systemHasIpv6() ? 16 : 4];
                return new InetSocketAddress(InetAddress.getByAddress(any), target.firstPort());
            }
            if (!host.isName()) {
                return new InetSocketAddress(host.literal(), target.firstPort());
            }
            List<InetAddress> own = host.interfaceAddresses();
            if (own != null) {
                for (InetAddress address : own) {
                    if (ipv6 || !(address instanceof Inet6Address)) {
                        return new InetSocketAddress(address, target.firstPort());
                    }
                }
            }
        } catch (UnknownHostException e) {
            throw endpoint.refusal(ErrorCode.ENODEV, e.getMessage(), e);
        }
        throw endpoint.refusal(
                ErrorCode.ENODEV,
                "this machine has no network interface " + host.text() + " with an address; bind takes an address, an"
                        + " interface, or *, and the names of hosts are for connect");
    }

    /** Whether {@link #connectAddress} will ask the resolver. */
    boolean needsResolver() {
        return target.host().isName();
    }

    /**
     * Where to send to.
     *
     * @throws UnknownHostException when there is no such address now
     */
    InetSocketAddress connectAddress(Resolver resolver, boolean ipv6) throws UnknownHostException {
        Host host = target.host();
        checkFamily(ipv6);
        if (!host.isName()) {
            InetAddress address = isMulticast() ? group(networkInterface()) : host.literal();
            return new InetSocketAddress(address, target.firstPort());
        }
        InetAddress[] all = resolver.resolve(host.text());
        for (InetAddress address : all == null ? new InetAddress[0] : all) {
            if (ipv6 || !(address instanceof Inet6Address)) {
                return new InetSocketAddress(address, target.firstPort());
            }
        }
        throw new UnknownHostException(host.text());
    }

    private void checkFamily(boolean ipv6) {
        if (target.host().isIpv6Literal() && !ipv6) {
            throw endpoint.refusal(ErrorCode.EAFNOSUPPORT, "this needs IPv6, which is switched off for this socket");
        }
    }

    /** What is bound, once the port is known. */
    static String bound(InetSocketAddress address) {
        return SCHEME + NumericAddress.format(address.getAddress()) + ":" + address.getPort();
    }

    /** What is bound to a group: as it was written, with the port. */
    String boundGroup(int port) {
        String address = endpoint.address();
        return SCHEME + address.substring(0, address.lastIndexOf(':') + 1) + port;
    }

    private ZmqException mistake(String sentence) {
        return endpoint.refusal(ErrorCode.EINVAL, sentence);
    }
}
