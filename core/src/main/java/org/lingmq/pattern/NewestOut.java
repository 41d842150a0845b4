package org.lingmq.pattern;

import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;

/**
 * CONFLATE towards one peer: at most one message waits, and a newer one takes its place.
 *
 * <p>A lane's producer takes nothing back, so the newest message stays here until the peer is there and everything
 * before it has left. What is promised: nothing older than the newest message but one that was already on its way is
 * ever sent, the newest is sent in the end as long as there is memory, and sending never waits. What is not: the
 * message on its way (in the lane, or in the kernel's buffers, where many small ones fit) can no longer be replaced.
 */
final class NewestOut {

    private final PatternHost host;
    private final Pipe pipe;
    private byte[] waiting;

    NewestOut(PatternHost host, Pipe pipe) {
        this.host = host;
        this.pipe = pipe;
    }

    /** The body of a message that may be conflated. */
    static byte[] bodyOf(Outgoing message) {
        if (message.count() > 1) {
            throw new ZmqException(
                    ErrorCode.EINVAL,
                    "with CONFLATE a message has one frame, this one has " + message.count()
                            + ": pack it into one frame, or leave CONFLATE off");
        }
        return message.bytes(0);
    }

    /** Takes the newest message; nobody changes the array. */
    void put(byte[] body, Reach reach) {
        if (waiting != null) {
            host.count(Loss.CONFLATED, 1);
        }
        waiting = body;
        advance(reach);
    }

    /** The peer is there, or the lane may be empty: the newest message goes when both hold. */
    void advance(Reach reach) {
        if (waiting != null && pipe.connected()) {
            // Set each time, as SNDHWM may have been set anew in between.
            pipe.out().limits(1, 0);
            if (pipe.out().roomOrStarve()) {
                write(reach);
            }
        }
    }

    /** The socket lets the pipe go: the newest message queues behind the one before it, for LINGER to send. */
    void release() {
        if (waiting != null) {
            try {
                write(Reach.FEW);
            } catch (ZmqException noMemory) {
                waiting = null;
                host.count(Loss.LINGER, 1);
            }
        }
    }

    private void write(Reach reach) {
        pipe.out().append(0, waiting, 0, waiting.length);
        waiting = null;
        pipe.publish(reach);
    }

    /** The pipe is over: counts everything that did not leave as lost. */
    void lose() {
        if (waiting != null) {
            waiting = null;
            pipe.countLost(1);
            host.count(Loss.PEER_GONE, 1);
        }
        pipe.loseUnsent(host);
    }
}
