package org.lingmq.zmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.spi.ProtocolException.Reason;

/** What is made of the properties in a peer's READY. */
class PeerMetadataTest {
    private static final String PUSH = "0B \"Socket-Type\" 00 00 00 04 \"PUSH\" ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                PUSH + "00",
                PUSH + "03 58 2D",
                PUSH + "03 58 2D 61",
                PUSH + "03 58 2D 61 00 00 00",
                PUSH + "03 58 2D 61 00 00 00 02 31",
                "0B \"Socket-Type\" 00 00 00 05 \"PUSH\"",
                "0B \"Socket-Type\" 7F FF FF FF \"PUSH\"",
                "0B \"Socket-Type\" 80 00 00 00 \"PUSH\"",
                "0B \"Socket-Type\" FF FF FF FF \"PUSH\""
            })
    void V_33_ZMTP_28_ZMTP_29_truncatedOrTrailingMetadataIsRefused(String metadata) {
        Dialogue dialogue = pull(Hex.bytes(metadata));
        assertEquals(Reason.INVALID_METADATA, dialogue.refusedFor());
        assertFalse(dialogue.output().contains(Hex.text("\"ERROR\"")), "ERROR is for a wrong type alone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"00 00 00 00 01 31", "03 58 20 61 00 00 00 00", "02 58 00 00 00 00 00", "01 FF 00 00 00 00"})
    void ZMTP_26_illegalPropertyNameIsRefused(String property) {
        assertEquals(Reason.INVALID_METADATA, pull(Hex.bytes(PUSH + property)).refusedFor());
    }

    @Test
    void ZMTP_26_allLegalCharactersAnd255OfThemAreAccepted() {
        String name = "X-aZ09-_.+" + "n".repeat(245);
        byte[] metadata =
                new Metadata().add("Socket-Type", "PUSH").add(name, "v").encode();
        assertEquals("v", pull(metadata).accepted().peer().properties().get(name));
        assertThrows(IllegalArgumentException.class, () -> new Metadata().add(name + "n", "v"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Socket-Type", "socket-type", "SOCKET-TYPE"})
    void ZMTP_27_namesCompareWithoutCase(String name) {
        PeerInfo peer =
                pull(new Metadata().add(name, "PUSH").encode()).accepted().peer();
        assertEquals("PUSH", peer.socketType());
        assertEquals("PUSH", peer.properties().get("sOCKET-tYPE"));
        assertEquals(
                Reason.INVALID_METADATA,
                pull(new Metadata().add(name, "PUB").encode()).refusedFor());
    }

    @Test
    void ZMTP_27_identityComparesWithoutCase() {
        byte[] metadata = new Metadata()
                .add("IDENTITY", "me")
                .add("socket-type", "DEALER")
                .encode();
        assertEquals(
                Hex.text("\"me\""), Hex.text(router(metadata).accepted().peer().routingId()));
    }

    @Test
    void ZMTP_30_readyWithoutSocketTypeIsAccepted() {
        PeerInfo peer = pull(new byte[0]).accepted().peer();
        assertNull(peer.socketType());
        assertTrue(peer.properties().isEmpty());
        byte[] identity = new Metadata().add("Identity", "me").encode();
        assertEquals(
                Hex.text("\"me\""), Hex.text(router(identity).accepted().peer().routingId()));
    }

    @ParameterizedTest
    @CsvSource({"REQ, 6D 65", "DEALER, 6D 65", "ROUTER, 6D 65"})
    void ZMTP_31_ZMTP_33_identityCountsFromReqDealerRouter(String type, String expected) {
        byte[] metadata =
                new Metadata().add("Socket-Type", type).add("Identity", "me").encode();
        assertEquals(expected, Hex.text(router(metadata).accepted().peer().routingId()));
    }

    @Test
    void ZMTP_31_identityOfOtherTypesIsIgnored() {
        byte[] metadata = new Metadata()
                .add("Identity", new byte[] {0, 1})
                .add("Socket-Type", "PUSH")
                .encode();
        PeerInfo peer = pull(metadata).accepted().peer();
        assertEquals(0, peer.routingId().length);
        assertFalse(peer.reservedRoutingId());
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "255, true", "256, false", "300, false"})
    void ZMTP_32_identityHasUpTo255Octets(int size, boolean accepted) {
        byte[] id = "i".repeat(size).getBytes(StandardCharsets.US_ASCII);
        byte[] metadata =
                new Metadata().add("Socket-Type", "DEALER").add("Identity", id).encode();
        Dialogue dialogue = router(metadata);
        if (accepted) {
            assertEquals(Hex.text(id), Hex.text(dialogue.accepted().peer().routingId()));
        } else {
            assertEquals(Reason.INVALID_METADATA, dialogue.refusedFor());
        }
    }

    @ParameterizedTest
    @CsvSource({"00 61, true", "00, true", "61 00, false"})
    void ZMTP_32_identityThatStartsWithZeroIsKeptAndMarked(String id, boolean reserved) {
        byte[] metadata = new Metadata()
                .add("Socket-Type", "DEALER")
                .add("Identity", Hex.bytes(id))
                .encode();
        PeerInfo peer = router(metadata).accepted().peer();
        assertEquals(id, Hex.text(peer.routingId()));
        assertEquals(reserved, peer.reservedRoutingId());
    }

    @Test
    void ZMTP_35_ZMTP_36_ZMTP_37_unknownPropertiesAreKept() {
        PeerInfo peer = pull(Hex.bytes("08 \"Resource\" 00 00 00 03 \"a/b\" 03 \"X-u\" 00 00 00 02 C3 A4 " + PUSH))
                .accepted()
                .peer();
        assertEquals("a/b", peer.properties().get("Resource"));
        assertEquals("\u00e4", peer.properties().get("X-u"));
        assertEquals(3, peer.properties().size());
        assertThrows(
                UnsupportedOperationException.class, () -> peer.properties().put("a", "b"));
    }

    @Test
    void whatAPeerCallsItselfIsSafeToLog() {
        byte[] metadata = new Metadata()
                .add("Socket-Type", "DEALER")
                .add("Identity", "a\nb")
                .add("X-a", "\n")
                .encode();
        assertEquals(
                "DEALER \"a\\x0ab\", ZMTP 3.1",
                router(metadata).accepted().peer().toString());
        assertEquals(
                "peer of unnamed type \"\", ZMTP 3.1",
                pull(new byte[0]).accepted().peer().toString());
    }

    @ParameterizedTest
    @CsvSource({"PUSH, PUB", "PUB, PUSH"})
    void ZMTP_36_eachSocketTypeIsChecked(String first, String second) {
        byte[] metadata = new Metadata()
                .add("Socket-Type", first)
                .add("socket-type", second)
                .encode();
        assertEquals(Reason.INVALID_METADATA, pull(metadata).refusedFor());
    }

    @Test
    void ZMTP_36_ofDuplicatesTheFirstCounts() {
        byte[] metadata = new Metadata()
                .add("Socket-Type", "DEALER")
                .add("Identity", "one")
                .add("identity", "two")
                .add("X-a", "1")
                .add("x-A", "2")
                .add("Socket-Type", "REQ")
                .encode();
        PeerInfo peer = router(metadata).accepted().peer();
        assertEquals("DEALER", peer.socketType());
        assertEquals(Hex.text("\"one\""), Hex.text(peer.routingId()));
        assertEquals("1", peer.properties().get("X-a"));
        byte[] longSecond = new Metadata()
                .add("Socket-Type", "DEALER")
                .add("Identity", "one")
                .add("Identity", "i".repeat(256))
                .encode();
        assertEquals(Reason.INVALID_METADATA, router(longSecond).refusedFor());
    }

    @Test
    void ERR_4_limitsOfMetadataAndPropertiesHold() {
        Metadata properties = new Metadata().add("Socket-Type", "PUSH");
        for (int i = 1; i < 64; i++) {
            properties.add("X-" + i, "");
        }
        assertEquals(
                64, pull(properties.encode()).accepted().peer().properties().size());
        assertEquals(
                Reason.INVALID_METADATA,
                pull(properties.add("X-64", "").encode()).refusedFor());
        assertEquals("PUSH", whole(pushMetadata(4096)).accepted().peer().socketType());
        assertEquals(Reason.INVALID_METADATA, whole(pushMetadata(4097)).refusedFor());
    }

    /** READY's metadata of exactly this many octets: 28 and a filler. */
    private static byte[] pushMetadata(int size) {
        return new Metadata()
                .add("Socket-Type", "PUSH")
                .add("X-f", new byte[size - 28])
                .encode();
    }

    private static Dialogue pull(byte[] metadata) {
        return Dialogue.of(Dialogue.socket("PULL"), ready(metadata));
    }

    private static Dialogue router(byte[] metadata) {
        return Dialogue.of(Dialogue.socket("ROUTER"), ready(metadata));
    }

    private static Dialogue whole(byte[] metadata) {
        byte[] input = ready(metadata);
        return Dialogue.run(Dialogue.socket("PULL"), input, input.length);
    }

    private static byte[] ready(byte[] metadata) {
        byte[] ready = Commands.ready(metadata);
        return ByteBuffer.allocate(64 + ready.length)
                .put(Hex.bytes(Dialogue.GREETING))
                .put(ready)
                .array();
    }
}
