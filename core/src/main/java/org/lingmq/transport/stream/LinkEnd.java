package org.lingmq.transport.stream;

import org.lingmq.MonitorEventType;
import org.lingmq.spi.ProtocolException;

/**
 * Why a link or an attempt to make one is over.
 *
 * @param event what the monitor is told first, or null
 * @param reason a sentence; what came from the peer is escaped and cut
 * @param refusal whether the peer said no with an ERROR, which stops a dialer
 * @param value of the event
 */
record LinkEnd(MonitorEventType event, String reason, boolean refusal, long value) {

    static LinkEnd lost(String reason) {
        return new LinkEnd(null, reason, false, 0);
    }

    static LinkEnd handshakeLost(String reason) {
        return new LinkEnd(MonitorEventType.HANDSHAKE_FAILED_NO_DETAIL, reason, false, 0);
    }

    static LinkEnd handshakeBroken(ProtocolException e) {
        if (e.refusal() && e.refusalStatus() != 0) {
            boolean stops = e.refusalStatus() == 400;
            return new LinkEnd(MonitorEventType.HANDSHAKE_FAILED_AUTH, e.getMessage(), stops, e.refusalStatus());
        }
        return new LinkEnd(
                MonitorEventType.HANDSHAKE_FAILED_PROTOCOL,
                e.getMessage(),
                e.refusal(),
                e.reason().code());
    }

    static LinkEnd violation(String reason) {
        return new LinkEnd(MonitorEventType.PEER_REFUSED, reason, false, 0);
    }
}
