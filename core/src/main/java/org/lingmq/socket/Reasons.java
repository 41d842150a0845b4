package org.lingmq.socket;

import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;

/** Why a call cannot go on, whatever the pattern. */
final class Reasons {

    private Reasons() {}

    /** The socket is closed, or its context was shut down. */
    static ZmqException shut(String socket, boolean terminated) {
        return terminated
                ? new ZmqException(ErrorCode.ETERM, "the context of " + socket + " was shut down; open a new one")
                : new ZmqException(ErrorCode.ENOTSOCK, socket + " is closed; make a new socket");
    }

    /** The caller's thread was interrupted. */
    static ZmqException interrupted(String socket) {
        return new ZmqException(
                ErrorCode.EINTR,
                "the thread was interrupted while it waited in " + socket
                        + "; nothing was lost, and the call may be repeated once the interrupt flag is cleared");
    }
}
