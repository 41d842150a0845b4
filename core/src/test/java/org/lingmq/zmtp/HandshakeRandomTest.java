package org.lingmq.zmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lingmq.security.NullMechanism;
import org.lingmq.spi.ProtocolException;

/** Properties of handshakes over seeded random input; a failure names its seed. */
class HandshakeRandomTest {
    private static final String NAME_CHARACTERS = "abcXYZ019-_.+";

    @Test
    void twoHandshakesCompleteOverAChannelOfAnyPieceSize() throws ProtocolException {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            HandshakeConfig left = randomConfig(random);
            HandshakeConfig right = randomConfig(random);
            Handshake a = new Handshake(left);
            Handshake b = new Handshake(right);
            int steps = 0;
            while (!a.done() || !b.done() || a.wantsWrite() || b.wantsWrite()) {
                assertTrue(steps++ < 20_000, "stuck, seed " + seed);
                boolean forward = random.nextBoolean();
                carry(forward ? a : b, forward ? b : a, 1 + random.nextInt(1 << random.nextInt(9)));
            }
            assertKnows(a, right, seed);
            assertKnows(b, left, seed);
        }
    }

    @Test
    void damagedInputIsRefusedOrUnderstoodButNeverBreaksAnything() {
        int refused = 0;
        int accepted = 0;
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            byte[] input = Hex.bytes(Dialogue.GREETING + Dialogue.READY_PUSH + " 00 02 6F 6B");
            for (int i = random.nextInt(4); i >= 0; i--) {
                input[random.nextInt(input.length)] = (byte) random.nextInt(256);
            }
            HandshakeConfig config = Dialogue.socket("PULL");
            Dialogue whole = Dialogue.run(config, input, input.length);
            int cut = random.nextInt(input.length);
            Dialogue pieces = Dialogue.run(config, input, cut, cut + random.nextInt(input.length - cut), input.length);
            assertEquals(whole.output(), pieces.output(), "seed " + seed);
            assertEquals(whole.left(), pieces.left(), "seed " + seed);
            assertEquals(whole.done(), pieces.done(), "seed " + seed);
            assertEquals(String.valueOf(whole.failure()), String.valueOf(pieces.failure()), "seed " + seed);
            refused += whole.failure() != null ? 1 : 0;
            accepted += whole.done() ? 1 : 0;
        }
        assertTrue(refused > 500 && accepted > 500, refused + " refused, " + accepted + " accepted");
    }

    @Test
    void randomCommandsBehindTheGreetingNeverBreakAnything() {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            byte[] body = new byte[random.nextInt(80)];
            random.nextBytes(body);
            byte[] frame = random.nextBoolean() ? Commands.ready(body) : Commands.frame(body);
            byte[] input = ByteBuffer.allocate(64 + frame.length)
                    .put(Hex.bytes(Dialogue.GREETING))
                    .put(frame)
                    .array();
            Dialogue dialogue = Dialogue.run(Dialogue.socket("ROUTER"), input, input.length);
            assertTrue(dialogue.done() != (dialogue.failure() != null), "seed " + seed);
        }
    }

    private static void carry(Handshake from, Handshake to, int most) throws ProtocolException {
        ByteBuffer pending = from.pending();
        byte[] piece = new byte[Math.min(most, pending.remaining())];
        pending.get(piece);
        ByteBuffer in = ByteBuffer.wrap(piece);
        to.receive(in);
        assertEquals(0, in.remaining(), "only a handshake is on the wire");
    }

    private static HandshakeConfig randomConfig(Random random) {
        byte[] routingId = new byte[random.nextInt(256)];
        random.nextBytes(routingId);
        Map<String, String> extra = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = random.nextInt(8); i > 0; i--) {
            StringBuilder name = new StringBuilder("X-");
            for (int j = random.nextInt(20); j >= 0; j--) {
                name.append(NAME_CHARACTERS.charAt(random.nextInt(NAME_CHARACTERS.length())));
            }
            extra.put(name.toString(), "\u00e4\u4e2d".repeat(random.nextInt(40)));
        }
        return new HandshakeConfig(
                random.nextBoolean() ? "DEALER" : "ROUTER",
                routingId,
                extra,
                type -> type.equals("DEALER") || type.equals("ROUTER"),
                NullMechanism::new,
                HandshakeLimits.DEFAULT);
    }

    private static void assertKnows(Handshake handshake, HandshakeConfig other, long seed) {
        PeerInfo peer = handshake.peer();
        assertEquals(other.socketType(), peer.socketType(), "seed " + seed);
        assertEquals(Hex.text(other.routingId()), Hex.text(peer.routingId()), "seed " + seed);
        assertEquals(1, peer.minor(), "seed " + seed);
        Map<String, String> properties = new TreeMap<>(peer.properties());
        properties.remove("Socket-Type");
        properties.remove("Identity");
        assertEquals(new TreeMap<>(other.extraProperties()), properties, "seed " + seed);
    }
}
