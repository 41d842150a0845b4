package org.lingmq.pattern;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.lingmq.lane.LaneReader;

/**
 * CONFLATE towards the application: of each peer's messages only the newest is kept.
 *
 * <p>Lanes are emptied as soon as they ring, while the application is away by the I/O thread; a lane that was left to
 * fill up would keep old messages and hold new ones back. What is promised: a message that was delivered is the newest
 * that had been taken from that peer's lane, and the peer is never held back. What is not: newer ones may be under way.
 * A message of several frames, which a peer with CONFLATE cannot send, is kept whole.
 */
final class ConflatedInbox implements Inbox {

    private final PatternHost host;
    private final Predicate<Pipe> wanted;
    private final ArrayDeque<Pipe> holding = new ArrayDeque<>();
    private final List<byte[]> frames = new ArrayList<>();

    ConflatedInbox(PatternHost host, Predicate<Pipe> wanted) {
        this.host = host;
        this.wanted = wanted;
    }

    @Override
    public void attach(Pipe pipe) {
        readable(pipe);
    }

    @Override
    public void readable(Pipe pipe) {
        if (pipe.ended()) {
            return;
        }
        do {
            drain(pipe);
        } while (!pipe.in().sleep());
    }

    private void drain(Pipe pipe) {
        LaneReader in = pipe.in();
        while (in.ready()) {
            if (wanted != null && !wanted.test(pipe)) {
                in.skipMessage();
                continue;
            }
            boolean more;
            do {
                more = in.more();
                frames.add(in.take());
            } while (more);
            if (pipe.newestIn == null) {
                holding.add(pipe);
            } else {
                host.count(Loss.CONFLATED, 1);
            }
            pipe.newestIn = frames.toArray(byte[][]::new);
            frames.clear();
        }
    }

    @Override
    public void end(Pipe pipe) {
        drain(pipe);
        pipe.leaveIn();
    }

    @Override
    public boolean holdsMessage() {
        return !holding.isEmpty();
    }

    @Override
    public boolean deliver(Incoming sink) {
        Pipe pipe = holding.poll();
        if (pipe == null) {
            return false;
        }
        byte[][] message = pipe.newestIn;
        pipe.newestIn = null;
        sink.begin(pipe);
        for (int i = 0; i < message.length; i++) {
            sink.frame(message[i], i < message.length - 1);
        }
        return true;
    }

    @Override
    public void release(Pipe pipe) {
        holding.remove(pipe);
    }
}
