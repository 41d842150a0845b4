package org.lingmq.socket;

import org.lingmq.SocketType;
import org.lingmq.pattern.Pattern;
import org.lingmq.pattern.PatternHost;
import org.lingmq.pattern.Pull;
import org.lingmq.pattern.Push;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;

/** Which pattern serves which socket type. */
final class Patterns {

    private Patterns() {}

    static Pattern of(SocketType type, PatternHost host) {
        return switch (type) {
            case PUSH -> new Push(host);
            case PULL -> new Pull(host);
            default -> throw new ZmqException(ErrorCode.ENOTSUP, type + " sockets are not built yet");
        };
    }
}
