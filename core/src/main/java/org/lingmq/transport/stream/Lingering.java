package org.lingmq.transport.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.lingmq.MonitorEventType;
import org.lingmq.io.IoThread;
import org.lingmq.io.Timer;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneContent;
import org.lingmq.lane.LaneReader;
import org.lingmq.transport.Addresses;

/**
 * What becomes of a session after its socket has let it go: what is queued is sent while LINGER lasts, input is read
 * and thrown away, and then the connection is closed gently. The I/O thread's.
 */
final class Lingering {

    private static final long RETRY_NS = 1_000_000;
    private static final long FAREWELL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long WARNING_NS = TimeUnit.SECONDS.toNanos(5);

    private final Session session;
    private final StreamConfig config;
    private final IoThread io;
    private final Lane outbound;
    private final LaneReader scrap;
    private Timer deadline;
    private Timer warning;
    private boolean leaving;

    Lingering(Session session, StreamConfig config, Lane outbound, Lane inbound) {
        this.session = session;
        this.outbound = outbound;
        this.scrap = LaneReader.takeOver(inbound);
        this.config = config;
        this.io = config.io();
    }

    void begin(long lingerNs) {
        discardInput();
        if (session.over()) {
            over();
            return;
        }
        if (lingerNs >= 0) {
            deadline = io.schedule(lingerNs, this::expire);
        }
        warning = io.schedule(WARNING_NS, this::warn);
        progress();
    }

    /** What the peer still sends is of no use, but it must be read, or closing would destroy what we said. */
    void discardInput() {
        scrap.discard();
    }

    /** Something was written, or a link is up: closes when nothing is left to send. */
    void progress() {
        if (leaving || session.over()) {
            return;
        }
        if (session.linkUp()) {
            session.outflow().pump();
        }
        boolean unsaid = outbound.holdsBytes() || session.outflow().delivered().greeting();
        if (unsaid && !session.owner().gaveUp()) {
            return;
        }
        leave();
    }

    private void leave() {
        leaving = true;
        if (!session.linkUp()) {
            session.finish();
            return;
        }
        Wire wire = session.seize();
        if (wire == null) {
            // The link is being collected; its end brings the session here again, or this does.
            leaving = false;
            io.schedule(RETRY_NS, this::progress);
            return;
        }
        part(wire);
    }

    /** A peer that was told nothing has nothing to lose; what it still says is better lost at once than swallowed. */
    private void part(Wire wire) {
        if (session.outflow().delivered().silent()) {
            wire.close();
            session.finish();
        } else {
            Farewell.begin(io, wire, ByteBuffer.allocate(0), FAREWELL_NS, Long.MAX_VALUE, session::finish);
        }
    }

    private void expire() {
        if (leaving || session.over()) {
            return;
        }
        leaving = true;
        Wire wire = session.linkUp() ? session.seize() : null;
        if (session.linkUp() && wire == null) {
            leaving = false;
            deadline = io.schedule(RETRY_NS, this::expire);
            return;
        }
        if (wire == null) {
            session.finish();
        } else {
            // Gently, even behind half a message, which the peer throws away: whole ones in front of it still arrive.
            part(wire);
        }
    }

    private void warn() {
        long unsent = session.outflow().outlet().countUnsent();
        config.side()
                .event(
                        MonitorEventType.LINGER_WARNING,
                        config.endpoint(),
                        session.addresses(),
                        unsent + " messages of a closed socket are still unsent after 5 s",
                        unsent);
    }

    /** The session is over: what was not sent is lost. */
    void over() {
        if (deadline != null) {
            deadline.cancel();
        }
        if (warning != null) {
            warning.cancel();
        }
        scrap.discard();
        scrap.leave();
        LaneContent lost = session.outflow().outlet().unsent();
        long unsent = session.outflow().outlet().discard();
        session.outflow().outlet().leave();
        if (unsent > 0) {
            config.side().lostLingering(lost);
            config.side()
                    .event(
                            MonitorEventType.MESSAGES_LOST,
                            config.endpoint(),
                            Addresses.NONE,
                            unsent + " messages were unsent when LINGER ended or the peer left",
                            unsent);
        }
        session.owner().letGo(session);
        config.side().lingeringOver();
    }
}
