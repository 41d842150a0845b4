package org.lingmq.zmtp;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.lingmq.spi.Mechanism;

/**
 * What one side of a handshake says about itself and what it asks of the peer. Immutable; one may serve many
 * connections.
 *
 * @param socketType our type as RFC 23 spells it, for instance {@code PUSH}
 * @param routingId our routing id, 0 to 255 octets ({@code ZMQ_ROUTING_ID}); announced by REQ, DEALER and ROUTER alone,
 *     by them even when empty; nobody changes the array
 * @param extraProperties further properties to announce ({@code ZMQ_METADATA}); names start with {@code X-} and go on
 *     with letters, digits and - _ . + up to 255 characters; values are sent as UTF-8
 * @param acceptsPeerType says whether a peer of the given type, as it spelled it, may talk to us
 * @param mechanism makes the security mechanism of one connection
 * @param limits how much the peer may send
 */
public record HandshakeConfig(
        String socketType,
        byte[] routingId,
        Map<String, String> extraProperties,
        Predicate<String> acceptsPeerType,
        Supplier<Mechanism> mechanism,
        HandshakeLimits limits) {

    /**
     * Checks the values; the extra properties are copied.
     *
     * @throws IllegalArgumentException when the routing id is too long or a property has a name that may not be sent
     */
    public HandshakeConfig {
        Objects.requireNonNull(socketType, "socketType");
        Objects.requireNonNull(acceptsPeerType, "acceptsPeerType");
        Objects.requireNonNull(mechanism, "mechanism");
        Objects.requireNonNull(limits, "limits");
        if (routingId.length > 255) {
            throw new IllegalArgumentException("a routing id has up to 255 octets, not " + routingId.length);
        }
        for (String name : extraProperties.keySet()) {
            if (!name.startsWith("X-") || name.length() == 2 || !Metadata.isLegalName(name)) {
                throw new IllegalArgumentException("a property of the application is named X- and then letters, digits"
                        + " and - _ . + up to 255 characters in all, not \"" + Printable.of(name) + "\"");
            }
        }
        extraProperties = Collections.unmodifiableMap(new TreeMap<>(extraProperties));
    }

    /** Our metadata in the order libzmq has: Socket-Type, Identity, then the application's properties by name. */
    byte[] metadata() {
        Metadata metadata = new Metadata().add(Metadata.SOCKET_TYPE, socketType);
        if (Metadata.announcesRoutingId(socketType)) {
            metadata.add(Metadata.IDENTITY, routingId);
        }
        extraProperties.forEach(metadata::add);
        return metadata.encode();
    }
}
