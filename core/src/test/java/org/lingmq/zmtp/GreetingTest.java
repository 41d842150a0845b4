package org.lingmq.zmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lingmq.zmtp.Dialogue.GREETING;
import static org.lingmq.zmtp.Dialogue.READY_PULL;
import static org.lingmq.zmtp.Dialogue.READY_PUSH;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.security.NullMechanism;
import org.lingmq.spi.Mechanism;
import org.lingmq.spi.ProtocolException;
import org.lingmq.spi.ProtocolException.Reason;

class GreetingTest {
    private static final String OURS = "FF 00 00 00 00 00 00 00 01 7F 03 01 4E 55 4C 4C 00x16 00 00x31";

    @Test
    void V_1_V_2_ZMTP_1_ZMTP_3_greetingIs64OctetsAsLibzmqSendsThem() {
        Dialogue dialogue = Dialogue.pull("FF 00x8 7F 03 01 4E 55 4C 4C 00x16 00 00x31" + READY_PUSH)
                .accepted();
        assertEquals(Hex.text(OURS + READY_PULL), dialogue.output());
    }

    @Test
    void V_3_greetingLeavesInThreePieces() throws ProtocolException {
        Handshake handshake = new Handshake(Dialogue.socket("PULL"));
        byte[] input = Hex.bytes(GREETING);
        assertEquals(Hex.text("FF 00 00 00 00 00 00 00 01 7F"), take(handshake));
        handshake.receive(ByteBuffer.wrap(input, 0, 9));
        assertEquals("", take(handshake));
        handshake.receive(ByteBuffer.wrap(input, 9, 1));
        assertEquals("03", take(handshake));
        handshake.receive(ByteBuffer.wrap(input, 10, 1));
        assertEquals(Hex.text("01 4E 55 4C 4C 00x16 00 00x31"), take(handshake));
        handshake.receive(ByteBuffer.wrap(input, 11, 52));
        assertEquals("", take(handshake), "nothing of READY before the greeting is complete");
        handshake.receive(ByteBuffer.wrap(input, 63, 1));
        assertEquals(Hex.text(READY_PULL), take(handshake));
        assertFalse(handshake.done());
    }

    @Test
    void V_4_paddingHoldsTheRoutingIdsSizePlusOne() {
        Handshake handshake = new Handshake(Dialogue.socket("DEALER", "abc", Map.of()));
        assertEquals(Hex.text("FF 00 00 00 00 00 00 00 04 7F"), Hex.text(handshake.pending()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FF 55x8 7F 03 01 4E 55 4C 4C 00x16 00 00x31",
                "FF FFx8 7F 03 01 4E 55 4C 4C 00x16 00 00x31",
                "FF 00x8 7F 03 00 4E 55 4C 4C 00x16 00 00x31"
            })
    void V_2_ZMTP_2_paddingIsFree(String greeting) {
        Dialogue.pull(greeting + READY_PUSH).accepted();
    }

    @Test
    void ZMTP_7_asServerIsIgnored() {
        Dialogue.pull("FF 00x8 7F 03 01 4E 55 4C 4C 00x16 01 00x31" + READY_PUSH)
                .accepted();
    }

    @Test
    void ZMTP_9_fillerIsFree() {
        Dialogue.pull("FF 00x8 7F 03 01 4E 55 4C 4C 00x16 00 AAx31" + READY_PUSH)
                .accepted();
    }

    @Test
    void ZMTP_11_onlyTheLowestBitOfOctet9Counts() {
        Dialogue.pull("FF 00x8 01 03 01 4E 55 4C 4C 00x16 00 00x31" + READY_PUSH)
                .accepted();
    }

    @ParameterizedTest
    @CsvSource({
        "4E 55 4C 4C 00 58 00x14, NULL\\x00X",
        "4E 55 4C 4C 00x15 01, NULL\\x00\\x00",
        "6E 75 6C 6C 00x16, null",
        "4E 55 4C 4C 4C 00x15, NULLL",
        "00x20, security mechanism \"\"",
        "FFx20, \\xff"
    })
    void V_33_ZMTP_4_mechanismIsComparedOverAll20Octets(String mechanism, String quoted) {
        Dialogue dialogue = Dialogue.pull("FF 00x8 7F 03 01 " + mechanism + " 00 00x31" + READY_PUSH);
        assertEquals(Reason.MECHANISM_MISMATCH, dialogue.refusedFor());
        assertTrue(
                dialogue.failure().getMessage().contains(quoted),
                dialogue.failure().getMessage());
    }

    @Test
    void ZMTP_6_ourGreetingIsCompleteEvenWhenTheMechanismIsRefused() {
        Dialogue dialogue = Dialogue.pull("FF 00x8 7F 03 01 43 55 52 56 45 00x15 00 00x31");
        assertEquals(Reason.MECHANISM_MISMATCH, dialogue.refusedFor());
        assertEquals(Hex.text(OURS), dialogue.output());
    }

    @ParameterizedTest
    @CsvSource({"03, 00, 0", "03, 01, 1", "03, 02, 2", "03, FF, 255", "04, 00, 1", "04, 07, 1", "FF, 00, 1"})
    void VER_1_VER_10_higherVersionsAreValid(String major, String minor, int expected) {
        Dialogue dialogue = Dialogue.pull(
                        "FF 00x8 7F " + major + " " + minor + " 4E 55 4C 4C 00x16 00 00x31" + READY_PUSH)
                .accepted();
        assertEquals(expected, dialogue.peer().minor());
        assertEquals(Hex.text(OURS + READY_PULL), dialogue.output(), "we keep speaking 3.1");
    }

    @Test
    void VER_3_firstOctetOtherThanFFIsNoGreeting() {
        Dialogue dialogue = Dialogue.pull("04 00 61 62 63");
        assertEquals(Reason.UNSPECIFIED, dialogue.refusedFor());
        assertTrue(dialogue.failure().getMessage().contains("ZMTP 1.0"));
        assertEquals(Hex.text("FF 00 00 00 00 00 00 00 01 7F"), dialogue.output());
    }

    @Test
    void VER_4_lowestBitOfOctet9ClearIsZmtp1() {
        Dialogue dialogue = Dialogue.pull("FF 00 00 00 00 00 00 00 04 00 61 62 63");
        assertTrue(dialogue.failure().getMessage().contains("ZMTP 1.0"));
        assertEquals(Hex.text("FF 00 00 00 00 00 00 00 01 7F"), dialogue.output());
    }

    @ParameterizedTest
    @CsvSource({"00, ZMTP 1.0", "01, ZMTP 2.0", "02, ZMTP 2.0"})
    void VER_2_VER_5_olderRevisionsAreRefusedByName(String revision, String named) {
        Dialogue dialogue = Dialogue.pull("FF 00x8 7F " + revision + " 05 00 00");
        assertEquals(Reason.UNSPECIFIED, dialogue.refusedFor());
        assertTrue(
                dialogue.failure().getMessage().contains(named),
                dialogue.failure().getMessage());
        assertEquals(Hex.text("FF 00 00 00 00 00 00 00 01 7F 03"), dialogue.output(), "nothing of a 3.x greeting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "PLAIN", "CURVE"})
    void ZMTP_5_ERR_5_onlyEqualMechanismsMeet(String configured) {
        for (String offered : new String[] {
            "NULL",
            "PLAIN",
            "CURVE",
            "XYZZY",
            "NULL\0X",
            configured + "\0\0X",
            configured.toLowerCase(Locale.ROOT),
            configured + "2"
        }) {
            byte[] input = greeting(offered);
            Dialogue dialogue = Dialogue.of(config(configured), input);
            if (offered.equals(configured)) {
                assertNull(dialogue.failure());
                assertTrue(dialogue.output().length() > 64 * 3, "READY follows");
            } else {
                assertEquals(Reason.MECHANISM_MISMATCH, dialogue.refusedFor(), offered);
                assertEquals(64 * 3 - 1, dialogue.output().length(), "our greeting and not one octet more");
            }
        }
    }

    private static byte[] greeting(String mechanism) {
        ByteBuffer greeting = ByteBuffer.allocate(64).put(Hex.bytes("FF 00x8 7F 03 01"));
        return greeting.put(mechanism.getBytes(StandardCharsets.US_ASCII)).array();
    }

    private static HandshakeConfig config(String mechanism) {
        return new HandshakeConfig(
                "PULL", new byte[0], Map.of(), "PUSH"::equals, () -> new Renamed(mechanism), HandshakeLimits.DEFAULT);
    }

    private static String take(Handshake handshake) {
        String text = Hex.text(handshake.pending());
        handshake.pending().position(handshake.pending().limit());
        return text;
    }

    /** NULL's exchange under another name: the greeting knows nothing but the name. */
    private record Renamed(String name, Mechanism inner) implements Mechanism {
        Renamed(String name) {
            this(name, new NullMechanism());
        }

        @Override
        public void start(byte[] metadata) {
            inner.start(metadata);
        }

        @Override
        public byte[] nextCommand() {
            return inner.nextCommand();
        }

        @Override
        public void receive(String command, ByteBuffer data) throws ProtocolException {
            inner.receive(command, data);
        }

        @Override
        public byte[] peerMetadata() {
            return inner.peerMetadata();
        }

        @Override
        public boolean done() {
            return inner.done();
        }
    }
}
