package org.lingmq.zmtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.lingmq.spi.ProtocolException;
import org.lingmq.spi.ProtocolException.Reason;

/**
 * The properties a peer announces in READY or INITIATE (RFC 23, RFC 37, "metadata"), in the order they stand on the
 * wire.
 *
 * <pre>
 *   *( name-length(1) name value-length(4, big-endian) value )
 * </pre>
 *
 * <p>Not thread-safe.
 */
public final class Metadata {
    /** The property that names the socket type; libzmq knows it in this capitalisation alone. */
    public static final String SOCKET_TYPE = "Socket-Type";
    /** The property that holds the routing id; libzmq knows it in this capitalisation alone. */
    public static final String IDENTITY = "Identity";

    private static final Set<String> WITH_ROUTING_ID = Set.of("REQ", "DEALER", "ROUTER");

    private final List<Property> properties = new ArrayList<>();

    /** No properties yet. */
    public Metadata() {}

    /**
     * One property.
     *
     * @param name 1 to 255 characters
     * @param value its octets; nobody changes the array
     */
    public record Property(String name, byte[] value) {
        /**
         * The value as text.
         *
         * @return the octets read as UTF-8, a replacement character where they are none
         */
        public String text() {
            return new String(value, StandardCharsets.UTF_8);
        }
    }

    /**
     * Whether sockets of a type announce a routing id, even an empty one; from other types an Identity has no meaning.
     *
     * @param socketType the type as RFC 23 spells it
     * @return true for REQ, DEALER and ROUTER
     */
    public static boolean announcesRoutingId(String socketType) {
        return WITH_ROUTING_ID.contains(socketType);
    }

    /**
     * Appends a property.
     *
     * @param name 1 to 255 letters, digits and - _ . +
     * @param value its octets, kept, not copied
     * @return this
     */
    public Metadata add(String name, byte[] value) {
        if (!isLegalName(name)) {
            throw new IllegalArgumentException("not the name of a property: \"" + Printable.of(name) + "\"");
        }
        properties.add(new Property(name, value));
        return this;
    }

    /**
     * Appends a property whose value is text.
     *
     * @param name as above
     * @param value sent as UTF-8
     * @return this
     */
    public Metadata add(String name, String value) {
        return add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The properties in order, duplicates included.
     *
     * @return a view that cannot be modified
     */
    public List<Property> properties() {
        return Collections.unmodifiableList(properties);
    }

    /**
     * The wire form.
     *
     * @return octets that belong to the caller
     */
    public byte[] encode() {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (Property property : properties) {
            wire.write(property.name.length());
            wire.writeBytes(property.name.getBytes(StandardCharsets.US_ASCII));
            wire.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(property.value.length)
                    .array());
            wire.writeBytes(property.value);
        }
        return wire.toByteArray();
    }

    /**
     * Reads the wire form.
     *
     * @param wire all the metadata of a peer
     * @param limits how much of it is allowed
     * @return the properties in order, duplicates included
     * @throws ProtocolException when a property is cut short or has an illegal name, or when a limit is passed
     */
    public static Metadata parse(byte[] wire, HandshakeLimits limits) throws ProtocolException {
        if (wire.length > limits.metadataOctets()) {
            throw illegal("the peer sent " + wire.length + " octets of metadata, more than the "
                    + limits.metadataOctets() + " allowed");
        }
        Metadata metadata = new Metadata();
        ByteBuffer rest = ByteBuffer.wrap(wire);
        while (rest.hasRemaining()) {
            if (metadata.properties.size() == limits.properties()) {
                throw illegal("the peer sent more than the " + limits.properties() + " properties allowed");
            }
            metadata.properties.add(parseProperty(rest));
        }
        return metadata;
    }

    private static Property parseProperty(ByteBuffer rest) throws ProtocolException {
        int nameLength = rest.get() & 0xFF;
        if (nameLength > rest.remaining()) {
            throw illegal("the peer's metadata ends inside the name of a property");
        }
        byte[] octets = new byte[nameLength];
        rest.get(octets);
        String name = new String(octets, StandardCharsets.ISO_8859_1);
        if (!isLegalName(name)) {
            throw illegal("the peer sent a property with the illegal name \"" + Printable.of(name) + "\"");
        }
        if (rest.remaining() < Integer.BYTES) {
            throw illegal("the peer's metadata ends before the value of " + Printable.of(name));
        }
        long valueLength = rest.getInt() & 0xFFFF_FFFFL;
        if (valueLength > rest.remaining()) {
            throw illegal("the peer announced " + valueLength + " octets for " + Printable.of(name) + " and sent "
                    + rest.remaining());
        }
        byte[] value = new byte[(int) valueLength];
        rest.get(value);
        return new Property(name, value);
    }

    /** 1 to 255 of letters, digits and - _ . + */
    static boolean isLegalName(String name) {
        return !name.isEmpty() && name.length() <= 255 && name.chars().allMatch(Metadata::isLegal);
    }

    private static boolean isLegal(int c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || "-_.+".indexOf(c) >= 0;
    }

    private static ProtocolException illegal(String sentence) {
        return new ProtocolException(Reason.INVALID_METADATA, sentence);
    }
}
