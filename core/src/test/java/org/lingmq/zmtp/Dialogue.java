package org.lingmq.zmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.lingmq.security.NullMechanism;
import org.lingmq.spi.ProtocolException;

/**
 * What came of feeding one input to a fresh handshake. {@link #of} feeds it whole, cut in two at every boundary and
 * octet by octet, and insists that the outcome is the same each time.
 */
record Dialogue(String output, String left, boolean done, PeerInfo peer, ProtocolException failure) {
    /** A libzmq PUSH greeting without identity: V-1. */
    static final String GREETING = "FF 00 00 00 00 00 00 00 01 7F 03 01 4E 55 4C 4C 00x16 00 00x31 ";
    /** READY of a PUSH: V-12. */
    static final String READY_PUSH =
            " 04 1A 05 52 45 41 44 59 0B 53 6F 63 6B 65 74 2D 54 79 70 65 00 00 00 04 50 55 53 48";
    /** READY of a PULL: V-12. */
    static final String READY_PULL =
            " 04 1A 05 52 45 41 44 59 0B 53 6F 63 6B 65 74 2D 54 79 70 65 00 00 00 04 50 55 4C 4C";

    private static final Map<String, Set<String>> PEERS = Map.of(
            "PULL", Set.of("PUSH"),
            "PUSH", Set.of("PULL"),
            "PUB", Set.of("SUB", "XSUB"),
            "ROUTER", Set.of("REQ", "DEALER", "ROUTER"),
            "DEALER", Set.of("REP", "DEALER", "ROUTER"));

    static HandshakeConfig socket(String type) {
        return socket(type, "", Map.of());
    }

    static HandshakeConfig socket(String type, String routingId, Map<String, String> extra) {
        return new HandshakeConfig(
                type,
                routingId.getBytes(StandardCharsets.US_ASCII),
                extra,
                PEERS.getOrDefault(type, Set.of())::contains,
                NullMechanism::new,
                HandshakeLimits.DEFAULT);
    }

    /** What a PULL makes of the octets. */
    static Dialogue pull(String input) {
        return of(socket("PULL"), Hex.bytes(input));
    }

    static Dialogue of(HandshakeConfig config, byte[] input) {
        Dialogue whole = run(config, input, input.length);
        for (int cut = 0; cut < input.length; cut++) {
            assertSame(whole, run(config, input, cut, input.length), "cut at " + cut);
        }
        assertSame(whole, octetByOctet(config, input), "octet by octet");
        return whole;
    }

    /** The reason of the failure, which must be there. */
    ProtocolException.Reason refusedFor() {
        assertNotNull(failure, () -> "accepted; output " + output);
        return failure.reason();
    }

    /** This dialogue, which must have ended well. */
    Dialogue accepted() {
        assertNull(failure);
        assertEquals(true, done);
        return this;
    }

    private static void assertSame(Dialogue expected, Dialogue actual, String how) {
        assertEquals(expected.output, actual.output, how);
        assertEquals(expected.left, actual.left, how);
        assertEquals(expected.done, actual.done, how);
        assertEquals(describe(expected.failure), describe(actual.failure), how);
        assertEquals(describe(expected.peer), describe(actual.peer), how);
    }

    private static String describe(ProtocolException e) {
        return e == null ? "" : e.reason() + " " + e.refusal() + " " + e.refusalStatus() + " " + e.getMessage();
    }

    private static String describe(PeerInfo peer) {
        return peer == null
                ? ""
                : peer.socketType() + " " + Hex.text(peer.routingId()) + " " + peer.minor() + " " + peer.properties();
    }

    private static Dialogue octetByOctet(HandshakeConfig config, byte[] input) {
        int[] ends = new int[input.length];
        Arrays.setAll(ends, i -> i + 1);
        return run(config, input, ends);
    }

    /** Feeds the input in pieces that end where said, as a session reads: new octets go behind what was left. */
    static Dialogue run(HandshakeConfig config, byte[] input, int... ends) {
        Handshake handshake = new Handshake(config);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.wrap(input).limit(0);
        ProtocolException failure = null;
        flush(handshake, output);
        for (int end : ends) {
            in.limit(end);
            try {
                handshake.receive(in);
            } catch (ProtocolException e) {
                failure = e;
            }
            flush(handshake, output);
            if (failure != null) {
                break;
            }
        }
        String left = failure == null ? Hex.text(in) : "";
        PeerInfo peer = handshake.done() ? handshake.peer() : null;
        return new Dialogue(Hex.text(output.toByteArray()), left, handshake.done(), peer, failure);
    }

    private static void flush(Handshake handshake, ByteArrayOutputStream output) {
        ByteBuffer pending = handshake.pending();
        assertEquals(pending.hasRemaining(), handshake.wantsWrite());
        byte[] octets = new byte[pending.remaining()];
        pending.get(octets);
        output.writeBytes(octets);
    }
}
