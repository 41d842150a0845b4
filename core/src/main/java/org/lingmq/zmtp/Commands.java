package org.lingmq.zmtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.lingmq.spi.ProtocolException;

/**
 * The commands of ZMTP 3.x (RFC 23, RFC 37), written as whole frames and read from whole bodies.
 *
 * <pre>
 *   frame   04 size(1) body   or   06 size(8) body
 *   body    name-length(1) name data
 * </pre>
 *
 * <p>Stateless; any thread may use it. Arrays that are returned belong to the caller.
 */
public final class Commands {
    /**
     * The largest TTL we put into a PING, in tenths of a second. libzmq computes it in 16 bits of milliseconds, so that
     * a larger one would make it close the link almost at once.
     */
    public static final int TTL_MAX_DECISECONDS = 655;

    private static final int LEGACY_SUBSCRIBE = 1;
    private static final int LEGACY_CANCEL = 0;
    private static final byte[] NOTHING = {};

    private Commands() {}

    /**
     * PING (RFC 37).
     *
     * @param ttlDeciseconds how long we will wait for traffic, in tenths of a second; 0 for no limit; more than 655 is
     *     written as 655
     * @param context 0 to 16 octets for the PONG to echo
     * @return the frame
     */
    public static byte[] ping(int ttlDeciseconds, byte[] context) {
        if (ttlDeciseconds < 0 || context.length > Ping.CONTEXT_MAX) {
            throw new IllegalArgumentException("PING takes a TTL from 0 and up to 16 octets of context, not "
                    + ttlDeciseconds + " and " + context.length);
        }
        int ttl = Math.min(ttlDeciseconds, TTL_MAX_DECISECONDS);
        byte[] data = ByteBuffer.allocate(Short.BYTES + context.length)
                .putShort((short) ttl)
                .put(context)
                .array();
        return frame(body(CommandName.PING, data));
    }

    /**
     * PONG (RFC 37).
     *
     * @param context the context of the PING, 0 to 16 octets; the buffer is not moved
     * @return the frame
     */
    public static byte[] pong(ByteBuffer context) {
        if (context.remaining() > Ping.CONTEXT_MAX) {
            throw new IllegalArgumentException("PONG takes up to 16 octets of context, not " + context.remaining());
        }
        byte[] data = new byte[context.remaining()];
        context.get(context.position(), data);
        return frame(body(CommandName.PONG, data));
    }

    /**
     * SUBSCRIBE, for peers of ZMTP 3.1 and later (RFC 37).
     *
     * @param topic the prefix wanted, empty for everything
     * @return the frame
     */
    public static byte[] subscribe(byte[] topic) {
        return frame(body(CommandName.SUBSCRIBE, topic));
    }

    /**
     * CANCEL, for peers of ZMTP 3.1 and later (RFC 37).
     *
     * @param topic the prefix no longer wanted
     * @return the frame
     */
    public static byte[] cancel(byte[] topic) {
        return frame(body(CommandName.CANCEL, topic));
    }

    /**
     * A subscription for peers of ZMTP 3.0 and earlier: a message that starts with octet 1 (RFC 29).
     *
     * @param topic the prefix wanted, empty for everything
     * @return the frame
     */
    public static byte[] legacySubscribe(byte[] topic) {
        return legacy(LEGACY_SUBSCRIBE, topic);
    }

    /**
     * The end of a subscription for peers of ZMTP 3.0 and earlier: a message that starts with octet 0 (RFC 29).
     *
     * @param topic the prefix no longer wanted
     * @return the frame
     */
    public static byte[] legacyCancel(byte[] topic) {
        return legacy(LEGACY_CANCEL, topic);
    }

    /**
     * READY, the word that ends a handshake (RFC 23).
     *
     * @param metadata our properties in wire form, see {@link Metadata#encode}
     * @return the frame
     */
    public static byte[] ready(byte[] metadata) {
        return frame(body(CommandName.READY, metadata));
    }

    /**
     * ERROR, sent before a connection is closed for good (RFC 23).
     *
     * @param reason why: 0 to 255 printable ASCII characters; a ZAP status such as 400 stands alone
     * @return the frame
     */
    public static byte[] error(String reason) {
        if (reason.length() > 255 || !reason.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("the reason of an ERROR is up to 255 printable ASCII characters");
        }
        byte[] data = new byte[1 + reason.length()];
        data[0] = (byte) reason.length();
        System.arraycopy(reason.getBytes(StandardCharsets.US_ASCII), 0, data, 1, reason.length());
        return frame(body(CommandName.ERROR, data));
    }

    /**
     * A command's body, for mechanisms, which do not know frames.
     *
     * @param name one of the names that exist on the wire
     * @param data what follows the name
     * @return name length, name, data
     */
    public static byte[] body(CommandName name, byte[] data) {
        byte[] ascii = name.ascii();
        return ByteBuffer.allocate(1 + ascii.length + data.length)
                .put((byte) ascii.length)
                .put(ascii)
                .put(data)
                .array();
    }

    /**
     * Puts a command frame's header in front of a body.
     *
     * @param body name length, name, data
     * @return the frame
     */
    public static byte[] frame(byte[] body) {
        return framed(Frames.COMMAND, NOTHING, body);
    }

    /**
     * Which command a body holds; allocates nothing and does not move the buffer.
     *
     * @param body a command's whole body, or as much of it as is there if that includes the name
     * @return never null; {@link CommandName#UNKNOWN} and {@link CommandName#MALFORMED} where it is none of ours
     */
    public static CommandName nameOf(ByteBuffer body) {
        return CommandName.of(body);
    }

    /**
     * What follows the name, for instance the topic of a SUBSCRIBE; the buffer is not moved.
     *
     * @param body the whole body of a command that is not {@link CommandName#MALFORMED}
     * @return a view that shares the body's memory
     */
    public static ByteBuffer dataOf(ByteBuffer body) {
        int nameSize = body.get(body.position()) & 0xFF;
        return body.slice(body.position() + 1 + nameSize, body.remaining() - 1 - nameSize);
    }

    /**
     * Reads the data of a received ERROR: the refusal it stands for, or the complaint that it is malformed.
     *
     * @param data what follows the name: reason length, reason; more octets after it are ignored
     * @return the exception to throw, whose sentence quotes the reason, escaped and cut
     */
    public static ProtocolException refusal(ByteBuffer data) {
        int start = data.position();
        if (!data.hasRemaining() || (data.get(start) & 0xFF) > data.remaining() - 1) {
            return new ProtocolException(
                    ProtocolException.Reason.MALFORMED_ERROR,
                    "the peer refused the connection with an ERROR whose reason is longer than the command");
        }
        byte[] octets = new byte[data.get(start) & 0xFF];
        data.get(start + 1, octets);
        String reason = Printable.of(octets);
        int status = switch (reason) {
            case "300", "400", "500" -> Integer.parseInt(reason);
            default -> 0;
        };
        return ProtocolException.refusal(
                "the peer refused the connection: " + (reason.isEmpty() ? "it gave no reason" : reason), status);
    }

    private static byte[] legacy(int first, byte[] topic) {
        return framed(0, new byte[] {(byte) first}, topic);
    }

    private static byte[] framed(int flags, byte[] head, byte[] tail) {
        int size = head.length + tail.length;
        ByteBuffer frame = ByteBuffer.allocate(Frames.headerSize(size) + size);
        Frames.writeHeader(frame, flags, size);
        return frame.put(head).put(tail).array();
    }
}
