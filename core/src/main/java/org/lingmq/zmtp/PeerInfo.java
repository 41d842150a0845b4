package org.lingmq.zmtp;

import java.util.Map;

/**
 * What the handshake told us about the peer. The strings are the peer's own: pass them through {@link Printable} before
 * they are logged.
 *
 * @param socketType its Socket-Type, or null when it named none (libzmq accepts that too)
 * @param routingId its Identity, 0 to 255 octets; empty when it sent none or is of a type whose Identity has no
 *     meaning; nobody changes the array
 * @param minor the minor version of ZMTP 3 it speaks: 0 for 3.0, which has no SUBSCRIBE, CANCEL and PING; at least 1
 *     for 3.1 and everything later
 * @param properties all its properties, Socket-Type and Identity included, values read as UTF-8; look-ups ignore case;
 *     not modifiable
 */
public record PeerInfo(String socketType, byte[] routingId, int minor, Map<String, String> properties) {
    /**
     * Whether the routing id starts with octet 0, which RFC 23 reserves for ids that are generated here. The connection
     * is legal for libzmq, so it is kept and the id replaced by a generated one.
     *
     * @return true when the id must not be used as it is
     */
    public boolean reservedRoutingId() {
        return routingId.length > 0 && routingId[0] == 0;
    }

    /** Type, routing id and version, safe to log. */
    @Override
    public String toString() {
        String type = socketType == null ? "peer of unnamed type" : Printable.of(socketType);
        return type + " \"" + Printable.of(routingId) + "\", ZMTP 3." + minor;
    }
}
