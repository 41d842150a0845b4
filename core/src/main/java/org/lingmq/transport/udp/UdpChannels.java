package org.lingmq.transport.udp;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import org.lingmq.Options;
import org.lingmq.transport.OptionValues;

/** Opens datagram channels, non-blocking and with a socket's options. */
final class UdpChannels {

    private UdpChannels() {}

    static ProtocolFamily family(InetAddress address) {
        return address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }

    static boolean systemHasIpv6() {
        try {
            DatagramChannel.open(StandardProtocolFamily.INET6).close();
            return true;
        } catch (IOException | UnsupportedOperationException none) {
            return false;
        }
    }

    /**
     * To send to that address.
     *
     * @param via where multicast leaves; null for no multicast
     */
    static DatagramChannel sending(InetAddress target, NetworkInterface via, OptionValues options) throws IOException {
        DatagramChannel channel = open(target, options);
        try {
            if (via != null) {
                channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, via);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Bound to an address of this machine, which nobody else is bound to. */
    static DatagramChannel bound(InetSocketAddress address, OptionValues options) throws IOException {
        DatagramChannel channel = open(address.getAddress(), options);
        try {
            return channel.bind(address);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** A member of a group, one of several on this machine if others are; also to send there. */
    static DatagramChannel joined(InetSocketAddress group, NetworkInterface at, OptionValues options)
            throws IOException {
        DatagramChannel channel = sending(group.getAddress(), at, options);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            bindToGroup(channel, group);
            channel.join(group.getAddress(), at);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Bound to the group, what others send to the same port does not get in; not all systems know that. */
    private static void bindToGroup(DatagramChannel channel, InetSocketAddress group) throws IOException {
        try {
            channel.bind(group);
        } catch (IOException notToGroups) {
            byte[] any = new byte[group.getAddress().getAddress().length];
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(any), group.getPort()));
        }
    }

    private static DatagramChannel open(InetAddress address, OptionValues options) throws IOException {
        DatagramChannel channel = openOf(address);
        try {
            channel.configureBlocking(false);
            int sendBuffer = options.get(Options.SNDBUF);
            if (sendBuffer >= 0) {
                channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
            }
            int receiveBuffer = options.get(Options.RCVBUF);
            if (receiveBuffer >= 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
            }
            int typeOfService = options.get(Options.TOS);
            if (typeOfService != 0) {
                channel.setOption(StandardSocketOptions.IP_TOS, typeOfService);
            }
            // They also hold for a group that a name or a DGRAM's message leads to.
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, options.get(Options.MULTICAST_HOPS));
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, options.get(Options.MULTICAST_LOOP));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static DatagramChannel openOf(InetAddress address) throws IOException {
        try {
            return DatagramChannel.open(family(address));
        } catch (UnsupportedOperationException noIpv6) {
            throw new IOException("this system has no IPv6", noIpv6);
        }
    }
}
