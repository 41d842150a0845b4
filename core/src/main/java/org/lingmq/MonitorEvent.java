package org.lingmq;

/**
 * Something that happened to an endpoint, a connection or the messages of a socket.
 *
 * @param type what happened
 * @param endpoint what this socket bound or connected to; empty when the event concerns the whole socket
 * @param localAddress this side's address as an endpoint; null when there is no connection
 * @param remoteAddress the peer's address as an endpoint; null when there is no connection
 * @param routingId the peer's id in the form of {@link RoutingId}; null when not known or none
 * @param reason why, in words; empty when there is nothing to say; strings from the peer are escaped and cut
 * @param value a number as the type says, else 0
 * @param timeMs when, in milliseconds since 1970 UTC
 */
public record MonitorEvent(
        MonitorEventType type,
        String endpoint,
        String localAddress,
        String remoteAddress,
        String routingId,
        String reason,
        long value,
        long timeMs) {}
