package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Message;
import org.lingmq.MessageBuilder;

/** However a peer's octets are cut into segments, the same messages come of them. */
@Tag("cve")
@ExtendWith(NothingLeftBehind.class)
class SplitInputTest {
    private static final String STREAM = ScriptedPeer.GREETING + ScriptedPeer.ready("PUSH")
            + " 00 02 \"ok\" 01 01 \"a\" 04 04 03 \"FOO\" 03 00x7 03 \"bcd\" 00 00 04 00"
            + " 02 00x6 0104 41x260 00 01 \"z\"";

    /** So many pieces are enough: one octet each, a megabyte would take a minute on a slow machine. */
    private static final int MANY = 100_000;

    private static void assertMessages(LivePull pull) {
        pull.assertReceives("ok");
        pull.assertReceives("a", "bcd", "");
        pull.assertReceives("A".repeat(260));
        pull.assertReceives("z");
    }

    @Test
    void T_DEC2_cutInTwoAtEveryOctet() {
        byte[] octets = Octets.of(STREAM);
        try (LivePull pull = new LivePull()) {
            for (int cut = 0; cut <= octets.length; cut++) {
                try (ScriptedPeer peer = pull.connect()) {
                    peer.send(Arrays.copyOf(octets, cut));
                    hearWhatThatBrings(peer, cut);
                    peer.send(Arrays.copyOfRange(octets, cut, octets.length));
                    assertMessages(pull);
                }
            }
        }
    }

    /** So that the first piece has been read before the second is sent, as far as an answer shows it. */
    private static void hearWhatThatBrings(ScriptedPeer peer, int cut) {
        peer.hear(10 + (cut >= 10 ? 1 : 0) + (cut >= 11 ? 53 : 0) + (cut >= 64 ? 28 : 0));
    }

    @Test
    void T_DEC2_octetByOctet() {
        byte[] octets = Octets.of(STREAM);
        try (LivePull pull = new LivePull()) {
            for (int round = 0; round < 5; round++) {
                try (ScriptedPeer peer = pull.connect()) {
                    for (byte octet : octets) {
                        peer.send(new byte[] {octet});
                    }
                    assertMessages(pull);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void T_DEC2_randomMessagesInRandomPieces(long seed) {
        Random random = new Random(seed);
        List<Message> messages = new ArrayList<>();
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            messages.add(randomMessage(random, wire));
        }
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connectPush()) {
            ByteBuffer rest = ByteBuffer.wrap(wire.toByteArray());
            int most = 1 << random.nextInt(17);
            for (int pieces = 0; rest.hasRemaining(); pieces++) {
                int size = pieces < MANY ? 1 + random.nextInt(most) : rest.remaining();
                byte[] piece = new byte[Math.min(rest.remaining(), size)];
                rest.get(piece);
                peer.send(piece);
            }
            for (Message expected : messages) {
                Message message = pull.socket.receive();
                assertNotNull(message, "seed " + seed);
                assertEquals(expected.size(), message.size(), "seed " + seed);
                assertArrayEquals(
                        expected.frames().toArray(byte[][]::new),
                        message.frames().toArray(byte[][]::new),
                        "seed " + seed);
            }
        }
    }

    private static Message randomMessage(Random random, ByteArrayOutputStream wire) {
        MessageBuilder message = Message.builder();
        for (int left = random.nextInt(4); left >= 0; left--) {
            byte[] body = new byte[random.nextInt(30) == 0 ? random.nextInt(100_000) : random.nextInt(400)];
            random.nextBytes(body);
            message.add(body);
            frame(random, wire, left > 0 ? 1 : 0, body);
            if (random.nextInt(5) == 0) {
                frame(random, wire, 4, Octets.of("03 \"FOO\" 41x" + random.nextInt(300)));
            }
        }
        return message.build();
    }

    private static void frame(Random random, ByteArrayOutputStream wire, int flags, byte[] body) {
        boolean wide = body.length > 255 || random.nextInt(4) == 0;
        wire.write(flags | (wide ? 2 : 0) | (random.nextBoolean() ? 0 : 0xF8));
        wire.writeBytes(wide ? ByteBuffer.allocate(8).putLong(body.length).array() : new byte[] {(byte) body.length});
        wire.writeBytes(body);
    }
}
