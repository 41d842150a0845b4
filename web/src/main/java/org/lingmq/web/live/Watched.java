package org.lingmq.web.live;

import java.io.IOException;

/** What a {@link FolderWatch} looks after. Used by one thread; any may {@link #close} it. */
interface Watched extends AutoCloseable {
    /**
     * Waits for changes and tells of them.
     *
     * @return whether this is still open
     */
    boolean await(long waitNs) throws InterruptedException;

    /** Looks after what no watch tells: to be called at a {@link Pace}. */
    void tick();

    @Override
    void close() throws IOException;
}
