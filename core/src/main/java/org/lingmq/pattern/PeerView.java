package org.lingmq.pattern;

import java.util.Map;

/**
 * The peer at the other end of one link, as it introduced itself. Immutable.
 *
 * @param socketType the peer's type as it spelled it; null when it named none
 * @param routingId the routing id it announced; empty when none, or when it must not be used
 * @param legacySubscriptions whether it speaks ZMTP 3.0, where subscriptions are messages
 * @param localAddress our end of the connection
 * @param remoteAddress its end of the connection
 * @param properties what {@link org.lingmq.Message#property} answers for messages from it
 */
public record PeerView(
        String socketType,
        byte[] routingId,
        boolean legacySubscriptions,
        String localAddress,
        String remoteAddress,
        Map<String, String> properties) {}
