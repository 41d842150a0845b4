package org.lingmq.transport;

/**
 * Both ends of a connection and the peer's routing id, as far as they are known.
 *
 * @param local ours, or null
 * @param remote the peer's, or null
 * @param routingId the id the peer announced, printable; or null
 */
public record Addresses(String local, String remote, String routingId) {

    /** Nothing is known. */
    public static final Addresses NONE = new Addresses(null, null, null);
}
