package org.lingmq.transport.stream;

import org.lingmq.io.IoThread;
import org.lingmq.io.Timer;
import org.lingmq.zmtp.Ping;

/**
 * Signs of life on one link (RFC 37, "Heartbeats"): asks for them, gives them, and judges. Any traffic counts. A link
 * whose input waits for our own application is never judged, and meanwhile reminds the peer that we live. The I/O
 * thread's.
 */
final class Heartbeat {

    private static final long SHORTEST_TTL_NS = 100_000_000;

    private final IoThread io;
    private final Session session;
    private final long intervalNs;
    private final long timeoutNs;

    private Timer tick;
    private Timer verdict;
    private Timer peerTtl;
    private Timer reminder;
    private long ttlNs;
    private long lastPingNs;
    private long peerIntervalNs;

    Heartbeat(StreamConfig config, Session session) {
        this.io = config.io();
        this.session = session;
        this.intervalNs = config.heartbeatNs();
        this.timeoutNs = config.heartbeatTimeoutNs();
    }

    /** A link is up whose peer knows PING or not. */
    void start(boolean peerKnowsPing) {
        if (intervalNs > 0 && peerKnowsPing) {
            tick = io.schedule(intervalNs, this::tick);
        }
    }

    /** The link is gone. */
    void stop() {
        cancel(tick);
        cancel(verdict);
        cancel(peerTtl);
        cancel(reminder);
        ttlNs = 0;
        lastPingNs = 0;
        peerIntervalNs = 0;
    }

    private static void cancel(Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void tick() {
        tick = io.schedule(intervalNs, this::tick);
        session.sendPing();
        if (timeoutNs > 0 && (verdict == null || !verdict.pending())) {
            verdict = judgeAfter(timeoutNs);
        }
    }

    private Timer judgeAfter(long waitNs) {
        long before = session.bytesIn();
        return io.schedule(waitNs, () -> judge(before, waitNs));
    }

    private void judge(long before, long waitedNs) {
        long now = session.bytesIn();
        if (now == before && now >= 0 && !session.stalled()) {
            session.end(LinkEnd.lost("no sign of life from the peer for " + waitedNs / 1_000_000 + " ms"));
        }
    }

    /** The peer sent a PING: it will give up when it hears nothing for its TTL, and expects us to do the same. */
    void pinged(Ping ping) {
        long nowNs = io.clock().nowNs();
        if (lastPingNs != 0) {
            peerIntervalNs = nowNs - lastPingNs;
        }
        lastPingNs = nowNs;
        ttlNs = ping.ttlMs() == 0 ? 0 : Math.max(SHORTEST_TTL_NS, ping.ttlMs() * 1_000_000);
        cancel(peerTtl);
        if (ttlNs > 0) {
            peerTtl = judgeAfter(ttlNs);
        }
    }

    /** Our input waits for the application, so that the peer's PINGs are not seen: remind it of us. */
    void stalled() {
        long everyNs = ttlNs > 0 ? ttlNs / 2 : peerIntervalNs;
        if (everyNs > 0 && (reminder == null || !reminder.pending())) {
            reminder = io.schedule(Math.max(SHORTEST_TTL_NS / 2, everyNs), this::remind);
        }
    }

    private void remind() {
        if (session.stalled()) {
            session.sendPing();
            stalled();
        }
    }
}
