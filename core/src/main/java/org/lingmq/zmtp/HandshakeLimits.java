package org.lingmq.zmtp;

/**
 * How much a peer may send before it is trusted with anything. (The greeting has its own limit: it is 64 octets.)
 *
 * @param commandOctets the largest body of a handshake command, in octets
 * @param metadataOctets the most octets of metadata within it
 * @param properties the most properties within the metadata
 */
public record HandshakeLimits(int commandOctets, int metadataOctets, int properties) {
    /** 8 KiB for a command, 4 KiB and 64 properties of metadata. */
    public static final HandshakeLimits DEFAULT = new HandshakeLimits(8 * 1024, 4 * 1024, 64);
}
