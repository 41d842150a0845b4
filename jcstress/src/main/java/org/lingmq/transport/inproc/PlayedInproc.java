package org.lingmq.transport.inproc;

import org.lingmq.spi.Endpoint;
import org.lingmq.transport.Surroundings;
import org.lingmq.transport.stream.PlayedSocket;

/** Listeners and dialers for a table of names, which only keeps them. */
public final class PlayedInproc {

    private static final Surroundings AROUND = new PlayedSocket().surroundings();

    private PlayedInproc() {}

    /** One that may be bound. */
    public static InprocListener listener(Endpoint endpoint) {
        return new InprocListener(null, endpoint, AROUND);
    }

    /** One that may look for a listener. */
    public static InprocDialer dialer(Endpoint endpoint) {
        return new InprocDialer(null, endpoint, AROUND);
    }
}
