package org.lingmq.transport;

import org.lingmq.io.Mail;
import org.lingmq.lane.Lane;
import org.lingmq.pattern.Pipe;

/** What happens in a socket when one of its pipes has something to read, or room again. */
public final class PipeBells {

    private PipeBells() {}

    /** Hangs the socket's bells up at its ends of both lanes of a pipe; before the lanes are shared. */
    public static void hang(SocketSide side, Pipe pipe, Lane outbound, Lane inbound) {
        Mail readable = new Mail(() -> side.readable(pipe));
        Mail writable = new Mail(() -> side.writable(pipe));
        inbound.consumerBell(() -> side.post(readable, side.servesWhileAway()));
        outbound.producerBell(() -> side.post(writable, side.servesWhileAway()));
    }
}
