package org.lingmq.pattern;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.lingmq.Message;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneWriter;
import org.lingmq.lane.SharedBody;

/**
 * The message a caller wants sent, in whichever form it came; reused by its socket, so that sending allocates nothing.
 */
public final class Outgoing {

    private static final byte[] NO_GROUP = {};

    private final ByteSource firstFrame = new ByteSource() {
        @Override
        public int length() {
            return size(0);
        }

        @Override
        public byte at(int index) {
            return byteAt(0, index);
        }
    };

    /** By frame, the bodies that are copied once for all lanes the message goes to; null while there are none. */
    private SharedBody[] shared;

    private byte[] single;
    private ByteBuffer buffer;
    private Message message;

    /** A message of one frame with these bytes. */
    public Outgoing set(byte[] body) {
        single = body;
        return this;
    }

    /** A message of one frame with the bytes between position and limit, which are not consumed. */
    public Outgoing set(ByteBuffer body) {
        buffer = body;
        return this;
    }

    /** A message of one or more frames. */
    public Outgoing set(Message frames) {
        message = frames;
        return this;
    }

    /** The same message, which stays when this one is cleared. */
    public Outgoing copy() {
        Outgoing copy = new Outgoing();
        copy.single = single;
        copy.buffer = buffer;
        copy.message = message;
        return copy;
    }

    /** Forgets what it held. Between any two messages; storing a reference costs more than looking at one. */
    public void clear() {
        if (single != null) {
            single = null;
        } else {
            buffer = null;
            message = null;
        }
    }

    /** How many frames there are. */
    public int count() {
        return message == null ? 1 : message.size();
    }

    /** Which peer it is for, where messages are addressed so (SERVER, PEER); 0 when that was not said. */
    public int routingId() {
        return message == null ? 0 : message.routingId();
    }

    /** The group it is for (RADIO); empty when that was not said. */
    public byte[] group() {
        return message == null ? NO_GROUP : message.groupBytes();
    }

    /** Size in bytes of a frame. */
    public int size(int frame) {
        if (single != null) {
            return single.length;
        }
        return buffer != null ? buffer.remaining() : message.length(frame);
    }

    /** Size in bytes of all frames together. */
    public long byteSize() {
        return message == null ? size(0) : message.byteSize();
    }

    /** One octet of a frame. */
    public byte byteAt(int frame, int index) {
        if (single != null) {
            return single[index];
        }
        return buffer != null ? buffer.get(buffer.position() + index) : message.byteAt(frame, index);
    }

    /** The first frame where it lies; valid until another message is set. */
    ByteSource firstFrame() {
        return firstFrame;
    }

    /** A copy of a frame. */
    public byte[] bytes(int frame) {
        if (message != null) {
            return message.bytes(frame);
        }
        byte[] copy = new byte[size(frame)];
        if (single != null) {
            System.arraycopy(single, 0, copy, 0, copy.length);
        } else {
            buffer.get(buffer.position(), copy);
        }
        return copy;
    }

    /** It goes into many lanes, one of them this: what is worth it is copied only once until {@link #unshare}. */
    void share(LaneWriter one) {
        for (int i = count() - 1; i >= 0; i--) {
            if (size(i) >= SharedBody.LEAST_BYTES) {
                if (shared == null) {
                    shared = new SharedBody[count()];
                }
                shared[i] = one.share(flags(i), body(i));
            }
        }
    }

    /** It is in all lanes; also after {@link #share} has failed. */
    void unshare() {
        if (shared != null) {
            for (SharedBody body : shared) {
                if (body != null) {
                    body.letGo();
                }
            }
            shared = null;
        }
    }

    private ByteBuffer body(int frame) {
        if (single != null) {
            return ByteBuffer.wrap(single);
        }
        return buffer != null ? buffer.duplicate() : message.buffer(frame);
    }

    private void appendSharing(LaneWriter out, int from) {
        for (int i = from; i < count(); i++) {
            if (shared[i] != null) {
                out.append(shared[i]);
            } else {
                out.append(flags(i), body(i));
            }
        }
    }

    private int flags(int frame) {
        return frame < count() - 1 ? Lane.MORE : 0;
    }

    /** Appends the frames from the given one to the last, the last without the flag for more. */
    public void append(LaneWriter out, int from) {
        if (shared != null) {
            appendSharing(out, from);
        } else if (single != null) {
            out.append(0, single, 0, single.length);
        } else if (buffer != null) {
            out.append(0, buffer);
        } else {
            for (int i = from; i < message.size(); i++) {
                out.append(flags(i), message.buffer(i));
            }
        }
    }

    /** What it looks like in an error message: sizes, never bodies. */
    @Override
    public String toString() {
        return count() + " frames, first " + size(0) + " bytes";
    }

    /** A message of one frame with the text in UTF-8. */
    public Outgoing set(String text) {
        return set(text.getBytes(StandardCharsets.UTF_8));
    }
}
