package org.lingmq.transport.udp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneReader;
import org.lingmq.lane.LaneWriter;

/**
 * RADIO and DISH: the first frame is a group. As libzmq writes it (there is no RFC):
 *
 * <pre>
 *     group-length(1)   group(0..255)   body
 *     02                "TV"            "hello"
 * </pre>
 */
final class GroupLayout implements Layout {

    /** libzmq's, which receives no more. */
    static final int MOST_BYTES = 8192;

    private static final int LENGTH_BYTES = 1;
    private static final int LONGEST_GROUP = 255;

    private final byte[] group = new byte[LONGEST_GROUP];

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    @Override
    public InetSocketAddress outbound(LaneReader message, ByteBuffer datagram) {
        datagram.put((byte) message.size());
        message.takeInto(datagram);
        return null;
    }

    @Override
    public boolean inbound(ByteBuffer datagram, InetSocketAddress from, LaneWriter message) {
        if (!datagram.hasRemaining()) {
            return false;
        }
        int length = datagram.get(datagram.position()) & 0xFF;
        if (LENGTH_BYTES + length > datagram.remaining()) {
            return false;
        }
        datagram.position(datagram.position() + LENGTH_BYTES);
        datagram.get(group, 0, length);
        message.append(Lane.MORE, group, 0, length);
        return true;
    }
}
