package org.lingmq.transport.udp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.lingmq.zmtp.Hex;

/** The other side of a udp endpoint, played by the JDK's own socket: sends and receives exact bytes. */
final class RawPeer implements AutoCloseable {
    private static final int PATIENCE_MS = 60_000;

    private final DatagramSocket socket;
    private InetSocketAddress lastSender;

    private RawPeer(DatagramSocket socket) {
        this.socket = socket;
    }

    static RawPeer at(String address) throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), 0));
        socket.setSoTimeout(PATIENCE_MS);
        return new RawPeer(socket);
    }

    /** On the loopback interface. */
    static RawPeer here() throws IOException {
        return at("127.0.0.1");
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What a socket connects to. */
    String endpoint() {
        boolean ipv6 = socket.getLocalAddress().getAddress().length > 4;
        return "udp://" + (ipv6 ? "[::1]" : "127.0.0.1") + ":" + port();
    }

    /** Sends to what bind returned. */
    void send(byte[] datagram, String endpoint) throws IOException {
        int colon = endpoint.lastIndexOf(':');
        String host = endpoint.substring("udp://".length(), colon).replaceFirst(".*;", "");
        int port = Integer.parseInt(endpoint.substring(colon + 1));
        socket.send(new DatagramPacket(datagram, datagram.length, InetAddress.getByName(host), port));
    }

    void sendHex(String hex, String endpoint) throws IOException {
        send(Hex.bytes(hex), endpoint);
    }

    byte[] receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[70_000], 70_000);
        socket.receive(packet);
        lastSender = (InetSocketAddress) packet.getSocketAddress();
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /** Where the last datagram came from. */
    InetSocketAddress lastSender() {
        return lastSender;
    }

    @Override
    public void close() {
        socket.close();
    }
}
