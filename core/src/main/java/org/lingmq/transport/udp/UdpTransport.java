package org.lingmq.transport.udp;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.spi.Endpoint;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.BindFailure;
import org.lingmq.transport.OptionValues;
import org.lingmq.transport.Surroundings;
import org.lingmq.transport.Transport;

/** {@code udp://}: datagrams to one address or to a multicast group. RADIO connects; DISH and DGRAM bind. */
public final class UdpTransport implements Transport {

    @Override
    public Bound bind(Endpoint endpoint, Surroundings around) {
        SocketType type = around.side().type();
        if (type == SocketType.RADIO) {
            throw endpoint.refusal(
                    ErrorCode.ENOCOMPATPROTO, "over udp a RADIO socket connects, and its DISH sockets bind");
        }
        checkType(endpoint, type);
        UdpEndpoint parsed = UdpEndpoint.forBind(endpoint);
        try {
            return parsed.isMulticast() ? group(parsed, around) : unicast(parsed, around);
        } catch (IOException e) {
            ErrorCode code = BindFailure.code(e);
            String sentence = sentence(code, parsed, e);
            around.side()
                    .event(MonitorEventType.BIND_FAILED, endpoint.toString(), Addresses.NONE, sentence, code.number());
            throw endpoint.refusal(code, sentence, e);
        }
    }

    private static void checkType(Endpoint endpoint, SocketType type) {
        if (type != SocketType.RADIO && type != SocketType.DISH && type != SocketType.DGRAM) {
            throw endpoint.refusal(
                    ErrorCode.ENOCOMPATPROTO,
                    "udp:// is for RADIO, DISH and DGRAM; use tcp://, ipc:// or inproc:// with a " + type + " socket");
        }
    }

    private static String sentence(ErrorCode code, UdpEndpoint parsed, IOException failure) {
        return switch (code) {
            case EADDRINUSE ->
                "port " + parsed.target().firstPort() + " is in use, by another socket of this program or by another"
                        + " program; close that one, or take another port";
            case EADDRNOTAVAIL ->
                "this machine has no address " + parsed.target().host().text() + "; take one that it has, or * for all";
            case EACCES -> "this user may not bind port " + parsed.target().firstPort() + "; take one from 1024 on";
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static Bound unicast(UdpEndpoint parsed, Surroundings around) throws IOException {
        InetSocketAddress address = parsed.bindAddress(around.options().get(Options.IPV6));
        boolean open = !address.getAddress().isLoopbackAddress();
        checkStrict(open, parsed, around);
        DatagramChannel channel = UdpChannels.bound(address, around.options());
        String bound = UdpEndpoint.bound((InetSocketAddress) channel.getLocalAddress());
        return listening(channel, bound, open, address.getAddress(), around);
    }

    private static Bound group(UdpEndpoint parsed, Surroundings around) throws IOException {
        OptionValues options = around.options();
        // The address is checked as one to send to: this socket may do both.
        InetSocketAddress group = parsed.connectAddress(around.resolver(), options.get(Options.IPV6));
        NetworkInterface at = parsed.networkInterface();
        boolean open = !isLoopback(at);
        checkStrict(open, parsed, around);
        DatagramChannel channel = UdpChannels.joined(group, at, options);
        int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        return listening(channel, parsed.boundGroup(port), open, group.getAddress(), around);
    }

    private static boolean isLoopback(NetworkInterface at) {
        try {
            return at.isLoopback();
        } catch (SocketException unreadable) {
            return false;
        }
    }

    private static void checkStrict(boolean open, UdpEndpoint parsed, Surroundings around) {
        if (open && around.strict()) {
            throw parsed.endpoint()
                    .refusal(
                            ErrorCode.EACCES,
                            "this context is strict, and other machines could reach this endpoint without security;"
                                    + " bind an address of this machine only, such as 127.0.0.1");
        }
    }

    private static Bound listening(
            DatagramChannel channel, String bound, boolean open, InetAddress address, Surroundings around) {
        around.side().event(MonitorEventType.LISTENING, bound, Addresses.NONE, "", 0);
        if (open) {
            around.side()
                    .event(
                            MonitorEventType.UNSECURED,
                            bound,
                            Addresses.NONE,
                            "other machines can reach this endpoint, and udp has no security",
                            0);
        }
        Layout layout = around.side().type() == SocketType.DGRAM
                ? new AddressLayout(address instanceof Inet6Address)
                : new GroupLayout();
        return new UdpListener(channel, bound, layout, around);
    }

    @Override
    public Dialed connect(Endpoint endpoint, Surroundings around) {
        SocketType type = around.side().type();
        if (type == SocketType.DISH) {
            throw endpoint.refusal(
                    ErrorCode.ENOCOMPATPROTO, "over udp a DISH socket binds, and its RADIO sockets connect");
        }
        if (type == SocketType.DGRAM) {
            throw endpoint.refusal(
                    ErrorCode.ENOCOMPATPROTO,
                    "a DGRAM socket binds, as to udp://*:* for any port; each message says where it goes");
        }
        checkType(endpoint, type);
        try {
            return UdpDialer.to(endpoint, around);
        } catch (IOException e) {
            throw endpoint.refusal(BindFailure.code(e), String.valueOf(e.getMessage()), e);
        }
    }
}
