package org.lingmq.transport;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * A connection whose input the thread that waits in the socket may read itself, without a hop through the I/O thread.
 * Called by the holder of the socket's entry.
 */
public interface CallerDriven {

    /**
     * Has the caller's selector watch for input; the key gets that attachment.
     *
     * @return null when there is no link, or somebody reads from it right now; try again before the next wait
     */
    SelectionKey watch(Selector selector, Object attachment) throws IOException;

    /** The caller, whose selector watches, does the reading from now on, until it gives that back. */
    void drive();

    /** What reading came to. */
    enum Filled {
        /** Another party reads. */
        BUSY,
        /** Read until there was nothing more, or enough for one turn; of more the selector knows. */
        OPEN,
        /** Something lies in memory that has no credit, and of which no selector tells. */
        STALLED,
        /** The link is over; the selector must not watch it any more. */
        OVER
    }

    /**
     * Reads what is there into the inbound lane, beginning with what was read before and had no credit. After
     * {@link Filled#STALLED} the caller must come back before it next waits, or give back: credit that returns
     * meanwhile wakes nobody.
     */
    Filled fill();

    /** The caller reads no more: the I/O thread takes over. */
    void giveBack();
}
