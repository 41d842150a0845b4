package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;

/** PING and PONG between a PULL and peers that keep to the rules or do not. */
@ExtendWith(NothingLeftBehind.class)
class HeartbeatTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @ParameterizedTest
    @ValueSource(
            strings = {"", "01", "01 02 03 04 05", "00x16", "FFx15", "01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 10"})
    void HB_2_V_21_aPongEchoesTheContext(String context) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connectPush()) {
            int size = Octets.of(context).length;
            String ping = String.format("04 %02X 04 \"PING\" 0000 %s", 7 + size, context);
            String pong = String.format("04 %02X 04 \"PONG\" %s", 5 + size, context);
            peer.send(ping).expect(pong);
            peer.send("06 00x7" + ping.substring(2)).expect(pong);
        }
    }

    @Test
    void HB_2_eachPingOfASegmentIsAnswered() {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connectPush()) {
            String pings = "";
            String pongs = "";
            for (int i = 0; i < 20; i++) {
                pings += String.format("04 08 04 \"PING\" 0000 %02X 04 06 04 \"PING\" 00 ", i);
                pongs += String.format("04 06 04 \"PONG\" %02X ", i);
            }
            peer.send(pings).expect(pongs);
        }
    }

    @Test
    void HB_2_whoAsksWithoutListeningStillHearsTheNewestAnswers() {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connectPush()) {
            ByteBuffer pings = ByteBuffer.allocate(17 * 400_000);
            for (int i = 0; i < 400_000; i++) {
                pings.put(Octets.of("04 0F 04 \"PING\" 0000")).putInt(0).putInt(i);
            }
            peer.send(pings.array());
            int last = -1;
            while (last < 399_999) {
                Frame pong = peer.hearFrame();
                assertEquals("PONG", pong.commandName());
                int number = ByteBuffer.wrap(pong.body()).getInt(9);
                assertTrue(number > last, number + " came after " + last);
                last = number;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04 18 04 \"PING\" 0000 41x17",
                "04 FF 04 \"PING\" 0000 41x248",
                "06 00x6 4000 04 \"PING\" 41x16379"
            })
    void HB_3_aPingWithMoreThan16OctetsOfContextIsNotAnswered(String ping) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connectPush()) {
            peer.send(ping).barrier();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"04 05 04 \"PING\"", "04 06 04 \"PING\" 00"})
    void HB_8_aPingThatIsCutShortIsNotAnswered(String ping) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connectPush()) {
            peer.send(ping).barrier();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 00 00", "100, 00 01", "2550, 00 19", "65500, 02 8F", "100000, 02 8F", "6553500, 02 8F"})
    void HB_7_HB_9_ourPingHasNoTtlAbove65Seconds(int ttlMs, String ttl) {
        try (LivePull pull = new LivePull(socket -> {
                    socket.set(Options.HEARTBEAT_IVL, SHORT);
                    socket.set(Options.HEARTBEAT_TIMEOUT, Duration.ofMinutes(1));
                    socket.set(Options.HEARTBEAT_TTL, Duration.ofMillis(ttlMs));
                });
                ScriptedPeer peer = pull.connectPush()) {
            for (int i = 0; i < 3; i++) {
                Frame ping = peer.hearFrame();
                assertEquals("PING", ping.commandName());
                assertEquals(Octets.text(Octets.of(ttl)), Octets.text(Arrays.copyOfRange(ping.body(), 5, 7)));
                assertTrue(ping.body().length <= 7 + 16, "more than 16 octets of context");
                peer.send("04 05 04 \"PONG\"");
            }
        }
    }

    @Test
    void VER_11_aPeerOfVersion30IsNotPinged() {
        try (LivePull pull = new LivePull(socket -> socket.set(Options.HEARTBEAT_IVL, SHORT));
                ScriptedPeer peer = pull.connect()) {
            peer.send("FF 00x8 7F 03 00 \"NULL\" 00x48 " + ScriptedPeer.ready("PUSH"));
            peer.hearGreeting();
            peer.hearFrame();
            peer.expectSilence(Duration.ofMillis(300));
            peer.barrier();
        }
    }

    @Test
    void HB_5_aPeerThatNeverAnswersIsGivenUp() {
        try (LivePull pull = new LivePull(socket -> socket.set(Options.HEARTBEAT_IVL, SHORT));
                ScriptedPeer peer = pull.connectPush()) {
            assertTrue(peer.hearEnd().length >= 9);
            MonitorEvent gone = pull.events.await(MonitorEventType.DISCONNECTED);
            assertEquals(peer.endpoint(), gone.remoteAddress());
            assertTrue(gone.reason().contains("no sign of life"), gone.reason());
        }
    }

    @Test
    void HB_4_anyTrafficIsASignOfLife() {
        // Half of the time that the PINGs take: the peer played here may be late by so much on a busy machine.
        try (LivePull pull = new LivePull(socket -> {
                    socket.set(Options.HEARTBEAT_IVL, SHORT);
                    socket.set(Options.HEARTBEAT_TIMEOUT, Duration.ofMillis(1_500));
                });
                ScriptedPeer peer = pull.connectPush()) {
            for (int i = 0; i < 60; i++) {
                assertEquals("PING", peer.hearFrame().commandName());
                peer.send("00 01 \"x\"");
                pull.assertReceives("x");
            }
        }
    }

    @Test
    void HB_6_pingsThatAreNotAnsweredDoNotPileUpForever() {
        try (LivePull pull = new LivePull(socket -> {
                    socket.set(Options.HEARTBEAT_IVL, Duration.ofMillis(20));
                    socket.set(Options.HEARTBEAT_TIMEOUT, Duration.ofMillis(200));
                });
                ScriptedPeer peer = pull.connectPush()) {
            int pings = peer.hearEnd().length / 17;
            assertTrue(pings >= 1 && pings <= 20, pings + " PINGs");
        }
    }

    @Test
    void HB_5_aPeerIsGivenUpWhenItsOwnTtlRunsOut() {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connectPush()) {
            long beginNs = System.nanoTime();
            peer.send("04 07 04 \"PING\" 0002").expect("04 05 04 \"PONG\"");
            assertEquals(0, peer.hearEnd().length);
            long tookMs = (System.nanoTime() - beginNs) / 1_000_000;
            assertTrue(tookMs >= 190, "given up after " + tookMs + " ms");
            String reason = pull.events.await(MonitorEventType.DISCONNECTED).reason();
            assertTrue(reason.contains("no sign of life"), reason);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0290", "0291", "0520", "FFFF"})
    void HB_9_aTtlIsReadInMoreThan16Bits(String ttl) {
        try (LivePull pull = new LivePull();
                ScriptedPeer peer = pull.connectPush()) {
            peer.send("04 07 04 \"PING\" " + ttl).expect("04 05 04 \"PONG\"");
            peer.expectSilence(Duration.ofMillis(400));
            peer.barrier();
        }
    }

    @Test
    void F5_aPeerWhoseMessagesWaitForTheApplicationIsNotGivenUp() {
        try (LivePull pull = new LivePull(socket -> {
                    socket.set(Options.RCVHWM, 2);
                    socket.set(Options.HEARTBEAT_IVL, SHORT);
                });
                ScriptedPeer peer = pull.connect()) {
            // In one piece: a pause behind the handshake would be a silence without messages that wait.
            peer.send(ScriptedPeer.GREETING + ScriptedPeer.ready("PUSH") + " 00 01 \"m\"".repeat(50));
            peer.hearGreeting();
            assertEquals("READY", peer.hearFrame().commandName());
            long untilNs = System.nanoTime() + 600_000_000L;
            for (int pings = 0; pings < 4 || System.nanoTime() < untilNs; pings++) {
                assertEquals("PING", peer.hearFrame().commandName());
            }
            // While messages still wait: once all are read, the silence of this peer counts again.
            assertEquals(1, pull.socket.peers().size());
            for (int i = 0; i < 50; i++) {
                pull.assertReceives("m");
            }
        }
    }

    @Test
    void F5_aPeerThatPingsAnApplicationThatDoesNotReadHearsSignsOfLife() {
        try (LivePull pull = new LivePull(socket -> socket.set(Options.RCVHWM, 2));
                ScriptedPeer peer = pull.connectPush()) {
            // In one piece: a pause between the two would use up the TTL.
            peer.send("04 07 04 \"PING\" 0003" + " 00 01 \"m\"".repeat(50)).expect("04 05 04 \"PONG\"");
            for (int i = 0; i < 5; i++) {
                assertEquals("PING", peer.hearFrame().commandName());
            }
            for (int i = 0; i < 50; i++) {
                pull.assertReceives("m");
            }
            peer.send("04 0B 04 \"PING\" 0000 \"last\"");
            Frame next = peer.hearFrame();
            while (next.commandName().equals("PING")) {
                next = peer.hearFrame();
            }
            assertEquals("PONG", next.commandName());
            assertTrue(next.text().endsWith("last"), next.text());
        }
    }
}
