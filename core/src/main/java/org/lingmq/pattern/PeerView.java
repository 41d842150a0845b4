package org.lingmq.pattern;

import java.util.Map;

/**
 * The peer at the other end of one link, as it introduced itself. Immutable.
 *
 * @param socketType the peer's type as it spelled it; null when it named none
 * @param routingId the routing id it announced; empty when none, or when it must not be used
 * @param legacySubscriptions whether it speaks ZMTP 3.0, where subscriptions are messages
 * @param ends both ends of the connection
 * @param properties what {@link org.lingmq.Message#property} answers for messages from it
 */
public record PeerView(
        String socketType, byte[] routingId, boolean legacySubscriptions, Ends ends, Map<String, String> properties) {

    /** Our end of the connection. */
    public String localAddress() {
        return ends.local();
    }

    /** The peer's end of the connection. */
    public String remoteAddress() {
        return ends.remote();
    }
}
