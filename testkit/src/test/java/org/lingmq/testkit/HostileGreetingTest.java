package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Greetings as peers may send them, and as they must not. */
@ExtendWith(NothingLeftBehind.class)
class HostileGreetingTest {
    private static final String OURS = "FF 00x7 01 7F 03 01 \"NULL\" 00x16 00 00x31";

    @Test
    void ZMTP_1_ourGreetingSaysNullAndVersion31() {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send(ScriptedPeer.GREETING).expect(OURS).expect(ScriptedPeer.ready("PULL"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FF 55x8 7F 03 01 \"NULL\" 00x16 00 00x31",
                "FF 00x8 7F 03 01 \"NULL\" 00x16 01 00x31",
                "FF 00x8 7F 03 01 \"NULL\" 00x16 00 AAx31",
                "FF 00x8 01 03 01 \"NULL\" 00x16 00 00x31",
                "FF 00x8 7F 03 00 \"NULL\" 00x16 00 00x31",
                "FF 00x8 7F 03 09 \"NULL\" 00x16 00 00x31",
                "FF 00x8 7F 04 07 \"NULL\" 00x16 00 00x31",
                "FF 00x8 FF FF FF \"NULL\" 00x16 00 00x31"
            })
    void ZMTP_2_7_9_11_VER_1_whatHasNoMeaningIsNotLookedAt(String greeting) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send(greeting + " " + ScriptedPeer.ready("PUSH") + " 00 02 \"ok\"");
            pull.assertReceives("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"NULL\" 00 \"X\" 00x14",
                "\"NULL\" 00x15 01",
                "\"NULLNULL\" 00x12",
                "\"null\" 00x16",
                "\"PLAIN\" 00x15",
                "\"CURVE\" 00x15",
                "00x20",
                "FFx20",
                "0Ax20"
            })
    void ZMTP_4_5_6_V_33_anotherMechanismIsRefusedAfterOurWholeGreeting(String mechanism) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.send("FF 00x8 7F 03 01 " + mechanism + " 00 00x31 " + ScriptedPeer.ready("PUSH"));
            assertArrayEquals(Octets.of(OURS), pull.assertHandshakeRefused(peer, "this socket NULL"));
        }
    }

    @Test
    void VER_ourGreetingComesInThreePiecesThatWaitForNothingElse() {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.expect("FF 00x7 01 7F");
            peer.send("FF 00x8 7F").expect("03");
            peer.send("03").expect("01 \"NULL\" 00x16 00 00x31");
            peer.send("01 \"NULL\" 00x16 00 00x31").expect(ScriptedPeer.ready("PULL"));
            peer.send(ScriptedPeer.ready("PUSH") + " 00 02 \"ok\"");
            pull.assertReceives("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01 00",
                "04 00 \"abc\" 00 02 \"hi\"",
                "00x64",
                "FE 00x63",
                "FF 00x7 04 00 \"abc\" 00 02 \"hi\"",
                "FF 00x8 7E 03 01 \"NULL\" 00x48"
            })
    void ERR_5_VER_2_aPeerOfVersion1IsRefused(String octets) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.sendWhileOpen(Octets.of(octets));
            assertEquals(10, pull.assertHandshakeRefused(peer, "ZMTP 1.0").length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "02"})
    void ERR_5_VER_2_aPeerOfVersion2IsRefused(String revision) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connect()) {
            peer.sendWhileOpen(Octets.of("FF 00x8 7F " + revision + " 08 00 00 00 02 \"hi\""));
            pull.assertHandshakeRefused(peer, "3.0 or later is needed");
        }
    }
}
