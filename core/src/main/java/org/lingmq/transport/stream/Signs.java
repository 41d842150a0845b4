package org.lingmq.transport.stream;

import org.lingmq.SocketType;
import org.lingmq.io.IoThread;
import org.lingmq.zmtp.Ping;

/**
 * The signs of life of a session's links: answers PINGs, and has a {@link Heartbeat} as soon as a link needs one, which
 * most never do. The I/O thread's, but for what the reader of a link says.
 */
final class Signs implements Inflow.Pings {

    private final Session session;
    private boolean pingable;

    /** Of the link that is up; null while there is nothing to watch over. */
    private Heartbeat heartbeat;

    Signs(Session session) {
        this.session = session;
    }

    private Heartbeat heartbeat() {
        if (heartbeat == null) {
            heartbeat = new Heartbeat(session.config(), session, pingable);
        }
        return heartbeat;
    }

    /**
     * A link is about to come up whose peer knows PING or not. A RADIO never sends one, as a DISH of libzmq takes it
     * for a broken message and closes for good.
     */
    void expect(boolean peerKnowsPing) {
        pingable = peerKnowsPing && session.config().side().type() != SocketType.RADIO;
    }

    /** The link is up. */
    void begin() {
        if (session.config().heartbeatNs() > 0) {
            heartbeat().start();
            if (session.stalled()) {
                stalled();
            }
        }
    }

    /** The link is gone. */
    void end() {
        if (heartbeat != null) {
            heartbeat.stop();
            heartbeat = null;
        }
    }

    /**
     * The input waits for the application. A peer that asks for no signs of life is not written to: it may have closed,
     * and that would destroy what lies on its way to us.
     */
    void stalled() {
        if (heartbeat != null) {
            heartbeat.stalled();
        }
    }

    @Override
    public void pinged(Ping ping, byte[] pongs) {
        IoThread io = session.config().io();
        session.outflow().pong(pongs);
        if (io.isCurrent()) {
            session.outflow().pump();
        } else {
            session.outflow().flush();
        }
        io.execute(() -> {
            if (session.linkUp()) {
                heartbeat().pinged(ping);
                if (session.stalled()) {
                    stalled();
                }
            }
        });
    }

    @Override
    public void ponged(byte[] context) {
        session.config().io().execute(() -> {
            if (heartbeat != null) {
                heartbeat.ponged(ControlFrames.position(context));
            }
        });
    }
}
