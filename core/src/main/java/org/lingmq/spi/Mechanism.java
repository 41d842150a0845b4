package org.lingmq.spi;

import java.nio.ByteBuffer;

/**
 * One connection's side of a security handshake (RFC 23, RFC 37): commands in, commands out, until both sides are
 * content.
 *
 * <p>An instance serves one connection and is thrown away with it. It knows neither frames nor channels nor clocks, so
 * the same mechanism works over every framing. All methods are called by whoever holds the link, one thread at a time;
 * none may block.
 *
 * <p>Order of calls: {@link #name()} at any time; {@link #start} once, after the greetings agreed on the name; then
 * {@link #nextCommand()} until it returns null; then, for every command that arrives, {@link #receive},
 * {@link #peerMetadata()} and again {@link #nextCommand()} until null; nothing more once {@link #done()} is true. When
 * {@link #receive} throws, the connection is closed and no method is called again. Judging the peer's metadata (its
 * socket type, its routing id) is the caller's work and is the same for every mechanism.
 */
public interface Mechanism {
    /**
     * The name both greetings must carry: 1 to 20 characters of A-Z 0-9 - _ . +
     *
     * @return the same name at every call
     */
    String name();

    /**
     * Begins the exchange. Nothing may be produced before.
     *
     * @param metadata our own properties in wire form (RFC 23, metadata); the mechanism may keep the array, nobody
     *     changes it
     */
    void start(byte[] metadata);

    /**
     * The next command to send.
     *
     * @return the command's body (name length, name, data) without any frame header, the caller's from then on; null
     *     when there is nothing to say now
     */
    byte[] nextCommand();

    /**
     * Takes one command of the peer.
     *
     * @param name the command's name, 1 to 255 characters as they came, not yet checked
     * @param data what follows the name; lent for the time of this call, its position may be moved
     * @throws ProtocolException when the command is not allowed here or malformed, or when it is the peer's refusal
     */
    void receive(String name, ByteBuffer data) throws ProtocolException;

    /**
     * The peer's properties, authenticated as far as the mechanism does that.
     *
     * @return their wire form, the caller's to read; null until they have arrived
     */
    byte[] peerMetadata();

    /**
     * Whether the exchange is complete: our last command has been handed out and the peer's last one accepted, so
     * {@link #peerMetadata()} is there.
     *
     * @return true from then on
     */
    boolean done();
}
