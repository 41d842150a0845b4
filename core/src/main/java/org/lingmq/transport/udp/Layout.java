package org.lingmq.transport.udp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.lingmq.lane.LaneReader;
import org.lingmq.lane.LaneWriter;

/** What the first of a message's two frames has to do with its datagram; the second is the body in both. */
interface Layout {

    /** The largest datagram. */
    int mostBytes();

    /**
     * Takes the first frame of a message and puts what of it travels into the datagram. The holder of the entry.
     *
     * @return where the frame says that the message goes; null when it does not say
     */
    InetSocketAddress outbound(LaneReader message, ByteBuffer datagram);

    /**
     * Appends the first frame of the message that a datagram makes, and goes to where the body begins. The I/O thread.
     *
     * @return false when the datagram is no message; nothing was appended then
     */
    boolean inbound(ByteBuffer datagram, InetSocketAddress from, LaneWriter message);
}
