package org.lingmq.zmtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lingmq.zmtp.Dialogue.GREETING;
import static org.lingmq.zmtp.Dialogue.READY_PUSH;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.spi.ProtocolException;
import org.lingmq.spi.ProtocolException.Reason;

class HandshakeTest {
    private static final String P = " 05 52 45 41 44 59 0B 53 6F 63 6B 65 74 2D 54 79 70 65 00 00 00 ";
    private static final String IDENTITY = " 08 49 64 65 6E 74 69 74 79 00 00 00 ";

    @ParameterizedTest
    @CsvSource({
        "PAIR,1A,04",
        "PUB,19,03",
        "SUB,19,03",
        "REP,19,03",
        "PULL,1A,04",
        "PUSH,1A,04",
        "XPUB,1A,04",
        "XSUB,1A,04",
        "SERVER,1C,06",
        "CLIENT,1C,06",
        "RADIO,1B,05",
        "DISH,1A,04",
        "GATHER,1C,06",
        "SCATTER,1D,07",
        "PEER,1A,04",
        "CHANNEL,1D,07"
    })
    void V_12_NULL_1_readyOfTypesWithoutIdentity(String type, String size, String typeSize) {
        assertEquals(Hex.text("04 " + size + P + typeSize + " \"" + type + "\""), ready(Dialogue.socket(type)));
    }

    @ParameterizedTest
    @CsvSource({"REQ,26,03", "DEALER,29,06", "ROUTER,29,06"})
    void V_12_ZMTP_33_identityIsThereEvenWhenEmpty(String type, String size, String typeSize) {
        assertEquals(
                Hex.text("04 " + size + P + typeSize + " \"" + type + "\"" + IDENTITY + "00"),
                ready(Dialogue.socket(type)));
    }

    @Test
    void V_12_ZMTP_27_identityOfADealer() {
        assertEquals(
                Hex.text("04 2C" + P + "06 \"DEALER\"" + IDENTITY + "03 61 62 63"),
                ready(Dialogue.socket("DEALER", "abc", Map.of())));
    }

    @Test
    void V_13_ZMTP_33_ZMTP_34_extraPropertiesGoLastSortedByName() {
        Map<String, String> extra = new LinkedHashMap<>();
        extra.put("X-b", "2");
        extra.put("X-a", "1");
        assertEquals(
                Hex.text("04 2C" + P + "04 \"PULL\" 03 58 2D 61 00 00 00 01 31 03 58 2D 62 00 00 00 01 32"),
                ready(Dialogue.socket("PULL", "", extra)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-", "x-a", "a", "", "X-a b", "X-\u00e4"})
    void ZMTP_34_otherNamesAreNotForApplications(String name) {
        assertThrows(IllegalArgumentException.class, () -> Dialogue.socket("PULL", "", Map.of(name, "1")));
    }

    @Test
    void ZMTP_32_ourRoutingIdHasUpTo255Octets() {
        assertEquals(255, Dialogue.socket("DEALER", "i".repeat(255), Map.of()).routingId().length);
        assertThrows(IllegalArgumentException.class, () -> Dialogue.socket("DEALER", "i".repeat(256), Map.of()));
    }

    @Test
    void NULL_2_readyIsSentWithoutWaitingForThePeers() {
        Dialogue dialogue = Dialogue.pull(GREETING);
        assertNull(dialogue.failure());
        assertFalse(dialogue.done());
        assertTrue(dialogue.output().endsWith(Hex.text(Dialogue.READY_PULL)));
    }

    @Test
    void NULL_2_thePeersReadyMayComeBeforeOursIsWritten() throws Exception {
        Handshake handshake = new Handshake(Dialogue.socket("PULL"));
        handshake.receive(ByteBuffer.wrap(Hex.bytes(GREETING + READY_PUSH)));
        assertTrue(handshake.done());
        assertEquals(Hex.text(GREETING + Dialogue.READY_PULL), Hex.text(handshake.pending()));
    }

    @Test
    void aPeerThatClosesAfterOurReadyMayBeOfTheWrongType() throws Exception {
        Handshake handshake = new Handshake(Dialogue.socket("PULL"));
        handshake.pending().position(handshake.pending().limit());
        handshake.receive(ByteBuffer.wrap(Hex.bytes(GREETING)));
        String unread = handshake.whenPeerCloses();
        handshake.pending().position(handshake.pending().limit());
        String read = handshake.whenPeerCloses();

        assertEquals("the peer closed the connection in the handshake", unread);
        assertTrue(read.startsWith(unread + ", after it could read what we are"), read);
        assertTrue(read.endsWith("a type that cannot talk to a PULL socket"), read);
    }

    @Test
    void NULL_3_ZMTP_24_dataBehindThePeersReadyStaysInTheBuffer() {
        Dialogue dialogue =
                Dialogue.pull(GREETING + READY_PUSH + "00 02 6F 6B 04 05 04").accepted();
        assertEquals(Hex.text("00 02 6F 6B 04 05 04"), dialogue.left());
    }

    @Test
    void V_34_NULL_3_aMessageBeforeReadyIsRefused() {
        assertEquals(
                Reason.MALFORMED_COMMAND,
                Dialogue.pull(GREETING + "00 02 6F 6B").refusedFor());
        assertEquals(Reason.MALFORMED_COMMAND, Dialogue.pull(GREETING + "00 00").refusedFor());
        assertEquals(
                Reason.UNEXPECTED_COMMAND,
                Dialogue.pull(GREETING + "00 02 01 41").refusedFor());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04 07 04 50 49 4E 47 00 32",
                "04 0A 09 53 55 42 53 43 52 49 42 45",
                "04 04 03 46 4F 4F",
                "04 13 05 48 45 4C 4C 4F 05 61 64 6D 69 6E 06 73 65 63 72 65 74",
                "04 06 05 72 65 61 64 79"
            })
    void V_34_ZMTP_40_anyOtherFirstCommandIsRefused(String command) {
        assertEquals(
                Reason.UNEXPECTED_COMMAND, Dialogue.pull(GREETING + command).refusedFor());
    }

    @ParameterizedTest
    @ValueSource(strings = {"04 00", "04 01 00", "04 04 30 46 4F 4F", "04 05 05 52 45 41 44", "04 03 00 52 45"})
    void ZMTP_25_malformedCommandIsRefused(String command) {
        assertEquals(Reason.MALFORMED_COMMAND, Dialogue.pull(GREETING + command).refusedFor());
    }

    @ParameterizedTest
    @CsvSource({
        "another type, 04 19" + P + "03 50 55 42, PUB",
        "lower case, 04 1A" + P + "04 70 75 73 68, push",
        "trailing zero, 04 1B" + P + "05 50 55 53 48 00, PUSH",
        "empty, 04 16" + P + "00, ''"
    })
    void V_33_NULL_4_ZMTP_42_ZMTP_43_wrongTypeGetsAnErrorFirst(String label, String ready, String quoted) {
        Dialogue dialogue = Dialogue.pull(GREETING + ready);
        assertEquals(Reason.INVALID_METADATA, dialogue.refusedFor(), label);
        assertFalse(dialogue.failure().refusal(), "we refuse, not the peer");
        String sentence = dialogue.failure().getMessage();
        assertTrue(sentence.contains("\"" + quoted), sentence);
        String end = Hex.text(Dialogue.READY_PULL) + " " + Hex.text(Commands.error(sentence));
        assertTrue(dialogue.output().endsWith(end), dialogue.output());
        assertEquals("04", dialogue.output().substring(92 * 3, 92 * 3 + 2));
        assertEquals(Hex.text("05 \"ERROR\""), dialogue.output().substring(94 * 3, 100 * 3 - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "03 34 30 30, 400, 400",
        "03 33 30 30, 300, 300",
        "03 35 30 30, 500, 500",
        "03 32 30 30, 0, 200",
        "04 34 30 30 30, 0, 4000",
        "00, 0, it gave no reason",
        "02 0A 5C, 0, \\x0a\\\\"
    })
    void V_14_NULL_5_NULL_6_errorIsAnExplicitRefusal(String reason, int status, String quoted) {
        byte[] data = Hex.bytes(reason);
        String frame = String.format("04 %02X 05 45 52 52 4F 52 ", 6 + data.length) + reason;
        Dialogue dialogue = Dialogue.pull(GREETING + frame);
        assertTrue(dialogue.failure().refusal());
        assertEquals(status, dialogue.failure().refusalStatus());
        assertTrue(
                dialogue.failure().getMessage().endsWith(": " + quoted),
                dialogue.failure().getMessage());
        assertEquals(Reason.UNSPECIFIED, dialogue.refusedFor());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"04 0A 05 45 52 52 4F 52 04 34 30 30", "04 06 05 45 52 52 4F 52", "04 08 05 45 52 52 4F 52 FF 34"
            })
    void NULL_7_errorWhoseReasonRunsPastItsBodyIsMalformed(String frame) {
        Dialogue dialogue = Dialogue.pull(GREETING + frame);
        assertEquals(Reason.MALFORMED_ERROR, dialogue.refusedFor());
        assertFalse(dialogue.failure().refusal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 1A", "04 1A", "05 1A", "F8 1A", "FC 1A", "02 00x7 1A", "06 00x7 1A", "FE 00x7 1A"})
    void ZMTP_15_ZMTP_16_ZMTP_17_ZMTP_41_handshakeTakesReadyInAnyFrame(String header) {
        Dialogue.pull(GREETING + header + P + "04 50 55 53 48").accepted();
    }

    @Test
    void ZMTP_14_aLongReadyIsReadAndWritten() {
        Map<String, String> extra = Map.of("X-long", "v".repeat(300));
        byte[] ours = Hex.bytes(ready(Dialogue.socket("PUSH", "", extra)));
        assertEquals(Hex.text("06 00x6 01 51"), Hex.text(ByteBuffer.wrap(ours, 0, 9)));
        byte[] input = ByteBuffer.allocate(64 + ours.length)
                .put(Hex.bytes(GREETING))
                .put(ours)
                .array();
        assertEquals(
                "v".repeat(300),
                Dialogue.of(Dialogue.socket("PULL"), input)
                        .accepted()
                        .peer()
                        .properties()
                        .get("x-long"));
    }

    @Test
    void peerIsUnknownBeforeTheEndAndNothingIsTakenAfterIt() throws Exception {
        Handshake handshake = new Handshake(Dialogue.socket("PULL"));
        assertThrows(IllegalStateException.class, handshake::peer);
        handshake.receive(ByteBuffer.wrap(Hex.bytes(GREETING + READY_PUSH)));
        ByteBuffer traffic = ByteBuffer.wrap(Hex.bytes("00 02 6F 6B"));
        handshake.receive(traffic);
        assertEquals(4, traffic.remaining());
        assertEquals("PUSH", handshake.peer().socketType());
        assertArrayEquals(new byte[0], handshake.peer().routingId());
    }

    @Test
    void aFailedHandshakeTakesNothingMore() {
        Handshake handshake = new Handshake(Dialogue.socket("PULL"));
        ByteBuffer in = ByteBuffer.wrap(new byte[] {1, 0});
        assertThrows(ProtocolException.class, () -> handshake.receive(in));
        assertThrows(IllegalStateException.class, () -> handshake.receive(in));
        assertFalse(handshake.done());
    }

    /** What is sent behind our greeting. */
    private static String ready(HandshakeConfig config) {
        return Dialogue.of(config, Hex.bytes(GREETING)).output().substring(64 * 3);
    }
}
