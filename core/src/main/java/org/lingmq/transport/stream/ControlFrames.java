package org.lingmq.transport.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.lingmq.io.Flag;
import org.lingmq.io.Slot;
import org.lingmq.lane.LaneOutlet;
import org.lingmq.zmtp.Commands;

/**
 * What goes out beside the lane: a greeting (HELLO_MSG) in front of everything, PING and PONG between two frames of the
 * lane, never inside one.
 */
final class ControlFrames {

    /** The most that is given to a wire at once: the JDK copies what is on the heap, and keeps memory of that size. */
    private static final int PIECE_BYTES = 64 * 1024;

    private final LaneOutlet outlet;
    private final int ttlDeciseconds;
    private final Flag pingDue = new Flag();
    private final Slot<byte[]> pongDue = new Slot<>();

    /** Partly written; the tx holder's. */
    private ByteBuffer begun;

    /** Shared by all sessions of the endpoint; null when there is none. */
    private final byte[] greeting;

    /** Whether the greeting has not been written whole over the link that is up. */
    private final Flag greets = new Flag();

    /**
     * For the links of one session.
     *
     * @param greeting the frame that greets each peer; null for none
     */
    ControlFrames(LaneOutlet outlet, int ttlDeciseconds, byte[] greeting) {
        this.outlet = outlet;
        this.ttlDeciseconds = ttlDeciseconds;
        this.greeting = greeting;
    }

    /** Whether each link begins with a greeting. */
    boolean greet() {
        return greeting != null;
    }

    /** Whether the greeting is so long that a peer may take a while to read it. */
    boolean greetingIsLong() {
        return greeting.length > PIECE_BYTES;
    }

    /** Whether there is a greeting to write before the link may be closed. The I/O thread. */
    boolean greeting() {
        return greets.isUp();
    }

    /** A link is about to come up. The I/O thread. */
    void expectLink() {
        if (greeting != null) {
            greets.raise();
        }
    }

    /** The first thing on a link, whose wire has nothing of the lane yet. The tx holder. */
    void beginLink() {
        if (greeting != null) {
            begun = ByteBuffer.wrap(greeting);
        }
    }

    /** A PING is due. Any thread. */
    void ping() {
        pingDue.raise();
    }

    /** PONGs are due; a peer that takes none loses the oldest. Any thread. */
    void pong(byte[] frames) {
        pongDue.change(before -> Pongs.joined(before, frames));
    }

    /** Writes what is due; false when the wire took no more. The tx holder. */
    boolean write(Wire wire) throws IOException {
        while (true) {
            if (begun != null) {
                if (!writeBegun(wire)) {
                    return false;
                }
                begun = null;
                greets.tryLower();
            }
            if (!pingDue.isUp() && !pongDue.filled()) {
                return true;
            }
            if (!outlet.finishFrame(wire)) {
                return false;
            }
            byte[] pong = pongDue.take();
            if (pong != null) {
                begun = ByteBuffer.wrap(pong);
            } else if (pingDue.tryLower()) {
                begun = ByteBuffer.wrap(
                        Commands.ping(ttlDeciseconds, context(outlet.lane().released())));
            }
        }
    }

    private boolean writeBegun(Wire wire) throws IOException {
        int end = begun.limit();
        while (begun.position() < end) {
            int pieceEnd = Math.min(end, begun.position() + PIECE_BYTES);
            begun.limit(pieceEnd);
            wire.write(begun);
            begun.limit(end);
            if (begun.position() < pieceEnd) {
                return false;
            }
        }
        return true;
    }

    /** The link is gone, and what was meant for it. The tx holder. */
    void clear() {
        begun = null;
        greets.lower();
        pingDue.lower();
        pongDue.take();
    }

    /** What a PING carries, and its PONG brings back: how much had gone before it. */
    private static byte[] context(long position) {
        return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
    }

    /** What {@link #context} was made of; negative when it is none of ours. */
    static long position(byte[] context) {
        return context.length == Long.BYTES ? ByteBuffer.wrap(context).getLong() : -1;
    }
}
