package org.lingmq.transport.udp;

import java.util.concurrent.TimeUnit;
import org.lingmq.MonitorEventType;
import org.lingmq.io.Gauge;
import org.lingmq.io.IoThread;
import org.lingmq.pattern.Loss;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.SocketSide;

/**
 * Counts the datagrams that came to nothing for one reason, and tells the monitor at most once a second. Any thread
 * counts, the I/O thread tells.
 */
final class Drops {

    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private final SocketSide side;
    private final IoThread io;
    private final String endpoint;
    private final Loss loss;
    private final String reason;
    private final Gauge untold = new Gauge();
    private long toldNs;
    private boolean told;

    Drops(SocketSide side, IoThread io, String endpoint, Loss loss, String reason) {
        this.side = side;
        this.io = io;
        this.endpoint = endpoint;
        this.loss = loss;
        this.reason = reason;
    }

    /** One more. */
    void add() {
        side.count(loss, 1);
        if (untold.add(1) == 1) {
            io.execute(this::tell);
        }
    }

    private void tell() {
        long sinceNs = io.clock().nowNs() - toldNs;
        if (told && sinceNs < PAUSE_NS) {
            io.schedule(PAUSE_NS - sinceNs, this::tellNow);
        } else {
            tellNow();
        }
    }

    private void tellNow() {
        long messages = untold.value();
        told = true;
        toldNs = io.clock().nowNs();
        side.event(MonitorEventType.MESSAGES_DROPPED, endpoint, Addresses.NONE, reason, messages);
        if (untold.add(-messages) > 0) {
            tell();
        }
    }
}
