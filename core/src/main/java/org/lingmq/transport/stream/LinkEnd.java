package org.lingmq.transport.stream;

import org.lingmq.MonitorEventType;
import org.lingmq.spi.ProtocolException;
import org.lingmq.transport.Addresses;

/**
 * Why a link or an attempt to make one is over.
 *
 * @param event what the monitor is told first, or null
 * @param reason a sentence; what came from the peer is escaped and cut
 * @param refusal whether the peer said no with an ERROR, which stops a dialer
 * @param value of the event
 * @param unwanted whether the socket did not want the peer, and so need not be told that it leaves
 */
record LinkEnd(MonitorEventType event, String reason, boolean refusal, long value, boolean unwanted) {

    static LinkEnd lost(String reason) {
        return new LinkEnd(null, reason, false, 0, false);
    }

    static LinkEnd handshakeLost(String reason) {
        return new LinkEnd(MonitorEventType.HANDSHAKE_FAILED_NO_DETAIL, reason, false, 0, false);
    }

    static LinkEnd handshakeBroken(ProtocolException e) {
        if (e.refusal() && e.refusalStatus() != 0) {
            boolean stops = e.refusalStatus() == 400;
            return new LinkEnd(MonitorEventType.HANDSHAKE_FAILED_AUTH, e.getMessage(), stops, e.refusalStatus(), false);
        }
        return new LinkEnd(
                MonitorEventType.HANDSHAKE_FAILED_PROTOCOL,
                e.getMessage(),
                e.refusal(),
                e.reason().code(),
                false);
    }

    /** Tells the monitor that a link between these addresses is over. */
    void tell(StreamConfig config, Addresses addresses) {
        if (event != null) {
            config.side().event(event, config.endpoint(), addresses, reason, value);
        }
        config.side().event(MonitorEventType.DISCONNECTED, config.endpoint(), addresses, reason, 0);
    }

    static LinkEnd violation(String reason) {
        return new LinkEnd(MonitorEventType.PEER_REFUSED, reason, false, 0, false);
    }

    /** The socket does not want this peer, for which the event is. */
    static LinkEnd unwanted(MonitorEventType event, String reason) {
        return new LinkEnd(event == MonitorEventType.DISCONNECTED ? null : event, reason, false, 0, true);
    }
}
