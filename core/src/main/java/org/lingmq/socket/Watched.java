package org.lingmq.socket;

import java.nio.channels.SelectionKey;

/** What a key in a {@link WaitingPlace} is attached to: told when its channel is ready. */
interface Watched {

    /** The channel is ready. The thread whose place it is. */
    void ready(SelectionKey key);
}
