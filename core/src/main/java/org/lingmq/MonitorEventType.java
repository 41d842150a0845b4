package org.lingmq;

/**
 * What a monitor reports.
 *
 * <p>The first group has libzmq's names and numbers ({@code zmq_socket_monitor}); the second is LingMQ's own, numbered
 * from 2^32 up, one bit each, so that both fit one mask. What repeats fast is reported at most once a second for each
 * peer, with the sum as {@link MonitorEvent#value()}.
 */
public enum MonitorEventType {
    /** The transport is connected; the handshake comes next. */
    CONNECTED(0x0001),
    /** A connection is being made. */
    CONNECT_DELAYED(0x0002),
    /** A connection failed and is tried again; value: in how many milliseconds. */
    CONNECT_RETRIED(0x0004),
    /** An endpoint is bound. */
    LISTENING(0x0008),
    /** An endpoint could not be bound; value: {@link ErrorCode#number()}. */
    BIND_FAILED(0x0010),
    /** A connection was accepted; the handshake comes next. */
    ACCEPTED(0x0020),
    /** A connection could not be accepted; value: {@link ErrorCode#number()}, 0 when unknown. */
    ACCEPT_FAILED(0x0040),
    /** A listener or a connection attempt was closed. */
    CLOSED(0x0080),
    /** Closing failed; value: {@link ErrorCode#number()}, 0 when unknown. */
    CLOSE_FAILED(0x0100),
    /** A connection ended; the reason says why. */
    DISCONNECTED(0x0200),
    /** The monitor ends: its socket is closed. The last event. */
    MONITOR_STOPPED(0x0400),
    /** A handshake ended early: time-out or lost connection. */
    HANDSHAKE_FAILED_NO_DETAIL(0x0800),
    /** A handshake is done; messages flow. */
    HANDSHAKE_SUCCEEDED(0x1000),
    /** The peer broke the protocol in the handshake; the reason says how. */
    HANDSHAKE_FAILED_PROTOCOL(0x2000),
    /** Authentication refused the peer, or the peer refused us; value: ZAP status 300, 400 or 500, 0 when unknown. */
    HANDSHAKE_FAILED_AUTH(0x4000),

    /** Messages were dropped; the reason says why; value: how many. */
    MESSAGES_DROPPED(1L << 32),
    /** Messages that were queued for a peer can never reach it; value: how many. */
    MESSAGES_LOST(1L << 33),
    /** Messages were taken back from a peer that left, for the next one with room; value: how many. */
    MESSAGES_RETURNED(1L << 34),
    /** A peer's routing id began with byte 0 and was replaced, or its connection took over the id of an older one. */
    ROUTING_ID_REPLACED(1L << 35),
    /** A peer came with a routing id that another one holds, and was turned away. */
    ROUTING_ID_REFUSED(1L << 36),
    /** A peer was turned away: wrong socket type, over a limit; the reason says which. */
    PEER_REFUSED(1L << 37),
    /** The peer that a REQ waits for has left: the reply will not come. */
    REQUEST_LOST(1L << 38),
    /** Messages had no addressee; value: how many. */
    UNROUTABLE(1L << 39),
    /** A closed socket still holds messages; value: how many. */
    LINGER_WARNING(1L << 40),
    /** The peer refused us for good: the endpoint waits for new credentials or a new connect. */
    DIALER_STOPPED(1L << 41),
    /** An endpoint without security can be reached from other machines. */
    UNSECURED(1L << 42);

    private final long number;

    MonitorEventType(long number) {
        this.number = number;
    }

    /**
     * This event's bit.
     *
     * @return libzmq's number for its own events; 2^32 and up for LingMQ's
     */
    public long number() {
        return number;
    }
}
