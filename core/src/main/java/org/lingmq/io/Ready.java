package org.lingmq.io;

/** What is attached to a key of an I/O thread's selector. Called on that thread. */
public interface Ready {

    /** The channel is ready for these operations (bits of {@link java.nio.channels.SelectionKey}). */
    void ready(int operations);

    /** {@link #ready} threw: our bug, or memory ran out. Ends this one link; the loop lives. */
    void failed(Throwable failure);
}
