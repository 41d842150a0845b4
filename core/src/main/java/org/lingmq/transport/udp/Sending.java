package org.lingmq.transport.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneContent;
import org.lingmq.lane.LaneReader;
import org.lingmq.pattern.Loss;
import org.lingmq.transport.Surroundings;

/**
 * The consumer end of an outbound lane: each message leaves at once as a datagram, or is dropped and counted. Nothing
 * waits here. Belongs to the holder of the socket's entry.
 */
final class Sending {

    private static final int FIRST_BUFFER_BYTES = 8192;

    private final LaneReader reader;
    private final Layout layout;
    private final Drops tooLarge;
    private final Drops notSent;
    private ByteBuffer buffer;
    private long givenUp;
    private long givenUpBytes;

    Sending(Lane outbound, int highWaterMark, Layout layout, Surroundings around, String endpoint) {
        this.reader = new LaneReader(outbound, highWaterMark);
        this.layout = layout;
        this.tooLarge = new Drops(
                around.side(),
                around.io(),
                endpoint,
                Loss.TOO_LARGE,
                "a datagram of this socket holds " + layout.mostBytes() + " bytes at most, with the group");
        this.notSent = new Drops(
                around.side(),
                around.io(),
                endpoint,
                Loss.NOT_SENT,
                "the system did not take the datagram: no room, no route, or the address is not known yet");
    }

    /**
     * Sends what was published.
     *
     * @param channel null while it is not known where to
     * @param target for messages that do not say where they go
     */
    void sendAll(DatagramChannel channel, InetSocketAddress target) {
        while (reader.ready()) {
            if (reader.isCommand() || !reader.more()) {
                // What a DISH says to a RADIO: no datagram tells it.
                reader.skipMessage();
            } else {
                long before = reader.bytesRead();
                if (!send(channel, target)) {
                    givenUp++;
                    givenUpBytes += reader.bytesRead() - before;
                }
            }
        }
        // The lane is empty after each call, and goes on at the head of its chunk.
        reader.release();
    }

    private boolean send(DatagramChannel channel, InetSocketAddress target) {
        ByteBuffer datagram = buffer(0);
        InetSocketAddress said = layout.outbound(reader, datagram);
        if (reader.size() > layout.mostBytes() - datagram.position() || reader.more()) {
            reader.skipMessage();
            tooLarge.add();
            return false;
        }
        if (reader.size() > datagram.remaining()) {
            ByteBuffer head = datagram.flip();
            datagram = buffer(layout.mostBytes()).put(head);
        }
        reader.takeInto(datagram);
        if (channel == null || !send(channel, datagram.flip(), said == null ? target : said)) {
            notSent.add();
            return false;
        }
        return true;
    }

    private ByteBuffer buffer(int leastBytes) {
        if (buffer == null || buffer.capacity() < leastBytes) {
            buffer = ByteBuffer.allocate(Math.max(leastBytes, FIRST_BUFFER_BYTES));
        }
        return buffer.clear();
    }

    private static boolean send(DatagramChannel channel, ByteBuffer datagram, InetSocketAddress target) {
        boolean empty = !datagram.hasRemaining();
        try {
            return channel.send(datagram, target) > 0 || empty;
        } catch (IOException | IllegalArgumentException refused) {
            // Fire and forget (UDP-8): what the network says is no failure of the call.
            return false;
        }
    }

    /** What was dropped instead of sent. */
    LaneContent givenUp() {
        return new LaneContent(givenUp, givenUpBytes);
    }

    /** The socket let the pipe go. */
    void letGo() {
        reader.discard();
        reader.leave();
    }
}
