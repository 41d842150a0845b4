package org.lingmq.transport.ip;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/**
 * IPv4 and IPv6 addresses as text. Strict where the JDK and the C library are not: {@code 127.1}, {@code 010.0.0.1} and
 * the like are no addresses here. Nothing in this class asks a name server.
 */
public final class NumericAddress {
    private static final int LONGEST_IPV6 = 45;
    private static final int IPV4_PARTS = 4;
    private static final int IPV6_GROUPS = 8;

    private NumericAddress() {}

    /** Whether a host of that text can only be meant as an IPv4 address. */
    public static boolean looksLikeIpv4(String text) {
        return text.chars().allMatch(c -> c == '.' || isDigit(c));
    }

    /** Four decimal numbers without leading zeros; null when the text is anything else. */
    public static Inet4Address ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] bytes = new byte[IPV4_PARTS];
        if (parts.length != IPV4_PARTS) {
            return null;
        }
        for (int i = 0; i < IPV4_PARTS; i++) {
            int number = number(parts[i], 255);
            if (number < 0) {
                return null;
            }
            bytes[i] = (byte) number;
        }
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }

    /** The address without zone; null when the text is none. A mapped IPv4 address comes back as that. */
    public static InetAddress ipv6(String text) {
        boolean possible = text.length() <= LONGEST_IPV6
                && text.indexOf(':') >= 0
                && text.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0 && c < 128);
        if (!possible) {
            return null;
        }
        try {
            // In brackets the JDK takes it for an address or nothing.
            return InetAddress.getByName("[" + text + "]");
        } catch (UnknownHostException malformed) {
            return null;
        }
    }

    /** A number from 0 to {@code largest} in plain decimal, without sign or leading zero; -1 for any other text. */
    public static int number(String text, int largest) {
        boolean plain = !text.isEmpty()
                && text.length() <= 9
                && text.chars().allMatch(NumericAddress::isDigit)
                && (text.length() == 1 || text.charAt(0) != '0');
        int number = plain ? Integer.parseInt(text) : -1;
        return number <= largest ? number : -1;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    /**
     * The canonical text: dotted IPv4; IPv6 in brackets, in lower case, the longest run of zero groups shortened (RFC
     * 5952), with a zone where the address means nothing without one.
     */
    public static String format(InetAddress address) {
        return address instanceof Inet6Address ipv6
                ? "[" + groups(ipv6.getAddress()) + zone(ipv6) + "]"
                : address.getHostAddress();
    }

    private static String groups(byte[] bytes) {
        int[] groups = new int[IPV6_GROUPS];
        for (int i = 0; i < IPV6_GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF;
        }
        int longestStart = -1;
        int longest = 1;
        for (int start = 0; start < IPV6_GROUPS; start++) {
            int end = start;
            while (end < IPV6_GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - start > longest) {
                longest = end - start;
                longestStart = start;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < IPV6_GROUPS; i++) {
            if (i == longestStart) {
                text.append("::");
                i += longest - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static String zone(Inet6Address address) {
        if (!address.isLinkLocalAddress() && !address.isMCLinkLocal() || address.getScopeId() == 0) {
            return "";
        }
        NetworkInterface known = address.getScopedInterface();
        if (known == null) {
            try {
                known = NetworkInterface.getByIndex(address.getScopeId());
            } catch (SocketException unreadable) {
                // The number says as much as the name would.
                known = null;
            }
        }
        return "%" + (known == null ? String.valueOf(address.getScopeId()) : known.getName());
    }
}
