package org.lingmq.socket;

import java.util.ArrayList;
import java.util.List;
import org.lingmq.lane.LaneContent;
import org.lingmq.pattern.Pipe;

/** What the pipes that are over had counted. Belongs to the holder of the socket's entry. */
final class GoneTotals {

    private final List<Pipe> lingering = new ArrayList<>();
    private long messagesSent;
    private long bytesSent;
    private long droppedFull;
    private long reconnects;

    /** The pipe is over, and what it had not sent is no longer its own. */
    void add(Pipe pipe) {
        LaneContent sent = pipe.sent(pipe.unsent());
        messagesSent += sent.messages();
        bytesSent += sent.bytes();
        droppedFull += pipe.droppedFull();
        reconnects += pipe.reconnects();
    }

    /** The socket let the pipe go, which may go on sending for a while; what it fails to send is counted as LINGER. */
    void addLingering(Pipe pipe) {
        settle();
        lingering.add(pipe);
    }

    /** Pipes that have nothing left to send are added for good. */
    void settle() {
        lingering.removeIf(pipe -> {
            boolean done = pipe.unsent().messages() == 0;
            if (done) {
                add(pipe);
            }
            return done;
        });
    }

    /** Those that still have something to send. */
    List<Pipe> lingering() {
        return lingering;
    }

    long messagesSent() {
        return messagesSent;
    }

    long bytesSent() {
        return bytesSent;
    }

    long droppedFull() {
        return droppedFull;
    }

    long reconnects() {
        return reconnects;
    }
}
