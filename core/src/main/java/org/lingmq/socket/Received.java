package org.lingmq.socket;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.lingmq.ErrorCode;
import org.lingmq.Message;
import org.lingmq.ZmqException;
import org.lingmq.lane.LaneReader;
import org.lingmq.pattern.Incoming;
import org.lingmq.pattern.PeerView;
import org.lingmq.pattern.Pipe;

/**
 * The message a socket is taking out: collected as frames, or copied into the caller's buffer when it is of one frame.
 */
final class Received implements Incoming {

    private byte[][] frames = new byte[4][];
    private int count;
    private Pipe pipe;
    private int link;
    private int routingId;
    private byte[] group;
    private ByteBuffer into;
    private int copied;

    private long messages;
    private long bytes;

    /** Makes ready for one message; {@code buffer} may be null. */
    Received ready(ByteBuffer buffer) {
        if (into != buffer) {
            into = buffer;
        }
        copied = -1;
        count = 0;
        return this;
    }

    @Override
    public void begin(Pipe from) {
        if (pipe != from) {
            pipe = from;
        }
        link = from.in().link();
        messages++;
    }

    @Override
    public void routingId(int id) {
        routingId = id;
    }

    @Override
    public void group(byte[] name) {
        group = name;
    }

    @Override
    public void routingId(byte[] id) {
        add(id);
    }

    @Override
    public void frame(byte[] body, boolean more) {
        bytes += body.length;
        add(body);
    }

    private void add(byte[] body) {
        if (count == frames.length) {
            frames = Arrays.copyOf(frames, 2 * count);
        }
        frames[count++] = body;
    }

    @Override
    public void frame(LaneReader in) {
        long size = in.size();
        bytes += size;
        if (into != null && count == 0 && !in.more() && size <= into.remaining()) {
            copied = (int) size;
            in.takeInto(into);
        } else {
            add(in.take());
        }
    }

    /** Bytes put into the caller's buffer; -1 when the message was collected instead. */
    int copied() {
        return copied;
    }

    /** The message that was collected. */
    Message message() {
        byte[][] all = Arrays.copyOf(frames, count);
        Arrays.fill(frames, 0, count, null);
        count = 0;
        PeerView peer = pipe.far().peer(link);
        Message message = Message.wrap(all, peer == null ? Map.of() : peer.properties());
        return routingId == 0 && group == null ? message : withAttributes(message);
    }

    private Message withAttributes(Message message) {
        Message whole = routingId == 0 ? message : message.withRoutingId(routingId);
        whole = group == null ? whole : whole.withGroup(group);
        routingId = 0;
        group = null;
        return whole;
    }

    long messages() {
        return messages;
    }

    long bytes() {
        return bytes;
    }

    /** Why the next message stays where it is. */
    static ZmqException doesNotFit(Message message, int room) {
        return new ZmqException(
                ErrorCode.EMSGSIZE,
                "the next message has " + message.size() + (message.size() == 1 ? " frame of " : " frames and ")
                        + message.byteSize() + " bytes and the buffer room for one frame of " + room
                        + "; take it with receive()");
    }
}
