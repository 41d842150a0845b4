package org.lingmq.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.ZmqException;
import org.lingmq.lane.Lane;
import org.lingmq.lane.SharedBody;

/**
 * Gives each message to all pipes chosen for it. A pipe that was found full gets nothing more until half of its marks
 * is free again, so that a slow subscriber misses a stretch and not every other message.
 */
final class Fanout {

    /** For fewer pipes a copy for each takes no more memory than a shared one. */
    private static final int LEAST_SHARING = 3;

    private final PatternHost host;
    private final List<Pipe> pipes = new ArrayList<>();
    private Pipe[] chosen = new Pipe[8];
    private int count;
    private boolean conflating;

    /** RADIO: the frame in front of the message at hand; null elsewhere. */
    private byte[] group;

    Fanout(PatternHost host) {
        this.host = host;
    }

    void attach(Pipe pipe) {
        if (pipes.isEmpty()) {
            conflating = host.option(Options.CONFLATE);
        }
        if (conflating) {
            pipe.newestOut = new NewestOut(host, pipe);
        }
        pipes.add(pipe);
    }

    void linkUp(Pipe pipe) {
        if (pipe.newestOut != null) {
            pipe.newestOut.advance(Reach.FEW);
        }
    }

    void writable(Pipe pipe) {
        if (pipe.ended()) {
            return;
        }
        if (pipe.newestOut != null) {
            pipe.newestOut.advance(Reach.FEW);
        } else if (pipe.full && pipe.out().halfRoomOrStarve()) {
            pipe.full = false;
        }
    }

    void detach(Pipe pipe) {
        pipes.remove(pipe);
        if (pipe.newestOut != null) {
            pipe.newestOut.lose();
        } else {
            pipe.loseUnsent(host);
        }
    }

    /** The message at hand goes to this pipe; once is enough. */
    void choose(Pipe pipe) {
        pipe.chosen = true;
        if (count == chosen.length) {
            chosen = Arrays.copyOf(chosen, 2 * count);
        }
        chosen[count++] = pipe;
    }

    /** The message at hand goes to the other pipes instead. */
    void invert() {
        Pipe[] others = pipes.stream().filter(pipe -> !pipe.chosen).toArray(Pipe[]::new);
        clear();
        for (Pipe pipe : others) {
            choose(pipe);
        }
    }

    /** The message at hand goes to nobody. */
    void clear() {
        while (count > 0) {
            chosen[--count].chosen = false;
            chosen[count] = null;
        }
    }

    /** Whether all chosen pipes have room; if not, the full ones ring when half of their marks is free. */
    boolean chosenHaveRoom() {
        boolean all = true;
        for (int i = 0; i < count; i++) {
            all &= hasRoom(chosen[i]);
        }
        return all;
    }

    /** Whether all pipes have room; if not, the full ones ring when half of their marks is free. */
    boolean allHaveRoom() {
        boolean all = true;
        for (Pipe pipe : pipes) {
            all &= hasRoom(pipe);
        }
        return all;
    }

    private boolean hasRoom(Pipe pipe) {
        if (pipe.newestOut != null) {
            return true;
        }
        if (!pipe.full && !pipe.out().roomOrStarve()) {
            pipe.full = true;
        }
        return !pipe.full;
    }

    /** As {@link #send(Outgoing)}, with the name of its group in a frame before it. */
    void send(byte[] name, Outgoing message) {
        group = name;
        send(message);
    }

    /** Gives the message to the chosen pipes; those without room miss it. */
    void send(Outgoing message) {
        byte[] body = conflating ? NewestOut.bodyOf(message) : null;
        try {
            share(message);
            sendToChosen(message, body);
        } finally {
            message.unshare();
        }
    }

    private void share(Outgoing message) {
        if (count < LEAST_SHARING || conflating || message.byteSize() < SharedBody.LEAST_BYTES || !severalHaveRoom()) {
            return;
        }
        try {
            message.share(chosen[0].out());
        } catch (ZmqException noMemory) {
            // Each of the lanes will find out, and miss the message.
            message.unshare();
        }
    }

    private boolean severalHaveRoom() {
        int roomy = 0;
        for (int i = 0; i < count && roomy < LEAST_SHARING; i++) {
            roomy += hasRoom(chosen[i]) ? 1 : 0;
        }
        return roomy == LEAST_SHARING;
    }

    private void sendToChosen(Outgoing message, byte[] body) {
        Reach reach = Reach.of(count);
        for (int i = 0; i < count; i++) {
            Pipe pipe = chosen[i];
            if (!hasRoom(pipe) || !given(pipe, message, body, reach)) {
                pipe.countDroppedFull();
                host.count(Loss.FULL, 1);
                host.event(
                        MonitorEventType.MESSAGES_DROPPED,
                        pipe,
                        "the subscriber's queue is full (SNDHWM, SND_BYTES)",
                        1);
            }
        }
    }

    /** A peer whose message finds no memory misses it, as with any other full queue; the others get it. */
    private boolean given(Pipe pipe, Outgoing message, byte[] body, Reach reach) {
        try {
            if (body != null) {
                pipe.newestOut.put(body, reach);
            } else {
                if (group != null) {
                    pipe.out().append(Lane.MORE, group, 0, group.length);
                }
                message.append(pipe.out(), 0);
                pipe.publish(reach);
            }
            return true;
        } catch (ZmqException e) {
            if (e.code() != ErrorCode.ENOBUFS) {
                throw e;
            }
            return false;
        }
    }

    void release(Pipe pipe) {
        pipes.remove(pipe);
        if (pipe.newestOut != null) {
            pipe.newestOut.release();
        }
    }
}
