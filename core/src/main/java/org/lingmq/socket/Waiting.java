package org.lingmq.socket;

import org.lingmq.io.Waiter;

/** Somebody who waits outside a socket that many threads use, for it to do something. Called by the entry holder. */
interface Waiting {

    /** Tries to do it now, and never throws; true when it is done, has failed, or is not wanted any more. */
    boolean attempt();

    /** It will not be done. */
    void fail(RuntimeException reason);

    /** There may be a message for the thread, which comes in and tries by itself. */
    default void call() {}

    /** Where the thread sleeps; null when none does. */
    Waiter waiter();

    /** To whom the message is to go that waits to be sent: those to the same peer keep their order. */
    default int addressee() {
        return 0;
    }
}
