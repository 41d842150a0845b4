package org.lingmq.transport.stream;

import java.util.concurrent.TimeUnit;
import org.lingmq.io.IoThread;
import org.lingmq.io.Timer;
import org.lingmq.transport.CallerDriven.Filled;
import org.lingmq.zmtp.Ping;

/**
 * Signs of life on one link (RFC 37, "Heartbeats"): asks for them, gives them, and judges. Any traffic counts. The I/O
 * thread's.
 *
 * <p>Two kinds of silence are no sign of death. A link whose input waits for our own application is never judged, and
 * meanwhile reminds the peer that we live, if it or our application asks for that. And a peer whose application is slow
 * stops reading: our PINGs then wait behind our messages. Each PING carries how much was sent before it, so its PONG
 * says that the peer has taken that much; a peer that may still have messages in front of a PING is given
 * {@link #PATIENCE_NS}.
 */
final class Heartbeat {

    /** How long a silent peer may have messages of ours to take, when the time-out is shorter. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(90);

    private static final long SHORTEST_TTL_NS = 100_000_000;
    private static final long REMIND_NS = 100_000_000;

    private final IoThread io;
    private final Session session;
    private final long intervalNs;
    private final long timeoutNs;

    private Timer tick;
    private Timer verdict;
    private Timer peerTtl;
    private Timer reminder;
    private final boolean pingable;
    private long ttlNs;

    /** Up to where the peer has surely taken what was sent, as a position of the outbound lane. */
    private long taken;

    /**
     * For the link that is up.
     *
     * @param pingable whether its peer may be sent PINGs
     */
    Heartbeat(StreamConfig config, Session session, boolean pingable) {
        this.io = config.io();
        this.session = session;
        this.intervalNs = config.heartbeatNs();
        this.timeoutNs = config.heartbeatTimeoutNs();
        this.pingable = pingable;
        this.taken = session.outflow().delivered().before();
    }

    /** Asks the peer for signs of life, if it may be asked. */
    void start() {
        if (pingable) {
            tick = io.schedule(intervalNs, this::tick);
        }
    }

    /** The link is gone. */
    void stop() {
        cancel(tick);
        cancel(verdict);
        cancel(peerTtl);
        cancel(reminder);
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
            judgeOurPing(session.inflow().bytesIn(), 0);
        }
    }

    private void judgeOurPing(long before, long waitedNs) {
        verdict = io.schedule(timeoutNs, () -> {
            long nowWaitedNs = waitedNs + timeoutNs;
            if (!silentSince(before)) {
                return;
            }
            if (session.outflow().delivered().taken(taken) || nowWaitedNs >= PATIENCE_NS) {
                giveUp(nowWaitedNs);
            } else {
                judgeOurPing(before, nowWaitedNs);
            }
        });
    }

    private boolean silentSince(long before) {
        // What lies in the channel counts too: this thread, or the caller that reads the link, may have been kept from
        // reading it. Filled up to the water mark, it waits for our application.
        boolean allRead = session.inflow().fill() == Filled.OPEN;
        long now = session.inflow().bytesIn();
        return allRead && now == before && now >= 0 && !session.stalled();
    }

    private void giveUp(long waitedNs) {
        session.end(LinkEnd.lost("no sign of life from the peer for " + waitedNs / 1_000_000 + " ms"));
    }

    /** The peer has taken all that was sent before the PING which it answers; negative when that is unknown. */
    void ponged(long position) {
        taken = Math.max(taken, position);
    }

    /** The peer sent a PING: it will give up when it hears nothing for its TTL, and expects us to do the same. */
    void pinged(Ping ping) {
        ttlNs = ping.ttlMs() == 0 ? 0 : Math.max(SHORTEST_TTL_NS, ping.ttlMs() * 1_000_000);
        cancel(peerTtl);
        if (ttlNs > 0) {
            long before = session.inflow().bytesIn();
            peerTtl = io.schedule(ttlNs, () -> {
                if (silentSince(before)) {
                    giveUp(ttlNs);
                }
            });
        }
    }

    /**
     * Our input waits for the application, so that the peer's PINGs are not seen: remind it of us. How long it waits
     * for a PONG is not known, only its TTL may be.
     */
    void stalled() {
        if (pingable && (reminder == null || !reminder.pending())) {
            reminder = io.schedule(ttlNs > 0 ? Math.min(REMIND_NS, ttlNs / 2) : REMIND_NS, this::remind);
        }
    }

    private void remind() {
        if (session.stalled()) {
            session.sendPing();
            stalled();
        }
    }
}
