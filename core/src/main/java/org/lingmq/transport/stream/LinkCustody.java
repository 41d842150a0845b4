package org.lingmq.transport.stream;

import org.lingmq.io.Flag;

/**
 * Who still holds the right to write to or read from a link that is to end. Whoever finds a link broken keeps what it
 * holds; the I/O thread collects the rest, and only then is the channel its own.
 */
final class LinkCustody {

    private final Outflow outflow;
    private final Inflow inflow;
    private final Flag broken = new Flag();
    private final Flag outputKept = new Flag();
    private final Flag inputKept = new Flag();

    LinkCustody(Outflow outflow, Inflow inflow) {
        this.outflow = outflow;
        this.inflow = inflow;
    }

    /** Another link begins. */
    void reset() {
        broken.lower();
        outputKept.lower();
        inputKept.lower();
    }

    boolean broken() {
        return broken.isUp();
    }

    /** The link is to end; true for the first who says so. Any thread. */
    boolean breakLink() {
        return broken.tryRaise();
    }

    /**
     * As {@link #breakLink}, by a finder that holds the right to write and keeps it. It is said before the right is
     * kept: from that moment on the link may be collected, and what is said would be about the next one.
     */
    boolean breakKeepingOutput() {
        boolean first = breakLink();
        outputKept.raise();
        return first;
    }

    /** As {@link #breakKeepingOutput}, by a finder that holds the right to read. */
    boolean breakKeepingInput() {
        boolean first = breakLink();
        inputKept.raise();
        return first;
    }

    /** Takes what nobody keeps; false when a caller is at it right now. The I/O thread. */
    boolean holdBoth() {
        if (!outputKept.isUp() && outflow.tryHold()) {
            outputKept.raise();
        }
        if (!inputKept.isUp() && inflow.tryHold()) {
            inputKept.raise();
        }
        return outputKept.isUp() && inputKept.isUp();
    }

    /** Both are held: what the peer said before writing to it failed is read. The I/O thread. */
    void readRest() {
        if (outflow.failed()) {
            inflow.readRest();
        }
    }
}
