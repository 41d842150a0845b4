package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Options;

/** Lengths that are announced and never sent: memory follows what was received, and nothing overflows. */
@Tag("cve")
@ExtendWith(NothingLeftBehind.class)
class AnnouncedLengthsTest {
    private static final List<String> SMALL_LENGTHS = List.of("00x8", "00x7 01", "00x7 FE", "00x7 FF", "00x6 0100");
    private static final List<String> LARGE_LENGTHS = List.of(
            "00x4 7FFFFFFE",
            "00x4 7FFFFFFF",
            "00x4 80000000",
            "00x4 FFFFFFFF",
            "00x3 01 00x4",
            "7F FFx7",
            "80 00x7",
            "FFx7 DA",
            "FFx8");
    private static final List<String> FLAGS = List.of("02", "03", "06", "07", "FA", "FF");
    private static final String LETTERS = " 41x8000";

    @Test
    void T_DEC1_afterTheHandshakeALargeLengthEndsTheConnection() {
        try (LivePull pull = new LivePull()) {
            for (String length : LARGE_LENGTHS) {
                for (String flags : FLAGS) {
                    try (ScriptedPeer peer = pull.connectPush()) {
                        peer.sendWhileOpen(Octets.of(flags + " " + length + LETTERS));
                        pull.assertRefused(peer, "exceeds MAXMSGSIZE");
                    }
                }
            }
            pull.assertServes(1_000);
        }
    }

    @Test
    void T_DEC1_afterTheHandshakeASmallLengthIsWhatItSays() {
        try (LivePull pull = new LivePull();
                Strangers strangers = new Strangers()) {
            for (String length : SMALL_LENGTHS) {
                for (String flags : FLAGS) {
                    strangers.add(
                            pull.endpoint,
                            Octets.of(ScriptedPeer.GREETING + ScriptedPeer.ready("PUSH") + flags + " " + length
                                    + LETTERS));
                }
            }
            pull.assertServes(1_000);
        }
    }

    @Test
    void T_DEC1_beforeTheHandshakeNoLengthHarmsAnybody() {
        try (LivePull pull = new LivePull();
                Strangers strangers = new Strangers()) {
            for (String flags : FLAGS) {
                for (String length : LARGE_LENGTHS) {
                    try (ScriptedPeer peer = pull.connect()) {
                        peer.sendWhileOpen(Octets.of(ScriptedPeer.GREETING + flags + " " + length + LETTERS));
                        pull.assertHandshakeRefused(peer, "");
                    }
                }
                for (String length : SMALL_LENGTHS) {
                    strangers.add(pull.endpoint, Octets.of(ScriptedPeer.GREETING + flags + " " + length + LETTERS));
                }
            }
            pull.assertServes(1_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FF %s 00", "01 00 FF %s 00", "FF 00x8 7F 01 08 00 00 02 %s", "FF 00x8 7F 01 08 FF %s"})
    void T_DEC1_asVersion1Or2NoLengthHarmsAnybody(String words) {
        try (LivePull pull = new LivePull();
                Strangers strangers = new Strangers()) {
            for (String length : LARGE_LENGTHS) {
                strangers.add(pull.endpoint, Octets.of(String.format(Locale.ROOT, words, length) + LETTERS));
            }
            for (String length : SMALL_LENGTHS) {
                strangers.add(pull.endpoint, Octets.of(String.format(Locale.ROOT, words, length) + LETTERS));
            }
            pull.assertServes(1_000);
            Eventually.until(() -> pull.socket.peers().isEmpty(), () -> "left are " + pull.socket.peers());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"02 00x4 7FFFF000", "03 00x4 7FFFF000", "06 00x4 7FFFF000", "02 00x4 04000000"})
    void T_DEC1_G5_memoryFollowsWhatWasReceived(String header) {
        int connections = 50;
        try (LivePull pull = new LivePull(socket -> socket.set(Options.MAXMSGSIZE, -1L));
                Strangers strangers = new Strangers()) {
            pull.assertServes(100);
            Eventually.until(() -> pull.socket.peers().isEmpty(), () -> "the decent peer does not leave");
            long before = Heap.usedBytes();
            for (int i = 0; i < connections; i++) {
                strangers.add(
                        pull.endpoint,
                        Octets.of(ScriptedPeer.GREETING + ScriptedPeer.ready("PUSH") + header + " 41x1024"));
            }
            Eventually.until(
                    () -> pull.socket.peers().size() == connections,
                    () -> "peers: " + pull.socket.peers().size());
            long grown = Heap.usedBytes() - before;
            assertTrue(grown < connections * (2 * 1024 + 64 * 1024), grown + " bytes for 50 connections");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FF",
                ScriptedPeer.GREETING,
                ScriptedPeer.GREETING + "04 1A 05 \"READY\"",
                ScriptedPeer.GREETING + "06 00x6 1FF0 05 \"READY\" 41x8000"
            })
    void G4_whatAPeerPinsBeforeTheHandshakeIsBounded(String says) {
        int connections = 400;
        try (LivePull pull = new LivePull();
                Strangers strangers = new Strangers()) {
            pull.assertServes(100);
            long before = Heap.usedBytes();
            byte[] words = Octets.of(says);
            for (int i = 0; i < connections; i++) {
                strangers.add(pull.endpoint, words);
            }
            pull.assertServes(10);
            long grown = Heap.usedBytes() - before;
            assertTrue(grown < connections * 16L * 1024, grown / connections + " bytes for each connection");
        }
    }
}
