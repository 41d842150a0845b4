package org.lingmq.transport.stream;

import java.nio.channels.SelectionKey;
import org.lingmq.io.Flag;
import org.lingmq.transport.CallerDriven.Filled;

/** What is wanted to be told of a link. The I/O thread's own where nothing else is said. */
final class Interest {

    /** A caller reads the link; any thread. */
    final Flag driven = new Flag();

    /** The caller that reads the link will read on before it waits, so that credit wakes nobody. The entry holder's. */
    boolean callerComesBack;

    /** Input that came meanwhile has been left to that caller. */
    boolean leftToCaller;

    /**
     * The next message has no credit, and the I/O thread waits for that, as no caller reads the link. Others may look.
     */
    final Flag stalled = new Flag();

    /** Something is left that the channel did not take. */
    boolean output;

    /**
     * What a caller's reading has come to. The entry holder.
     *
     * @return whether somebody else is to read: the holder of the custody may be one who does not, and credit that has
     *     come back since has told nobody
     */
    boolean callerMissed(Filled filled) {
        boolean missed = filled == Filled.BUSY && callerComesBack;
        callerComesBack = filled == Filled.STALLED;
        return missed;
    }

    /** A new link. */
    void reset() {
        leftToCaller = false;
        stalled.lower();
        output = false;
    }

    /** The next message has credit or not. */
    void stalled(boolean now) {
        if (!now) {
            stalled.lower();
            return;
        }
        stalled.raise();
        if (driven.isUp()) {
            // Whoever drives after this look sees the flag.
            stalled.lower();
        }
    }

    int operations() {
        return (stalled.isUp() || leftToCaller ? 0 : SelectionKey.OP_READ) | (output ? SelectionKey.OP_WRITE : 0);
    }
}
