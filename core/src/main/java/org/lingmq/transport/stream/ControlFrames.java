package org.lingmq.transport.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.lingmq.io.Flag;
import org.lingmq.io.Slot;
import org.lingmq.lane.LaneOutlet;
import org.lingmq.zmtp.Commands;

/** PING and PONG on their way out: between two frames of the lane, never inside one. */
final class ControlFrames {

    private final LaneOutlet outlet;
    private final int ttlDeciseconds;
    private final Flag pingDue = new Flag();
    private final Slot<byte[]> pongDue = new Slot<>();

    /** Partly written; the tx holder's. */
    private ByteBuffer begun;

    ControlFrames(LaneOutlet outlet, int ttlDeciseconds) {
        this.outlet = outlet;
        this.ttlDeciseconds = ttlDeciseconds;
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
                wire.write(begun);
                if (begun.hasRemaining()) {
                    return false;
                }
                begun = null;
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

    /** The link is gone, and what was meant for it. The tx holder. */
    void clear() {
        begun = null;
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
