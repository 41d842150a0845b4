package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;

/** What a peer may say between its greeting and its READY, and what ends the connection. */
@ExtendWith(NothingLeftBehind.class)
class HostileHandshakeTest {
    private static final String PUSH = ScriptedPeer.GREETING + ScriptedPeer.ready("PUSH");
    private static final String TYPE_PUSH = " 0B \"Socket-Type\" 00000004 \"PUSH\" ";
    private static final String TYPE_PUB = " 0B \"Socket-Type\" 00000003 \"PUB\" ";

    @Test
    void NULL_2_readyComesWithoutWaitingForThePeers() {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send(ScriptedPeer.GREETING);
            peer.hearGreeting();
            assertEquals("READY", peer.hearFrame().commandName());
        }
    }

    @Test
    void NULL_3_dataMayFollowReadyInTheSameSegment() {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send(PUSH + " 01 01 \"a\" 00 01 \"b\" 00 01 \"c\"");
            pull.assertReceives("a", "b");
            pull.assertReceives("c");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 02 \"hi\"", "01 02 \"hi\"", "00 00", "02 00x7 02 \"hi\""})
    void NULL_3_V_34_dataBeforeReadyIsRefused(String frame) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send(ScriptedPeer.GREETING + frame);
            pull.assertHandshakeRefused(peer, "no command before the handshake was done");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "04 07 04 \"PING\" 00 00, PING",
        "04 05 04 \"PONG\", PONG",
        "04 0A 09 \"SUBSCRIBE\", SUBSCRIBE",
        "04 06 05 \"HELLO\", HELLO",
        "04 06 05 \"ready\", ready",
        "04 04 03 \"FOO\", FOO"
    })
    void V_34_HB_1_anyOtherCommandBeforeReadyIsRefused(String frame, String name) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send(ScriptedPeer.GREETING + frame);
            pull.assertHandshakeRefused(peer, "\"" + name + "\" where NULL has READY");
        }
    }

    @Test
    void NULL_5_V_34_anErrorEndsTheHandshakeAndIsQuoted() {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send(ScriptedPeer.GREETING + "04 0F 05 \"ERROR\" 08 \"go\" 0A \"away!\"");
            pull.assertHandshakeRefused(peer, "the peer refused the connection: go");
        }
    }

    @Test
    void NULL_6_aStatusInAnErrorIsAnAuthenticationFailure() {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send(ScriptedPeer.GREETING + "04 0A 05 \"ERROR\" 03 \"400\"");
            pull.assertEnds(peer, MonitorEventType.HANDSHAKE_FAILED_AUTH, "400");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"04 06 05 \"ERROR\"", "04 09 05 \"ERROR\" 03 \"40\"", "04 08 05 \"ERROR\" FF \"a\""})
    void NULL_7_anErrorWhoseReasonRunsPastItsEndIsRefused(String frame) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send(ScriptedPeer.GREETING + frame);
            pull.assertHandshakeRefused(peer, "longer than the command");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUB", "PULL", "push", "Push", "PUSHX", "REP", "ROUTER", "X"})
    void ZMTP_42_43_NULL_4_V_33_aTypeThatDoesNotFitHearsAnErrorBeforeTheEnd(String type) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send(ScriptedPeer.GREETING + ScriptedPeer.ready(type));
            peer.hearGreeting();
            assertEquals("READY", peer.hearFrame().commandName());
            Frame error = peer.hearFrame();
            assertEquals("ERROR", error.commandName());
            assertTrue(error.text().contains("\"" + type + "\""), error.text());
            assertEquals(0, pull.assertHandshakeRefused(peer, "cannot talk to a peer of type \"" + type).length);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04 1B 05 \"READY\"" + TYPE_PUSH + "00",
                "04 1B 05 \"READY\"" + TYPE_PUSH + "41",
                "04 19 05 \"READY\" 0B \"Socket-Type\" 00000004 \"PUS\"",
                "04 16 05 \"READY\" 0B \"Socket-Type\" 00000004",
                "04 14 05 \"READY\" 0B \"Socket-Type\" 0000",
                "04 0A 05 \"READY\" 0B \"Soc\"",
                "04 1A 05 \"READY\" 0B \"Socket-Type\" 80000004 \"PUSH\"",
                "04 1A 05 \"READY\" 0B \"Socket-Type\" FFFFFFFF \"PUSH\""
            })
    void ZMTP_29_V_33_metadataThatIsCutShortOrTooLongIsRefused(String ready) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send(ScriptedPeer.GREETING + ready);
            pull.assertHandshakeRefused(peer, "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 00000000", "01 20 00000000", "02 \"a\" 00 00000000", "01 E9 00000000"})
    void ZMTP_26_anIllegalPropertyNameIsRefused(String property) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            int size = 6 + 20 + Octets.of(property).length;
            peer.send(ScriptedPeer.GREETING + String.format("04 %02X 05 \"READY\"", size) + TYPE_PUSH + property);
            pull.assertHandshakeRefused(peer, "illegal name");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TYPE_PUSH + TYPE_PUB, TYPE_PUB + TYPE_PUSH, TYPE_PUB + TYPE_PUB})
    void ZMTP_36_everySocketTypeOfTwoIsChecked(String metadata) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            int size = 6 + Octets.of(metadata).length;
            peer.send(ScriptedPeer.GREETING + String.format("04 %02X 05 \"READY\"", size) + metadata);
            pull.assertHandshakeRefused(peer, "\"PUB\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04 06 05 \"READY\"",
                "04 1A 05 \"READY\" 0B \"SOCKET-TYPE\" 00000004 \"PUSH\"",
                "04 1A 05 \"READY\" 0B \"socket-type\" 00000004 \"PUSH\"",
                "00 1A 05 \"READY\"" + TYPE_PUSH,
                "02 00x7 1A 05 \"READY\"" + TYPE_PUSH,
                "06 00x7 1A 05 \"READY\"" + TYPE_PUSH,
                "04 28 05 \"READY\" 08 \"Identity\" 00000001 00" + TYPE_PUSH,
                "04 22 05 \"READY\" 03 \"X-a\" 00000000" + TYPE_PUSH
            })
    void ZMTP_27_30_31_36_41_readyMayLookLikeThis(String ready) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send(ScriptedPeer.GREETING + ready + " 00 02 \"ok\"");
            pull.assertReceives("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 300, 3_000})
    void ZMTP_32_aRoutingIdOfMoreThan255OctetsIsRefused(int size) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send(ScriptedPeer.GREETING
                    + String.format("06 %016X 05 \"READY\"", 6 + 20 + 13 + size)
                    + TYPE_PUSH
                    + String.format("08 \"Identity\" %08X 41x%d", size, size));
            pull.assertHandshakeRefused(peer, "more than the 255 allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"06 0000000000002001", "06 000000007FFFFFFF", "06 FFx8", "06 80 00x7", "02 7F FFx7"})
    void ZMTP_19_aCommandOfMoreThan8KiBIsRefusedByItsHeader(String header) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send(ScriptedPeer.GREETING + header);
            pull.assertHandshakeRefused(peer, "");
        }
    }

    @Test
    void metadataOfMoreThan4KiBOr64PropertiesIsRefused() {
        try (LivePull pull = new LivePull();
                ScriptedPeer big = pull.connect();
                ScriptedPeer many = pull.connect()) {
            big.send(ScriptedPeer.GREETING + String.format("06 %016X 05 \"READY\"", 6 + 4_097)
                    + " 01 \"a\" 00000FFB 41x4091");
            pull.assertHandshakeRefused(big, "more than the 4096 allowed");
            many.send(ScriptedPeer.GREETING
                    + String.format("06 %016X 05 \"READY\"", 6 + 65 * 6)
                    + " 01 \"a\" 00000000".repeat(65));
            pull.assertHandshakeRefused(many, "more than the 64 properties allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FF",
                "FF 00x8 7F 03",
                ScriptedPeer.GREETING,
                ScriptedPeer.GREETING + "04 1A 05 \"READY\" 0B \"Socket\""
            })
    void ZMTP_12_aHandshakeThatStandsStillEndsInTime(String said) {
        try (LivePull pull = new LivePull(socket -> socket.set(Options.HANDSHAKE_IVL, Duration.ofMillis(200)))) {
            // Before it connects, as the time counts from then on.
            long beginNs = System.nanoTime();
            try (ScriptedPeer peer = pull.connect()) {
                peer.send(said);
                pull.assertEnds(peer, MonitorEventType.HANDSHAKE_FAILED_NO_DETAIL, "longer than 200 ms");
                long tookMs = (System.nanoTime() - beginNs) / 1_000_000;
                assertTrue(tookMs >= 100, "ended after " + tookMs + " ms");
            }
        }
    }

    @Test
    void ZMTP_12_tricklingDoesNotExtendTheHandshake() {
        try (LivePull pull = new LivePull(socket -> socket.set(Options.HANDSHAKE_IVL, Duration.ofMillis(150)));
                ScriptedPeer peer = pull.connect()) {
            byte[] octets = Octets.of(PUSH);
            long beginNs = System.nanoTime();
            peer.hear(10);
            int said = 0;
            while (System.nanoTime() - beginNs < 800_000_000L && said < octets.length) {
                peer.sendWhileOpen(new byte[] {octets[said++]});
                long untilNs = beginNs + said * 10_000_000L;
                Eventually.until(() -> System.nanoTime() - untilNs > 0, () -> "time stands still");
            }
            assertTrue(said < octets.length, "the handshake was nearly over");
            pull.assertEnds(peer, MonitorEventType.HANDSHAKE_FAILED_NO_DETAIL, "longer than 150 ms");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FF", ScriptedPeer.GREETING, ScriptedPeer.GREETING + "04 1A 05 \"READY\" 0B"})
    void aPeerThatLeavesInTheHandshakeIsReported(String said) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send(said).endOutput();
            pull.assertEnds(peer, MonitorEventType.HANDSHAKE_FAILED_NO_DETAIL, "closed the connection");
        }
    }
}
