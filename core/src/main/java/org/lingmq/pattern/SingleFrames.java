package org.lingmq.pattern;

import java.util.function.Predicate;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;

/**
 * The rule of the types for many threads: a message has one frame (RFC 41, 48, 49, 51, 52). One of more frames is not
 * sent; one that comes is discarded whole, and the connection stays.
 */
final class SingleFrames implements Predicate<Pipe> {

    private final PatternHost host;
    private final SocketType type;

    SingleFrames(PatternHost host, SocketType type) {
        this.host = host;
        this.type = type;
    }

    /** Whether the message at the pipe's cursor has one frame; if not, that is counted and reported. */
    @Override
    public boolean test(Pipe pipe) {
        if (!pipe.in().more()) {
            return true;
        }
        host.count(Loss.MULTIPART, 1);
        host.event(
                MonitorEventType.MESSAGES_DROPPED,
                pipe,
                "the peer sent a message of more than one frame, and a " + type + " socket takes one only",
                1);
        return false;
    }

    /** Fails for a message that the application must not send. */
    void check(Outgoing message) {
        if (message.count() != 1) {
            throw new ZmqException(
                    ErrorCode.EINVAL,
                    "a " + type + " socket sends messages of one frame, and this one has " + message.count()
                            + "; put it all into one frame, for example by serialising it" + attribute());
        }
    }

    /** What is a frame elsewhere and none here. */
    private String attribute() {
        return switch (type) {
            case RADIO -> "; the group is no frame, but goes with message.withGroup(name)";
            case SERVER, PEER -> "; the routing id is no frame, but goes with message.withRoutingId(id)";
            default -> "";
        };
    }
}
