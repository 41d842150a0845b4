package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;

/** What a peer may send to a PULL once both are READY, and what ends the connection. */
@ExtendWith(NothingLeftBehind.class)
class HostileTrafficTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04 00",
                "04 04 30 \"FOO\"",
                "04 04 03 \"FOO\"",
                "05 04 03 \"FOO\"",
                "04 01 00",
                "04 02 00 41",
                "04 06 FF \"FOOOO\"",
                "06 00x7 04 03 \"FOO\"",
                "06 00x6 0200 03 \"FOO\" 41x508",
                "04 05 04 \"ping\"",
                "04 0A 09 \"subscribe\"",
                "04 09 05 \"ERROR\" 02 \"no\"",
                "04 0A 05 \"ERROR\" 03 \"400\"",
                "04 06 05 \"READY\"",
                "04 1A 05 \"READY\" 0B \"Socket-Type\" 00000004 \"PUSH\"",
                "04 07 05 \"READY\" FF",
                "04 05 04 \"PONG\"",
                "04 05 04 \"PING\"",
                "04 06 04 \"PING\" 00"
            })
    void ZMTP_16_38_40_HB_8_V_32_theseCommandsAreIgnored(String command) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connectPush()) {
            peer.send(
                    command + " 00 02 \"ok\" " + command + " " + command + " 01 01 \"a\" " + command + " 00 01 \"b\"");
            pull.assertReceives("ok");
            pull.assertReceives("a", "b");
            peer.barrier();
            assertNull(pull.socket.tryReceive());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"04 0B 09 \"SUBSCRIBE\" \"A\"", "04 0A 09 \"SUBSCRIBE\"", "04 08 06 \"CANCEL\" \"A\""})
    void ZMTP_39_aSubscriptionIsNoMessageForAPull(String command) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connectPush()) {
            peer.send(command).barrier();
            assertNull(pull.socket.tryReceive());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"F8 02", "08 02", "02 00x7 02", "FA 00x7 02", "80 02"})
    void ZMTP_15_17_V_32_reservedFlagsAndNeedlessLongSizesAreAccepted(String header) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connectPush()) {
            peer.send(header + " \"ok\" 00 04 \"next\"");
            pull.assertReceives("ok");
            pull.assertReceives("next");
        }
    }

    @Test
    void ZMTP_13_14_emptyAndLongFramesArriveAsTheyAre() {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connectPush()) {
            peer.send("00 00 01 00 01 00 00 00 02 00x6 0100 41x256 03 00x7 01 42 02 00x8");
            pull.assertReceives("");
            pull.assertReceives("", "", "");
            pull.assertReceives("A".repeat(256));
            pull.assertReceives("B", "");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02 FFx8",
                "02 80 00x7",
                "02 7F FFx7",
                "03 FFx8",
                "06 FFx8",
                "06 7F FFx7",
                "02 00x4 80000000",
                "02 00x4 7FFFFFFF"
            })
    void ZMTP_18_V_33_aSizeThatNothingCanHoldEndsTheConnectionByItsHeader(String header) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connectPush()) {
            peer.send(header);
            pull.assertRefused(peer, "exceeds MAXMSGSIZE");
        }
    }

    @Test
    void ZMTP_19_theLargestMessageIsCountedOverAllItsFrames() {
        try (LivePull pull = new LivePull(socket -> socket.set(Options.MAXMSGSIZE, 1_000L));
                ScriptedPeer one = pull.connectPush();
                ScriptedPeer two = pull.connectPush();
                ScriptedPeer three = pull.connectPush()) {
            one.send("02 00x6 03E8 41x1000");
            pull.assertReceives("A".repeat(1_000));
            one.send("02 00x6 03E9");
            pull.assertRefused(one, "exceeds MAXMSGSIZE 1000");
            two.send("03 00x6 01F4 41x500 02 00x6 01F4 42x500");
            pull.assertReceives("A".repeat(500), "B".repeat(500));
            two.send("03 00x6 01F4 41x500 02 00x6 01F5");
            pull.assertRefused(two, "exceeds MAXMSGSIZE 1000");
            three.send("06 00x6 03E9");
            pull.assertRefused(three, "exceeds MAXMSGSIZE 1000");
        }
    }

    @Test
    void G5_aMessageOfCountlessEmptyFramesIsRefused() {
        try (LivePull pull = new LivePull(socket -> socket.set(Options.MAXMSGSIZE, 1_000L));
                ScriptedPeer peer = pull.connectPush()) {
            peer.sendWhileOpen(Octets.of("01 00 ".repeat(100_000)));
            pull.assertRefused(peer, "too many frames");
        }
    }

    @Test
    void ZMTP_20_commandBetweenParts() {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connectPush()) {
            peer.send("01 01 \"a\"").barrier();
            peer.send("04 04 03 \"FOO\" 01 01 \"b\"").barrier();
            peer.send("04 00 00 01 \"c\"").barrier();
            pull.assertReceives("a", "b", "c");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "00 05",
                "00 05 \"hal\"",
                "01 01 \"a\"",
                "01 01 \"a\" 00 02 \"b\"",
                "02 00x6",
                "02 00x6 4000 41x1000",
                "03 00x6 0400 41x1024",
                "04 05 04 \"PI\"",
                "01 01 \"a\" 04 04 03 \"FOO\""
            })
    void ZMTP_21_aMessageThatIsNotWholeWhenTheConnectionEndsIsDiscarded(String part) {
        try (LivePull pull = new LivePull();
                ScriptedPeer ending = pull.connectPush();
                ScriptedPeer resetting = pull.connectPush()) {
            ending.send("00 05 \"whole\" " + part);
            pull.assertReceives("whole");
            ending.endOutput();
            awaitDisconnected(pull, ending.endpoint(), "the peer closed the connection");
            resetting.send("00 05 \"whole\" " + part);
            pull.assertReceives("whole");
            String address = resetting.endpoint();
            resetting.reset();
            awaitDisconnected(pull, address, "");
            assertNull(pull.socket.tryReceive());
        }
    }

    private static void awaitDisconnected(LivePull pull, String address, String reason) {
        pull.events.await(
                "DISCONNECTED of " + address,
                event -> event.type() == MonitorEventType.DISCONNECTED
                        && address.equals(event.remoteAddress())
                        && event.reason().contains(reason));
        Eventually.until(
                () -> pull.socket.peers().stream().noneMatch(peer -> address.equals(peer.remoteAddress())),
                () -> "still there: " + pull.socket.peers());
    }

    @Test
    void ZMTP_21_whatWasWholeBeforeTheLossIsDelivered() {
        try (LivePull pull = new LivePull()) {
            try (ScriptedPeer peer = pull.connectPush()) {
                peer.send("00 01 \"a\" 01 01 \"b\" 00 01 \"c\" 01 01 \"d\"");
            }
            pull.assertReceives("a");
            pull.assertReceives("b", "c");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void garbageAfterTheHandshakeHarmsNobodyElse(long seed) {
        Random random = new Random(seed);
        try (LivePull pull = new LivePull(socket -> socket.set(Options.MAXMSGSIZE, 100_000L));
                ScriptedPeer decent = pull.connectPush()) {
            for (int round = 0; round < 20; round++) {
                byte[] garbage = new byte[1 + random.nextInt(4_000)];
                random.nextBytes(garbage);
                garbage[0] |= (byte) (random.nextBoolean() ? 2 : 0);
                try (ScriptedPeer peer = pull.connectPush()) {
                    peer.sendWhileOpen(garbage);
                }
                decent.barrier();
            }
            Eventually.until(() -> pull.socket.peers().size() == 1, () -> "left are " + pull.socket.peers());
            while (pull.socket.tryReceive() != null) {
                // Garbage may well be a message.
            }
            decent.send("00 06 \"decent\"");
            pull.assertReceives("decent");
            assertEquals(1, pull.socket.peers().size());
        }
    }
}
