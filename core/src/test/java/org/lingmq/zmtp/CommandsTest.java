package org.lingmq.zmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private static final byte[] NONE = {};
    private static final byte[] A = {'A'};

    @Test
    void V_20_V_21_HB_1_HB_7_ping() {
        assertEquals("04 07 04 50 49 4E 47 00 32", Hex.text(Commands.ping(50, NONE)));
        assertEquals(
                "04 0C 04 50 49 4E 47 00 00 01 02 03 04 05", Hex.text(Commands.ping(0, Hex.bytes("01 02 03 04 05"))));
        assertThrows(IllegalArgumentException.class, () -> Commands.ping(-1, NONE));
    }

    @Test
    void V_20_V_21_HB_2_pongEchoesTheContext() {
        assertEquals("04 05 04 50 4F 4E 47", Hex.text(Commands.pong(ByteBuffer.allocate(0))));
        ByteBuffer context = ByteBuffer.wrap(Hex.bytes("FF 01 02 03 04 05 FF"), 1, 5);
        assertEquals("04 0A 04 50 4F 4E 47 01 02 03 04 05", Hex.text(Commands.pong(context)));
        assertEquals(5, context.remaining());
    }

    @Test
    void HB_3_contextHasUpTo16Octets() {
        assertEquals(9 + 16, Commands.ping(1, new byte[16]).length);
        assertEquals(7 + 16, Commands.pong(ByteBuffer.allocate(16)).length);
        assertThrows(IllegalArgumentException.class, () -> Commands.ping(1, new byte[17]));
        assertThrows(IllegalArgumentException.class, () -> Commands.pong(ByteBuffer.allocate(17)));
        assertEquals(16, Ping.parse(body("04 \"PING\" 00 01 AAx16")).context().length);
        assertNull(Ping.parse(body("04 \"PING\" 00 01 AAx17")));
    }

    @ParameterizedTest
    @CsvSource({"0, 00 00", "1, 00 01", "655, 02 8F", "656, 02 8F", "65536, 02 8F", "2147483647, 02 8F"})
    void HB_9_noTtlAbove655IsSent(int ttl, String written) {
        assertEquals("04 07 04 50 49 4E 47 " + written, Hex.text(Commands.ping(ttl, NONE)));
    }

    @ParameterizedTest
    @CsvSource({"00 00, 0", "00 32, 5000", "02 8F, 65500", "02 90, 65600", "80 00, 3276800", "FF FF, 6553500"})
    void HB_9_receivedTtlIsReadIn32Bits(String ttl, long ttlMs) {
        assertEquals(ttlMs, Ping.parse(body("04 \"PING\" " + ttl)).ttlMs());
    }

    @Test
    void HB_1_pingIsReadInPlace() {
        ByteBuffer body = ByteBuffer.wrap(Hex.bytes("FF 04 \"PING\" 00 0A 01 02 FF"), 1, 9);
        Ping ping = Ping.parse(body);
        assertEquals(1000, ping.ttlMs());
        assertEquals("01 02", Hex.text(ping.context()));
        assertEquals(9, body.remaining());
    }

    @ParameterizedTest
    @ValueSource(strings = {"04 \"PING\"", "04 \"PING\" 00"})
    void HB_8_shortPingIsMalformed(String hex) {
        assertEquals(CommandName.PING, Commands.nameOf(body(hex)));
        assertNull(Ping.parse(body(hex)));
    }

    @Test
    void V_15_V_16_SUB_2_subscribeAndCancel() {
        assertEquals("04 0B 09 53 55 42 53 43 52 49 42 45 41", Hex.text(Commands.subscribe(A)));
        assertEquals("04 0A 09 53 55 42 53 43 52 49 42 45", Hex.text(Commands.subscribe(NONE)));
        assertEquals("04 08 06 43 41 4E 43 45 4C 41", Hex.text(Commands.cancel(A)));
    }

    @Test
    void V_17_SUB_2_legacySubscriptions() {
        assertEquals("00 01 01", Hex.text(Commands.legacySubscribe(NONE)));
        assertEquals("00 02 01 41", Hex.text(Commands.legacySubscribe(A)));
        assertEquals("00 02 00 41", Hex.text(Commands.legacyCancel(A)));
    }

    @Test
    void V_18_ZMTP_14_longTopicsTakeTheLongForm() {
        assertEquals(Hex.text("04 FF 09 \"SUBSCRIBE\" 54x245"), Hex.text(Commands.subscribe(topic(245))));
        assertEquals(Hex.text("06 00x6 01 00 09 \"SUBSCRIBE\" 54x246"), Hex.text(Commands.subscribe(topic(246))));
        assertEquals(Hex.text("04 FF 06 \"CANCEL\" 54x248"), Hex.text(Commands.cancel(topic(248))));
        assertEquals(Hex.text("06 00x6 01 00 06 \"CANCEL\" 54x249"), Hex.text(Commands.cancel(topic(249))));
    }

    @Test
    void V_19_SUB_8_legacyTopicOf255OctetsHasTheLongBit() {
        assertEquals(Hex.text("00 FF 01 54x254"), Hex.text(Commands.legacySubscribe(topic(254))));
        assertEquals(Hex.text("02 00x6 01 00 01 54x255"), Hex.text(Commands.legacySubscribe(topic(255))));
        assertEquals(Hex.text("02 00x6 01 01 01 54x256"), Hex.text(Commands.legacySubscribe(topic(256))));
        assertEquals(Hex.text("02 00x6 01 00 00 54x255"), Hex.text(Commands.legacyCancel(topic(255))));
    }

    @Test
    void V_14_NULL_6_error() {
        assertEquals("04 0A 05 45 52 52 4F 52 03 34 30 30", Hex.text(Commands.error("400")));
        assertEquals("04 07 05 45 52 52 4F 52 00", Hex.text(Commands.error("")));
        assertEquals(Hex.text("06 00x6 01 06 05 \"ERROR\" FF 78x255"), Hex.text(Commands.error("x".repeat(255))));
        assertThrows(IllegalArgumentException.class, () -> Commands.error("x".repeat(256)));
        assertThrows(IllegalArgumentException.class, () -> Commands.error("two\nlines"));
        assertThrows(IllegalArgumentException.class, () -> Commands.error("\u00e4"));
    }

    @Test
    void NULL_7_octetsBehindTheReasonAreIgnored() {
        assertEquals(
                400,
                Commands.refusal(ByteBuffer.wrap(Hex.bytes("03 \"400\" 00"))).refusalStatus());
        assertTrue(Commands.refusal(ByteBuffer.wrap(Hex.bytes("00 41"))).refusal());
    }

    @Test
    void V_12_NULL_1_ready() {
        byte[] metadata = new Metadata().add("Socket-Type", "PUSH").encode();
        assertEquals(Hex.text(Dialogue.READY_PUSH), Hex.text(Commands.ready(metadata)));
    }

    @ParameterizedTest
    @CsvSource({
        "04 \"PING\", PING",
        "04 \"PONG\" 01, PONG",
        "09 \"SUBSCRIBE\", SUBSCRIBE",
        "06 \"CANCEL\" 41, CANCEL",
        "05 \"READY\", READY",
        "05 \"ERROR\" 00, ERROR",
        "04 \"JOIN\" 54, JOIN",
        "05 \"LEAVE\", LEAVE",
        "04 \"join\", UNKNOWN",
        "03 46 4F 4F, UNKNOWN",
        "04 \"ping\", UNKNOWN",
        "09 \"subscribe\", UNKNOWN",
        "05 \"PING1\", UNKNOWN",
        "01 00, UNKNOWN",
        "'', MALFORMED",
        "00, MALFORMED",
        "00 41, MALFORMED",
        "01, MALFORMED",
        "30 46 4F 4F, MALFORMED",
        "05 \"PING\", MALFORMED",
        "FF 41x254, MALFORMED",
        "FF 41x255, UNKNOWN"
    })
    void V_32_ZMTP_25_ZMTP_38_ZMTP_40_nameOf(String hex, CommandName expected) {
        assertEquals(expected, Commands.nameOf(body(hex)));
    }

    @Test
    void SUB_1_topicIsReadInPlace() {
        ByteBuffer body = ByteBuffer.wrap(Hex.bytes("FF FF 09 \"SUBSCRIBE\" 00 FF 41 FF"), 2, 13);
        assertEquals(CommandName.SUBSCRIBE, Commands.nameOf(body));
        assertEquals("00 FF 41", Hex.text(Commands.dataOf(body)));
        assertEquals(13, body.remaining());
        assertEquals("", Hex.text(Commands.dataOf(body("06 \"CANCEL\""))));
    }

    private static ByteBuffer body(String hex) {
        return ByteBuffer.wrap(Hex.bytes(hex));
    }

    private static byte[] topic(int size) {
        return "T".repeat(size).getBytes(StandardCharsets.US_ASCII);
    }
}
