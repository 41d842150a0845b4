package org.lingmq.interop;

import java.util.concurrent.ExecutionException;
import org.lingmq.SocketStats;

/** The receiving side of a leg; it tells the leg's ledger what came. All methods are the leg's thread's. */
interface Far extends AutoCloseable {
    /**
     * Connects there and starts to receive.
     *
     * @param endpoint null to bind instead
     * @return the endpoint
     */
    String open(String endpoint);

    /** Kills the process, while the caller goes on. */
    default void kill() {
        throw new UnsupportedOperationException();
    }

    /** Starts another process in place of the killed one, while the caller goes on. */
    default void revive() {
        throw new UnsupportedOperationException();
    }

    /** The most bytes of messages that may have reached it and are not told when it is killed. */
    long bytesHeld();

    /** What went wrong so far; null when nothing did. */
    String problem();

    /** Stops receiving; returns the socket's counters, null when there are none. */
    SocketStats stop() throws InterruptedException, ExecutionException;

    @Override
    void close();
}
