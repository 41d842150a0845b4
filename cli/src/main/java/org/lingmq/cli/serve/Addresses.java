package org.lingmq.cli.serve;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
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
        // The first is what a phone gets.
        uris.sort(Comparator.comparing(uri -> uri.getHost().startsWith("[")));
        return uris;
    }

    /** Does a host stand for all addresses of this machine? */
    static boolean isAny(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
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
