package org.lingmq.transport.ip;

import java.net.InetAddress;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;
import org.lingmq.spi.Endpoint;

/**
 * One {@code host:port} of an endpoint, read strictly: whatever is not in the grammar is refused with a sentence.
 *
 * <pre>
 *     bind     (* | ipv4 | [ipv6] | [ipv6%zone] | interface | name) : (port | * | 0 | [low-high])
 *     connect  (    ipv4 | [ipv6] | [ipv6%zone] |             name) : port
 *     source   (    ipv4 | [ipv6] | [ipv6%zone] | interface       ) : (port | * | 0)
 * </pre>
 *
 * @param host what stands before the port
 * @param firstPort the port, or the lowest of a range; 0 for any free one
 * @param lastPort the same, or the highest of a range
 */
public record HostPort(Host host, int firstPort, int lastPort) {
    /** What the address is for; decides what may be written. */
    public enum Use {
        /** To listen at. */
        BIND("a number from 1 to 65535, * for any free port, or a range as [8000-8100]"),
        /** To send to. */
        CONNECT("a number from 1 to 65535"),
        /** To connect from. */
        SOURCE("a number from 1 to 65535, or * for any free port");

        private final String ports;

        Use(String ports) {
            this.ports = ports;
        }
    }

    private static final int LARGEST_PORT = 65_535;
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_ZONE = 64;
    private static final String ANY_PORT = "*";

    /**
     * Reads it.
     *
     * @param endpoint what the error quotes
     * @param text the part of the endpoint to be read
     * @throws ZmqException {@code EINVAL} when it is written otherwise
     */
    public static HostPort parse(Endpoint endpoint, String text, Use use) {
        int split;
        Host host;
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            if (close < 0) {
                throw mistake(endpoint, "the bracket before the IPv6 address is not closed");
            }
            host = bracketed(endpoint, text.substring(1, close));
            split = close + 1;
        } else {
            split = text.indexOf(':');
            host = plain(endpoint, split < 0 ? text : text.substring(0, split), use);
        }
        if (split < 0 || split >= text.length()) {
            throw mistake(endpoint, "the port is missing; a colon and " + use.ports + " must follow the host");
        }
        if (text.charAt(split) != ':') {
            throw mistake(endpoint, "a colon and a port must follow the bracket");
        }
        String port = text.substring(split + 1);
        if (port.indexOf(':') >= 0) {
            throw mistake(
                    endpoint,
                    "there are too many colons; an IPv6 address stands in brackets, as [::1]:5555, and no second scheme"
                            + " stands before it");
        }
        return withPort(endpoint, host, port, use);
    }

    private static Host bracketed(Endpoint endpoint, String text) {
        int percent = text.indexOf('%');
        String digits = percent < 0 ? text : text.substring(0, percent);
        String zone = percent < 0 ? "" : text.substring(percent + 1);
        InetAddress address = NumericAddress.ipv6(digits);
        if (address == null) {
            throw mistake(endpoint, "brackets hold an IPv6 address, which " + Endpoint.quoted(digits) + " is not");
        }
        if (percent >= 0) {
            Host zoned = new Host(text, address, zone);
            if (!zoned.isIpv6Literal() || !isName(zone) || zone.length() > LONGEST_ZONE) {
                throw mistake(endpoint, "behind % stands the name or number of a network interface, as [fe80::1%eth0]");
            }
            return zoned;
        }
        return new Host(text, address, "");
    }

    private static Host plain(Endpoint endpoint, String text, Use use) {
        if (text.isEmpty()) {
            throw mistake(endpoint, "the host is missing");
        }
        if (text.equals(Host.WILDCARD)) {
            if (use != Use.BIND) {
                throw mistake(
                        endpoint,
                        "* as a host is for bind; connect needs the host to talk to, and before ; an address of this"
                                + " machine");
            }
            return new Host(text, null, "");
        }
        if (NumericAddress.looksLikeIpv4(text)) {
            InetAddress address = NumericAddress.ipv4(text);
            if (address == null) {
                throw mistake(endpoint, Endpoint.quoted(text) + " is no IPv4 address: four numbers from 0 to 255");
            }
            return new Host(text, address, "");
        }
        if (!isName(text) || text.length() > LONGEST_NAME) {
            throw mistake(
                    endpoint,
                    Endpoint.quoted(text) + " is no host: names have letters, digits, dots, hyphens and underscores,"
                            + " 253 at most");
        }
        return new Host(text, null, "");
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.charAt(0) != '-'
                && text.charAt(0) != '.'
                && !text.contains("..")
                && text.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || c == '-'
                                || c == '_'
                                || c == '.');
    }

    private static HostPort withPort(Endpoint endpoint, Host host, String text, Use use) {
        if (use == Use.BIND && text.startsWith("[")) {
            return withRange(endpoint, host, text);
        }
        if (use != Use.CONNECT && text.equals(ANY_PORT)) {
            return new HostPort(host, 0, 0);
        }
        int port = NumericAddress.number(text, LARGEST_PORT);
        if (port < 0 || port == 0 && use == Use.CONNECT) {
            throw mistake(endpoint, "the port must be " + use.ports + ", not " + Endpoint.quoted(text));
        }
        return new HostPort(host, port, port);
    }

    private static HostPort withRange(Endpoint endpoint, Host host, String text) {
        int hyphen = text.indexOf('-');
        if (hyphen > 0 && text.endsWith("]")) {
            int low = NumericAddress.number(text.substring(1, hyphen), LARGEST_PORT);
            int high = NumericAddress.number(text.substring(hyphen + 1, text.length() - 1), LARGEST_PORT);
            if (low >= 1 && low <= high) {
                return new HostPort(host, low, high);
            }
        }
        throw mistake(
                endpoint,
                "a range of ports is written [8000-8100], from 1 to 65535 and rising, not " + Endpoint.quoted(text));
    }

    private static ZmqException mistake(Endpoint endpoint, String sentence) {
        return endpoint.refusal(ErrorCode.EINVAL, sentence);
    }
}
