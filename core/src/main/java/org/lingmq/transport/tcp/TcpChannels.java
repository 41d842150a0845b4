package org.lingmq.transport.tcp;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import org.lingmq.Options;
import org.lingmq.transport.OptionValues;
import org.lingmq.transport.stream.ChannelWire;

/** The options of TCP channels, and how their ends are named. */
final class TcpChannels {

    private TcpChannels() {}

    static ProtocolFamily family(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET;
    }

    static void tune(SocketChannel channel, OptionValues options) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        int sendBuffer = options.get(Options.SNDBUF);
        if (sendBuffer >= 0) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
        }
        receiveBuffer(channel, options);
        int typeOfService = options.get(Options.TOS);
        if (typeOfService != 0) {
            channel.setOption(StandardSocketOptions.IP_TOS, typeOfService);
        }
        int keepAlive = options.get(Options.TCP_KEEPALIVE);
        if (keepAlive >= 0) {
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, keepAlive == 1);
        }
        if (keepAlive == 1) {
            keepAliveValue(
                    channel,
                    "TCP_KEEPIDLE",
                    options.get(Options.TCP_KEEPALIVE_IDLE).toSeconds());
            keepAliveValue(
                    channel,
                    "TCP_KEEPINTERVAL",
                    options.get(Options.TCP_KEEPALIVE_INTVL).toSeconds());
            keepAliveValue(channel, "TCP_KEEPCOUNT", options.get(Options.TCP_KEEPALIVE_CNT));
        }
    }

    static void receiveBuffer(NetworkChannel channel, OptionValues options) throws IOException {
        int receiveBuffer = options.get(Options.RCVBUF);
        if (receiveBuffer >= 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
    }

    /** The JDK has these where the system does; found by name, so that no JDK module is needed for them. */
    private static void keepAliveValue(SocketChannel channel, String name, long value) throws IOException {
        if (value <= 0) {
            return;
        }
        for (SocketOption<?> supported : channel.supportedOptions()) {
            if (supported.name().equals(name)) {
                @SuppressWarnings("unchecked")
                SocketOption<Integer> integer = (SocketOption<Integer>) supported;
                channel.setOption(integer, (int) value);
            }
        }
    }

    static ChannelWire wire(SocketChannel connected) throws IOException {
        InetSocketAddress local = (InetSocketAddress) connected.getLocalAddress();
        InetSocketAddress remote = (InetSocketAddress) connected.getRemoteAddress();
        return new ChannelWire(connected, new Names(local, remote));
    }

    private record Names(InetSocketAddress ours, InetSocketAddress theirs) implements ChannelWire.Names {

        @Override
        public String local() {
            return TcpEndpoint.format(ours);
        }

        @Override
        public String remote() {
            return TcpEndpoint.format(theirs);
        }

        @Override
        public String peerAddress() {
            return theirs.getAddress().getHostAddress();
        }
    }
}
