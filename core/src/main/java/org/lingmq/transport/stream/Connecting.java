package org.lingmq.transport.stream;

import java.io.IOException;
import org.lingmq.io.IoThread;
import org.lingmq.io.Ready;

/** A connection on its way to one address, until there is a {@link Wire}. A test makes its own. The I/O thread's. */
public interface Connecting {

    /**
     * Begins to connect.
     *
     * @param handler hears when it is time to {@link #finish}
     * @return true when the connection is there already
     */
    boolean begin(IoThread io, Ready handler) throws IOException;

    /** Whether the connection is there now; fails when it will never be. */
    boolean finish() throws IOException;

    /** The connection that is there; closing it is the wire's matter from now on. */
    Wire wire() throws IOException;

    /** Gives it up. */
    void close();
}
