package org.lingmq.socket;

import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lingmq.MonitorEventType;
import org.lingmq.RoutingId;
import org.lingmq.io.IoThread;
import org.lingmq.io.Mail;
import org.lingmq.pattern.PeerView;
import org.lingmq.pattern.Pipe;
import org.lingmq.transport.Addresses;

/**
 * What a socket's pattern has to tell its monitor. What may repeat with every message is told at once the first time,
 * and then once a second at most for each peer, with the sum. Belongs to the holder of the socket's entry.
 */
final class Reports {

    private static final long APART_NS = TimeUnit.SECONDS.toNanos(1);

    private final SocketCore core;
    private final IoThread home;

    /** By pipe, or by event where there is none: what was told within the last second; null while there is nothing. */
    private Map<Object, Repeated> repeated;

    /** One that was told, and what came of it since. */
    private static final class Repeated {
        private final MonitorEventType event;
        private final Pipe pipe;
        private String reason;
        private long sum;

        Repeated(MonitorEventType event, Pipe pipe) {
            this.event = event;
            this.pipe = pipe;
        }
    }

    Reports(SocketCore core, IoThread home) {
        this.core = core;
        this.home = home;
    }

    /** Tells the monitor; the pipe may be null. */
    void add(MonitorEventType event, Pipe pipe, String reason, long value) {
        if (event != MonitorEventType.UNROUTABLE && event != MonitorEventType.MESSAGES_DROPPED) {
            tell(event, pipe, reason, value);
            return;
        }
        Object key = pipe == null ? event : pipe;
        Repeated before = repeated == null ? null : repeated.get(key);
        if (before != null) {
            before.reason = reason;
            before.sum += value;
            return;
        }
        tell(event, pipe, reason, value);
        if (repeated == null) {
            repeated = new IdentityHashMap<>();
            wakeLater();
        }
        repeated.put(key, new Repeated(event, pipe));
    }

    private void wakeLater() {
        Mail due = new Mail(this::tellSums);
        home.execute(() -> home.schedule(APART_NS, () -> core.post(due, true)));
    }

    private void tellSums() {
        if (repeated == null) {
            return;
        }
        for (Iterator<Repeated> each = repeated.values().iterator(); each.hasNext(); ) {
            Repeated one = each.next();
            if (one.sum == 0) {
                each.remove();
            } else {
                tell(one.event, one.pipe, one.reason, one.sum);
                one.sum = 0;
            }
        }
        if (repeated.isEmpty()) {
            repeated = null;
        } else {
            wakeLater();
        }
    }

    /** The socket closes: tells what was kept back. */
    void end() {
        if (repeated == null) {
            return;
        }
        for (Repeated one : repeated.values()) {
            if (one.sum > 0) {
                tell(one.event, one.pipe, one.reason, one.sum);
            }
        }
        repeated = null;
    }

    private void tell(MonitorEventType event, Pipe pipe, String reason, long value) {
        if (pipe == null) {
            core.event(event, "", Addresses.NONE, reason, value);
            return;
        }
        PeerView peer = pipe.peer();
        byte[] id = pipe.routingId().length > 0 ? pipe.routingId() : peer.routingId();
        String text = id.length == 0 ? null : RoutingId.text(id);
        core.event(
                event, pipe.endpoint(), new Addresses(peer.localAddress(), peer.remoteAddress(), text), reason, value);
    }
}
