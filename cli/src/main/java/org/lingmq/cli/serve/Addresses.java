package org.lingmq.cli.serve;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Where others see a server that listens on all addresses of this machine. */
final class Addresses {
    private Addresses() {}

    /** The server's URI with each address by which other machines may reach this one. */
    static List<URI> forOthers(URI here) {
        List<URI> uris = new ArrayList<>();
        try {
            for (NetworkInterface network :
                    NetworkInterface.networkInterfaces().filter(Addresses::isUp).toList()) {
                network.inetAddresses()
                        .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
                        .forEach(address -> uris.add(at(here, address)));
            }
        } catch (SocketException unknown) {
            return List.of();
        }
        return uris;
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback();
        } catch (SocketException gone) {
            return false;
        }
    }

    private static URI at(URI here, InetAddress address) {
        String host = address.getHostAddress().replaceFirst("%.*", "");
        String authority = address instanceof Inet6Address ? "[" + host + "]" : host;
        return URI.create(here.getScheme() + "://" + authority + ":" + here.getPort() + "/");
    }
}
