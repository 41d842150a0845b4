package org.lingmq;

import java.util.Map;

/**
 * One peer of a socket as it is now: who is at the other end of a connection.
 *
 * @param id LingMQ's number of this peer, unique in the socket, the same across reconnects; see
 *     {@link Socket#disconnect(Peer)}
 * @param endpoint what this socket bound or connected to, that brought this peer
 * @param localAddress this side's address as an endpoint; null while not connected
 * @param remoteAddress the peer's address as an endpoint; null while not connected
 * @param type the peer's socket type as it named it in the handshake, such as {@code "DEALER"}; null before the first
 *     handshake
 * @param routingId the id this peer has here, in the form of {@link RoutingId}; a peer of a SERVER or PEER has a
 *     number, written in decimal, which {@link Integer#parseUnsignedInt} reads; empty when it has none
 * @param connected whether a handshake is done and the connection stands
 * @param properties what the peer said of itself in the handshake; unmodifiable
 * @param stats its counters
 */
public record Peer(
        long id,
        String endpoint,
        String localAddress,
        String remoteAddress,
        String type,
        String routingId,
        boolean connected,
        Map<String, String> properties,
        PeerStats stats) {
    /**
     * The bytes of {@link #routingId()}, as the first frame of a message that a ROUTER sends takes them.
     *
     * @return a new array, empty when the peer has no id
     */
    public byte[] routingIdBytes() {
        return RoutingId.bytes(routingId);
    }
}
