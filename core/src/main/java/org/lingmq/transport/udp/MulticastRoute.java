package org.lingmq.transport.udp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.util.List;

/** Which interface a multicast group belongs to when nobody says it. */
final class MulticastRoute {

    /** Any port will do: nothing is sent. */
    private static final int SOME_PORT = 9;

    private MulticastRoute() {}

    /** Where the system's routes lead; else the first interface that is up and can; null when there is none. */
    static NetworkInterface to(InetAddress group) throws SocketException {
        try (DatagramChannel probe = DatagramChannel.open(UdpChannels.family(group))) {
            probe.connect(new InetSocketAddress(group, SOME_PORT));
            InetAddress own = ((InetSocketAddress) probe.getLocalAddress()).getAddress();
            NetworkInterface routed = NetworkInterface.getByInetAddress(own);
            if (routed != null) {
                return routed;
            }
        } catch (IOException | UnsupportedOperationException noRoute) {
            // Not all networks have a route for groups.
        }
        List<NetworkInterface> all = NetworkInterface.networkInterfaces().toList();
        for (NetworkInterface one : all) {
            if (one.isUp() && one.supportsMulticast() && !one.isLoopback() && has(one, group)) {
                return one;
            }
        }
        for (NetworkInterface one : all) {
            if (one.isUp() && one.isLoopback() && has(one, group)) {
                return one;
            }
        }
        return null;
    }

    private static boolean has(NetworkInterface one, InetAddress group) {
        return one.inetAddresses().anyMatch(own -> own.getClass() == group.getClass());
    }
}
