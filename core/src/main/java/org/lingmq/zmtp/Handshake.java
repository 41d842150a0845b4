package org.lingmq.zmtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.lingmq.spi.Mechanism;
import org.lingmq.spi.ProtocolException;
import org.lingmq.spi.ProtocolException.Reason;

/**
 * One connection's handshake, from the first octet to the peer's last command (RFC 23, RFC 37): greetings, then the
 * commands of the security mechanism. Used by one thread at a time; there is no clock, so the caller keeps the
 * deadline.
 *
 * <p>Usage: write {@link #pending()} to the channel, hand what was read to {@link #receive}, repeat until
 * {@link #done()} and nothing is pending. When {@link #receive} throws, write what {@link #pending()} still has if the
 * channel takes it (our own greeting, perhaps an ERROR), then close.
 *
 * <p>States: GREETING, COMMANDS, DONE; FAILED from any of the first two.
 */
public final class Handshake {
    private enum State {
        GREETING,
        COMMANDS,
        DONE,
        FAILED
    }

    private static final int FIRST_OUTPUT_CAPACITY = 128;
    private static final byte[] NO_ROUTING_ID = {};

    private final HandshakeConfig config;
    private final Mechanism mechanism;
    private final Greeting greeting;
    private final CommandReader commands;
    private State state = State.GREETING;
    private ByteBuffer output = ByteBuffer.allocate(FIRST_OUTPUT_CAPACITY).limit(0);
    private PeerInfo peer;

    /**
     * Starts a handshake: the first ten octets are pending at once.
     *
     * @param config our side
     */
    public Handshake(HandshakeConfig config) {
        this.config = config;
        mechanism = config.mechanism().get();
        greeting = new Greeting(mechanism.name(), config.routingId().length);
        commands = new CommandReader(config.limits().commandOctets());
        send(greeting.opening());
    }

    /**
     * What is to be written. The caller writes from the buffer's position and so moves it.
     *
     * @return a buffer ready to be read, empty when there is nothing to write; valid until the next {@link #receive}
     */
    public ByteBuffer pending() {
        return output;
    }

    /**
     * Whether {@link #pending()} has octets.
     *
     * @return true when something is to be written
     */
    public boolean wantsWrite() {
        return output.hasRemaining();
    }

    /**
     * Takes what the peer sent, in pieces of any size. Octets after the peer's last handshake command are traffic and
     * stay in the buffer.
     *
     * @param in ready to be read; its position moves over what was taken, nothing of it is kept
     * @throws ProtocolException when the peer broke a rule or refused us; the handshake is over then
     */
    public void receive(ByteBuffer in) throws ProtocolException {
        if (state == State.FAILED) {
            throw new IllegalStateException("the handshake has failed already");
        }
        try {
            while (state == State.GREETING && in.hasRemaining()) {
                receiveGreeting(in.get());
            }
            while (state == State.COMMANDS) {
                ByteBuffer body = commands.read(in);
                if (body == null) {
                    return;
                }
                receiveCommand(body);
            }
        } catch (ProtocolException e) {
            become(State.FAILED);
            throw e;
        }
    }

    /**
     * Whether our part is complete and the peer's has been accepted; our last octets may still be pending.
     *
     * @return true from then on
     */
    public boolean done() {
        return state == State.DONE;
    }

    /**
     * What we know of the peer.
     *
     * @return never null
     * @throws IllegalStateException before {@link #done()}
     */
    public PeerInfo peer() {
        if (state != State.DONE) {
            throw new IllegalStateException("the handshake is not done");
        }
        return peer;
    }

    /**
     * What to think of a peer that closes the connection now. Some judge our type as soon as they have read it and
     * close without a word, before they have said of which type they are.
     *
     * @return a sentence
     */
    public String whenPeerCloses() {
        String fact = "the peer closed the connection in the handshake";
        return state == State.COMMANDS && peer == null && !wantsWrite()
                ? fact + ", after it could read what we are; it may be of a type that cannot talk to a "
                        + config.socketType() + " socket"
                : fact;
    }

    private void receiveGreeting(byte octet) throws ProtocolException {
        send(greeting.receive(octet));
        if (greeting.complete()) {
            become(State.COMMANDS);
            mechanism.start(config.metadata());
            sendCommands();
        }
    }

    private void receiveCommand(ByteBuffer body) throws ProtocolException {
        if (Commands.nameOf(body) == CommandName.MALFORMED) {
            throw new ProtocolException(
                    Reason.MALFORMED_COMMAND,
                    "the peer sent something that is no command before the handshake was done");
        }
        ByteBuffer data = Commands.dataOf(body);
        byte[] name = new byte[body.get(0) & 0xFF];
        body.get(1, name);
        mechanism.receive(new String(name, StandardCharsets.ISO_8859_1), data);
        byte[] metadata = mechanism.peerMetadata();
        if (peer == null && metadata != null) {
            // Before our next command, so that a refusal is the next thing the peer hears.
            peer = judge(Metadata.parse(metadata, config.limits()));
        }
        sendCommands();
        if (mechanism.done()) {
            become(State.DONE);
        }
    }

    /** Reads the peer's properties, in any order and case; of duplicates the first counts. */
    private PeerInfo judge(Metadata metadata) throws ProtocolException {
        Map<String, String> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byte[] identity = null;
        for (Metadata.Property property : metadata.properties()) {
            if (property.name().equalsIgnoreCase(Metadata.SOCKET_TYPE)) {
                checkSocketType(property.text());
            } else if (property.name().equalsIgnoreCase(Metadata.IDENTITY)) {
                checkIdentity(property.value());
                identity = identity == null ? property.value() : identity;
            }
            properties.putIfAbsent(property.name(), property.text());
        }
        String socketType = properties.get(Metadata.SOCKET_TYPE);
        boolean meaningful = socketType == null || Metadata.announcesRoutingId(socketType);
        byte[] routingId = identity != null && meaningful ? identity : NO_ROUTING_ID;
        return new PeerInfo(socketType, routingId, greeting.minor(), Collections.unmodifiableMap(properties));
    }

    /** Called for each Socket-Type there is, so that a second one cannot smuggle in what the first one hides. */
    private void checkSocketType(String peerType) throws ProtocolException {
        if (!config.acceptsPeerType().test(peerType)) {
            String sentence = "a " + config.socketType() + " socket cannot talk to a peer of type \""
                    + Printable.of(peerType) + "\"";
            send(Commands.error(sentence));
            throw new ProtocolException(Reason.INVALID_METADATA, sentence);
        }
    }

    private static void checkIdentity(byte[] identity) throws ProtocolException {
        if (identity.length > 255) {
            throw new ProtocolException(
                    Reason.INVALID_METADATA,
                    "the peer announced a routing id of " + identity.length + " octets, more than the 255 allowed");
        }
    }

    private void sendCommands() {
        for (byte[] body = mechanism.nextCommand(); body != null; body = mechanism.nextCommand()) {
            send(Commands.frame(body));
        }
    }

    private void send(byte[] octets) {
        int end = output.limit();
        if (end + octets.length > output.capacity()) {
            int capacity = Math.max(output.remaining() + octets.length, 2 * output.capacity());
            output = ByteBuffer.allocate(capacity).put(output).flip();
            end = output.limit();
        }
        output.limit(end + octets.length).put(end, octets);
    }

    private void become(State next) {
        boolean legal = switch (state) {
            case GREETING -> next == State.COMMANDS || next == State.FAILED;
            case COMMANDS -> next == State.DONE || next == State.FAILED;
            case DONE, FAILED -> false;
        };
        if (!legal) {
            throw new IllegalStateException("no way from " + state + " to " + next);
        }
        state = next;
    }
}
