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
     * Has the caller's selector watch for input; the key's attachment is this object.
     *
     * @return null when there is no link, or somebody reads from it right now; try again before the next wait
     */
    SelectionKey watch(Selector selector) throws IOException;

    /** The caller, whose selector watches, does the reading from now on, until it gives that back. */
    void drive();

    /**
     * Reads what is there into the inbound lane; false when the link is over and the selector must not watch it any
     * more.
     */
    boolean fill();

    /** The caller reads no more: the I/O thread takes over. */
    void giveBack();
}
