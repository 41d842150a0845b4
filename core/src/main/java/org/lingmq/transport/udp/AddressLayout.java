package org.lingmq.transport.udp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.lingmq.ErrorCode;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneReader;
import org.lingmq.lane.LaneWriter;
import org.lingmq.spi.Endpoint;
import org.lingmq.transport.ip.HostPort;
import org.lingmq.transport.ip.NumericAddress;

/**
 * DGRAM: the first frame is the address of the other side, and the datagram holds nothing but the body. The address
 * that was used last is remembered, as one often follows upon itself.
 */
final class AddressLayout implements Layout {

    /** More does not fit into an IPv4 packet. */
    static final int MOST_BYTES = 65_507;

    private static final String SCHEME = "udp://";

    private final boolean ipv6;

    /** The entry holder's. */
    private byte[] lastText = {};

    private InetSocketAddress lastAddress;

    /** The I/O thread's. */
    private InetSocketAddress lastSender;

    private byte[] lastSenderText = {};

    /** For a channel of that family; one for IPv6 reaches IPv4 addresses too. */
    AddressLayout(boolean ipv6) {
        this.ipv6 = ipv6;
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    /** Fails when nothing can be sent to what the text says. */
    void check(byte[] text) {
        if (lastAddress == null || !Arrays.equals(text, lastText)) {
            lastAddress = parse(text);
            lastText = text;
        }
    }

    @Override
    public InetSocketAddress outbound(LaneReader message, ByteBuffer datagram) {
        // It was checked before it was written there.
        check(message.take());
        return lastAddress;
    }

    private InetSocketAddress parse(byte[] text) {
        int length = text.length > 0 && text[text.length - 1] == 0 ? text.length - 1 : text.length;
        Endpoint shown = Endpoint.parse(SCHEME + new String(text, 0, length, ISO_8859_1));
        HostPort read = HostPort.parse(shown, shown.address(), HostPort.Use.CONNECT);
        if (read.host().isName()) {
            throw shown.refusal(
                    ErrorCode.EINVAL,
                    "a datagram goes to an address in numbers, as 192.0.2.7:5555; names are not looked up");
        }
        InetAddress address;
        try {
            address = read.host().literal();
        } catch (UnknownHostException noInterface) {
            throw shown.refusal(ErrorCode.EINVAL, noInterface.getMessage(), noInterface);
        }
        if (address instanceof Inet6Address && !ipv6) {
            throw shown.refusal(
                    ErrorCode.EINVAL, "this socket is bound to an IPv4 address, from which IPv6 cannot be reached");
        }
        return new InetSocketAddress(address, read.firstPort());
    }

    @Override
    public boolean inbound(ByteBuffer datagram, InetSocketAddress from, LaneWriter message) {
        if (!from.equals(lastSender)) {
            lastSender = from;
            lastSenderText = text(from).getBytes(US_ASCII);
        }
        message.append(Lane.MORE, lastSenderText, 0, lastSenderText.length);
        return true;
    }

    static String text(InetSocketAddress address) {
        return NumericAddress.format(address.getAddress()) + ":" + address.getPort();
    }
}
