package org.lingmq;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An immutable message: one or more frames of bytes, and what is known of the peer it came from. With the types of
 * sockets that many threads may use it has one frame, and a routing id or a group may hang on it.
 *
 * <p>Any thread may use a message, and the same one may be sent any number of times. Frames are numbered from 0.
 * {@code of} and the builder copy what they are given; {@code wrap} takes arrays over without a copy; both refuse an
 * array without any frame ({@link ErrorCode#EINVAL}). A number of a frame that is not there is an
 * {@link IndexOutOfBoundsException}.
 */
public final class Message {
    private static final byte[] NO_GROUP = {};
    private static final Message EMPTY = new Message(new byte[1][0], Map.of(), 0, NO_GROUP);

    private final byte[][] frames;
    private final Map<String, String> properties;
    private final int routingId;
    private final byte[] group;

    private Message(byte[][] frames, Map<String, String> properties, int routingId, byte[] group) {
        this.frames = frames;
        this.properties = properties;
        this.routingId = routingId;
        this.group = group;
    }

    /**
     * A message of one frame per text, each in UTF-8.
     *
     * @param frames at least one
     * @return a new message
     */
    public static Message of(String... frames) {
        return wrap(FrameArrays.joined(new byte[0][], frames));
    }

    /**
     * A message of one frame per array; the arrays are copied.
     *
     * @param frames at least one
     * @return a new message
     */
    public static Message of(byte[]... frames) {
        return wrap(FrameArrays.copies(frames));
    }

    /**
     * {@return a message of one frame}
     *
     * @param frame copied
     */
    public static Message of(byte[] frame) {
        return wrap(FrameArrays.copy(frame));
    }

    /**
     * A message of one frame of bytes and one per text behind it: what a ROUTER sends to a peer, by its routing id.
     *
     * @param first copied
     * @param rest each in UTF-8
     * @return a new message
     */
    public static Message of(byte[] first, String... rest) {
        return wrap(FrameArrays.joined(new byte[][] {FrameArrays.copy(first)}, rest));
    }

    /** {@return the message of one empty frame, as {@link #empty()}; less than one frame no message has} */
    public static Message of() {
        return EMPTY;
    }

    /**
     * {@return a message of one frame: a copy of what lies between the buffer's position and limit}
     *
     * @param frame the bytes; its position stays as it is
     */
    public static Message of(ByteBuffer frame) {
        return wrap(FrameArrays.remaining(frame));
    }

    /**
     * A message of these arrays, without a copy. The caller gives them up: whoever changes them afterwards changes the
     * message, also while it is being sent.
     *
     * @param frames at least one; the outer array is taken over too
     * @return a new message
     */
    public static Message wrap(byte[]... frames) {
        return wrap(frames, Map.of());
    }

    /**
     * A message that came from a peer, of these arrays as {@link #wrap(byte[]...)} takes them.
     *
     * @param frames at least one; taken over, the outer array too
     * @param properties what is known of the peer; unmodifiable, held uncopied, so that a peer's messages share one map
     * @return a new message
     */
    public static Message wrap(byte[][] frames, Map<String, String> properties) {
        FrameArrays.check(frames);
        return new Message(frames, Objects.requireNonNull(properties, "properties"), 0, NO_GROUP);
    }

    /** {@return the message of one empty frame, always the same object} */
    public static Message empty() {
        return EMPTY;
    }

    /** {@return a new builder, still without frames} */
    public static MessageBuilder builder() {
        return new MessageBuilder();
    }

    /** {@return how many frames there are, at least 1} */
    public int size() {
        return frames.length;
    }

    /** {@return a copy of the bytes of the first frame} */
    public byte[] bytes() {
        return bytes(0);
    }

    /**
     * {@return a copy of the bytes of one frame}
     *
     * @param frame its number
     */
    public byte[] bytes(int frame) {
        return frames[frame].clone();
    }

    /** {@return the first frame as UTF-8 text; what is no UTF-8 is replaced by U+FFFD} */
    public String text() {
        return text(0);
    }

    /**
     * {@return one frame as UTF-8 text; what is no UTF-8 is replaced by U+FFFD}
     *
     * @param frame its number
     */
    public String text(int frame) {
        return FrameArrays.text(frames[frame]);
    }

    /**
     * {@return how many bytes one frame has, 0 or more}
     *
     * @param frame its number
     */
    public int length(int frame) {
        return frames[frame].length;
    }

    /** {@return how many bytes all frames have together, 0 or more} */
    public long byteSize() {
        return FrameArrays.byteSize(frames);
    }

    /**
     * {@return one byte of one frame}
     *
     * @param frame its number
     * @param offset which byte, from 0
     */
    public byte byteAt(int frame, int offset) {
        return frames[frame][offset];
    }

    /**
     * {@return one frame without a copy: a new read-only view, position 0, limit at the end of the frame}
     *
     * @param frame its number
     */
    public ByteBuffer buffer(int frame) {
        return ByteBuffer.wrap(frames[frame]).asReadOnlyBuffer();
    }

    /**
     * {@return how many bytes one frame has, after copying them all into an array}
     *
     * @param frame its number
     * @param target where to
     * @param at index of its first byte there
     */
    public int copyTo(int frame, byte[] target, int at) {
        byte[] bytes = frames[frame];
        System.arraycopy(bytes, 0, target, at, bytes.length);
        return bytes.length;
    }

    /**
     * Copies a piece of one frame to a buffer's position, which moves behind it.
     *
     * @param frame its number
     * @param offset first byte to copy
     * @param length how many bytes
     * @param target where to
     */
    public void copyTo(int frame, int offset, int length, ByteBuffer target) {
        target.put(frames[frame], offset, length);
    }

    /** The frames themselves. */
    byte[][] rawFrames() {
        return frames;
    }

    /**
     * {@return which peer of a SERVER or PEER it came from, or is to go to ({@code zmq_msg_routing_id}); 0 says none. A
     * 32-bit number without sign, which the socket gave the peer}
     */
    public int routingId() {
        return routingId;
    }

    /**
     * {@return this message for a peer of a SERVER or PEER ({@code zmq_msg_set_routing_id})}
     *
     * @param routingId as of a message from that peer, or as {@link Socket#connectPeer} returned it; not 0
     */
    public Message withRoutingId(int routingId) {
        FrameArrays.checkRoutingId(routingId);
        return new Message(frames, properties, routingId, group);
    }

    /** {@return the group that a RADIO sends it to, or that a DISH received it from; empty when none was said} */
    public String group() {
        return FrameArrays.text(group);
    }

    /** {@return as {@link #group()}, for a name that is no text; a copy} */
    public byte[] groupBytes() {
        return group.clone();
    }

    /**
     * {@return this message for a group ({@code zmq_msg_set_group})}
     *
     * @param group its name, 0 to 255 bytes in UTF-8, none of them 0
     */
    public Message withGroup(String group) {
        return withGroup(FrameArrays.utf8(group));
    }

    /**
     * {@return this message for a group}
     *
     * @param group its name, 0 to 255 bytes, none of them 0; copied
     */
    public Message withGroup(byte[] group) {
        return new Message(frames, properties, routingId, FrameArrays.group(group));
    }

    /** {@return copies of all frames, in an unmodifiable list} */
    public List<byte[]> frames() {
        return Arrays.stream(frames).map(byte[]::clone).toList();
    }

    /** {@return all frames as UTF-8 text, in an unmodifiable list} */
    public List<String> texts() {
        return Arrays.stream(frames).map(FrameArrays::text).toList();
    }

    /**
     * What is known of the peer this message came from ({@code zmq_msg_gets}): {@code "Peer-Address"},
     * {@code "Routing-Id"} (which travels, and stands in {@link #properties}, under its old name {@code "Identity"}),
     * {@code "Socket-Type"}, and whatever the peer said of itself under names that begin with {@code X-}.
     *
     * @param name upper and lower case do not matter
     * @return the value, or null when it is not known, as in every message made here
     */
    public String property(String name) {
        return FrameArrays.property(properties, name);
    }

    /** {@return all that is known of the peer this message came from; empty for a message made here} */
    public Map<String, String> properties() {
        return properties;
    }

    /**
     * {@return a new message of the frames from one on to the last, without a copy; all else is kept}
     *
     * @param from number of the first frame to keep, less than {@link #size()}
     */
    public Message subMessage(int from) {
        return subMessage(from, frames.length);
    }

    /**
     * {@return a new message of the frames from one on up to another, without a copy; all else is kept}
     *
     * @param from number of the first frame to keep
     * @param to number of the first frame behind, more than {@code from}
     */
    public Message subMessage(int from, int to) {
        Objects.checkFromToIndex(from, to, frames.length);
        Objects.checkIndex(from, to);
        return new Message(Arrays.copyOfRange(frames, from, to), properties, routingId, group);
    }

    /**
     * {@return this message with one more frame before the first; all else is kept}
     *
     * @param frame what to put before, such as a routing id; copied
     */
    public Message prepend(byte[] frame) {
        byte[][] more = new byte[frames.length + 1][];
        more[0] = FrameArrays.copy(frame);
        System.arraycopy(frames, 0, more, 1, frames.length);
        return new Message(more, properties, routingId, group);
    }

    /**
     * {@return this message with one more frame behind the last; all else is kept}
     *
     * @param frame copied
     */
    public Message append(byte[] frame) {
        byte[][] more = Arrays.copyOf(frames, frames.length + 1);
        more[frames.length] = FrameArrays.copy(frame);
        return new Message(more, properties, routingId, group);
    }

    /**
     * {@return this message with one more frame behind the last; all else is kept}
     *
     * @param frame a text, in UTF-8
     */
    public Message append(String frame) {
        return new Message(FrameArrays.joined(frames, frame), properties, routingId, group);
    }

    /**
     * {@return the frames before the first empty one, the routing ids that a request gathered on its way (RFC 28); null
     * when there is no empty frame or nothing before it}
     */
    public Message envelope() {
        int delimiter = FrameArrays.firstEmpty(frames);
        return delimiter <= 0 ? null : subMessage(0, delimiter);
    }

    /**
     * {@return the frames behind the first empty one, what the application at the other end sent (RFC 28); when nothing
     * stands behind it, one empty frame; this message when there is no empty frame; never null}
     */
    public Message body() {
        int delimiter = FrameArrays.firstEmpty(frames);
        if (delimiter < 0) {
            return this;
        }
        return subMessage(Math.min(delimiter + 1, frames.length - 1));
    }

    /** Equal are messages of the same frames; properties, routing id and group do not count. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Message message && Arrays.deepEquals(frames, message.frames);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(frames);
    }

    /** How many frames and how long each; never their bytes, so that logs hold no content. */
    @Override
    public String toString() {
        return MessageText.summary(frames);
    }

    /**
     * The message for a person to read: a line of 40 dashes, then a line for each frame with its length in three digits
     * or more and its bytes, as text when every byte is from 32 to 127, else as two upper-case hex digits each.
     *
     * <pre>
     * ----------------------------------------
     * [005] 006B8B4567
     * [000]
     * [005] Hello
     * </pre>
     *
     * @return lines that end with a line feed
     */
    public String dump() {
        return MessageText.dump(frames);
    }
}
