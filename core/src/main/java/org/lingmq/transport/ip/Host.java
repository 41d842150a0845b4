package org.lingmq.transport.ip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The host part of an endpoint: the wildcard, a literal address, or a name, which may be that of a network interface or
 * of a host.
 *
 * @param text as written, without brackets
 * @param address the literal address, without zone; null for the wildcard and for names
 * @param zone name or number of the interface behind {@code %}; empty without
 */
public record Host(String text, InetAddress address, String zone) {
    /** What stands for all addresses of the machine. */
    public static final String WILDCARD = "*";

    /** IPv4 first, so that peers with IPv6 off reach what is bound by name; addresses of one link only last. */
    private static final Comparator<InetAddress> BINDING_ORDER = Comparator.<InetAddress>comparingInt(
                    found -> found.isLinkLocalAddress() ? 1 : 0)
            .thenComparingInt(found -> found instanceof Inet6Address ? 1 : 0);

    /** Whether it means all addresses of the machine. */
    public boolean isWildcard() {
        return text.equals(WILDCARD);
    }

    /** Whether it is to be looked up. */
    public boolean isName() {
        return address == null && !isWildcard();
    }

    /** Whether it is an IPv6 address. */
    public boolean isIpv6Literal() {
        return address instanceof Inet6Address;
    }

    /**
     * The literal address with its zone.
     *
     * @throws UnknownHostException when the interface of the zone does not exist
     */
    public InetAddress literal() throws UnknownHostException {
        if (zone.isEmpty()) {
            return address;
        }
        int index = NumericAddress.number(zone, Integer.MAX_VALUE);
        if (index < 0) {
            NetworkInterface named = networkInterface(zone);
            if (named == null) {
                throw new UnknownHostException("this machine has no network interface " + zone);
            }
            index = named.getIndex();
        }
        return Inet6Address.getByAddress(null, address.getAddress(), index);
    }

    /** The addresses of the network interface of that name, in the order to bind them; null when there is none. */
    public List<InetAddress> interfaceAddresses() throws UnknownHostException {
        NetworkInterface named = networkInterface(text);
        return named == null ? null : bindingOrder(named.inetAddresses().toList());
    }

    /** The same addresses, those first that are best to bind. */
    public static List<InetAddress> bindingOrder(List<InetAddress> addresses) {
        List<InetAddress> ordered = new ArrayList<>(addresses);
        ordered.sort(BINDING_ORDER);
        return ordered;
    }

    private static NetworkInterface networkInterface(String name) throws UnknownHostException {
        try {
            return NetworkInterface.getByName(name);
        } catch (SocketException unreadable) {
            UnknownHostException failure = new UnknownHostException("the network interfaces cannot be listed");
            failure.initCause(unreadable);
            throw failure;
        }
    }
}
