package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** HELLO_MSG, DISCONNECT_MSG, HICCUP_MSG and ROUTER_NOTIFY as peers on the wire see and cause them. */
@ExtendWith(NothingLeftBehind.class)
class GreetingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration AT_ONCE = Duration.ofMillis(10);

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    private Socket socket(SocketType type) {
        return context.socket(type)
                .set(Options.RCVTIMEO, PATIENCE)
                .set(Options.SNDTIMEO, PATIENCE)
                .set(Options.RECONNECT_IVL, AT_ONCE)
                .set(Options.RECONNECT_IVL_MAX, AT_ONCE);
    }

    private static String longFrame(int size) {
        return String.format("02 %016X", size);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255})
    void TS_1_aShortGreetingIsAFrameOfItsOwn(int size) {
        Socket dealer = socket(SocketType.DEALER).set(Options.HELLO_MSG, new byte[size]);
        dealer.bind("tcp://127.0.0.1:*");
        try (ScriptedPeer peer = ScriptedPeer.connect(dealer.get(Options.LAST_ENDPOINT))) {
            peer.handshake("ROUTER").expect(String.format("00 %02X 00x%d", size, size));
            dealer.send("m");
            peer.expect("00 01 \"m\"").expectSilence(SHORT);
        }
    }

    @Test
    void TS_1_aLongerGreetingHasALongHeader() {
        Socket dealer = socket(SocketType.DEALER).set(Options.HELLO_MSG, new byte[256]);
        try (ScriptedListener listener = ScriptedListener.open()) {
            dealer.connect(listener.endpoint());
            try (ScriptedPeer peer = listener.accept()) {
                peer.handshake("ROUTER").expect(longFrame(256) + " 00x256").expectSilence(SHORT);
            }
        }
    }

    @Test
    void TS_1_nothingIsSaidBeforeTheHandshakeIsOver() {
        Socket dealer = socket(SocketType.DEALER).set(Options.HELLO_MSG, "hello".getBytes());
        dealer.bind("tcp://127.0.0.1:*");
        try (ScriptedPeer peer = ScriptedPeer.connect(dealer.get(Options.LAST_ENDPOINT))) {
            peer.send(ScriptedPeer.GREETING).hearGreeting();
            assertEquals("READY", peer.hearFrame().commandName());
            peer.expectSilence(SHORT);
            peer.send(ScriptedPeer.ready("ROUTER")).expect("00 05 \"hello\"");
        }
    }

    @Test
    void TS_1_aPeerOfVersion30IsGreetedToo() {
        Socket dealer = socket(SocketType.DEALER).set(Options.HELLO_MSG, "hello".getBytes());
        dealer.bind("tcp://127.0.0.1:*");
        try (ScriptedPeer peer = ScriptedPeer.connect(dealer.get(Options.LAST_ENDPOINT))) {
            peer.send("FF 00x8 7F 03 00 \"NULL\" 00x48 " + ScriptedPeer.ready("ROUTER"));
            peer.hearGreeting();
            assertEquals("READY", peer.hearFrame().commandName());
            peer.expect("00 05 \"hello\"");
        }
    }

    @Test
    void TS_1_eachLinkBeginsWithAWholeGreeting() {
        byte[] hello = new byte[4 << 20];
        new Random(1).nextBytes(hello);
        Socket dealer = socket(SocketType.DEALER).set(Options.HELLO_MSG, hello).set(Options.SNDBUF, 16 << 10);
        try (ScriptedListener listener = ScriptedListener.open()) {
            dealer.connect(listener.endpoint());
            dealer.send("m");
            for (int cut : new int[] {0, 1, 5, 9, 1 << 20}) {
                try (ScriptedPeer peer = listener.accept()) {
                    peer.handshake("ROUTER").hear(cut);
                    peer.reset();
                }
            }
            try (ScriptedPeer peer = listener.accept()) {
                peer.handshake("ROUTER").expect(longFrame(hello.length));
                assertArrayEquals(hello, peer.hear(hello.length));
                peer.expect("00 01 \"m\"").expectSilence(SHORT);
            }
        }
    }

    @Test
    void TS_1_PINGsAndPONGsGoBehindALargeGreeting() {
        byte[] hello = new byte[4 << 20];
        new Random(1).nextBytes(hello);
        Socket dealer = socket(SocketType.DEALER)
                .set(Options.HELLO_MSG, hello)
                .set(Options.SNDBUF, 16 << 10)
                .set(Options.HEARTBEAT_IVL, AT_ONCE)
                .set(Options.HEARTBEAT_TIMEOUT, SHORT);
        dealer.bind("tcp://127.0.0.1:*");
        try (ScriptedPeer peer = ScriptedPeer.connect(dealer.get(Options.LAST_ENDPOINT))) {
            peer.handshake("ROUTER").send("04 0B 04 \"PING\" 00 00 \"sync\"").expect(longFrame(hello.length));
            // Who is slow to take a greeting is as little dead as who is slow to take messages.
            long untilNs = System.nanoTime() + 8 * SHORT.toNanos();
            Eventually.until(() -> System.nanoTime() - untilNs > 0, () -> "time stands still");
            assertArrayEquals(hello, peer.hear(hello.length));
            String first = peer.hearFrame().commandName();
            assertTrue(first.equals("PONG") || first.equals("PING"), first);
        }
    }

    @Test
    void TS_1_DISCONNECT_MSG_followsAHeartbeatThatNobodyAnswered() {
        Socket router = socket(SocketType.ROUTER)
                .set(Options.DISCONNECT_MSG, "bye".getBytes())
                .set(Options.HEARTBEAT_IVL, SHORT);
        router.bind("tcp://127.0.0.1:*");
        try (ScriptedPeer peer = ScriptedPeer.connect(router.get(Options.LAST_ENDPOINT))) {
            peer.handshake("DEALER").send("00 01 \"m\"");
            Message first = router.receive();
            assertEquals("m", first.text(1));
            Message gone = router.receive();
            assertEquals("bye", gone.text(1));
            assertArrayEquals(first.bytes(0), gone.bytes(0));
            peer.hearEnd();
        }
    }

    @Test
    void TS_1_HICCUP_MSG_followsAHeartbeatThatNobodyAnswered() {
        Socket dealer = socket(SocketType.DEALER)
                .set(Options.HICCUP_MSG, "hiccup".getBytes())
                .set(Options.HEARTBEAT_IVL, SHORT);
        try (ScriptedListener listener = ScriptedListener.open()) {
            dealer.connect(listener.endpoint());
            for (int life = 0; life < 3; life++) {
                try (ScriptedPeer peer = listener.accept()) {
                    peer.handshake("DEALER").send("00 01 \"m\"");
                    assertEquals("m", dealer.receiveText());
                    assertEquals("hiccup", dealer.receiveText());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void TS_1_DISCONNECT_MSG_comesBehindWhatIsBeyondTheWaterMarkAndHalfAMessageIsDropped(boolean reset) {
        Socket router = socket(SocketType.ROUTER)
                .set(Options.DISCONNECT_MSG, "bye".getBytes())
                .set(Options.RCVHWM, 2);
        router.bind("tcp://127.0.0.1:*");
        try (ScriptedPeer peer = ScriptedPeer.connect(router.get(Options.LAST_ENDPOINT))) {
            peer.handshake("DEALER").send("00 01 \"m\" ".repeat(20) + "01 04 \"part\" 00 10 \"cut\"");
            assertEquals("m", router.receive().text(1));
            if (reset) {
                peer.reset();
            } else {
                peer.endOutput();
            }
            int messages = 1;
            Message next = router.receive();
            while (next.text(1).equals("m")) {
                messages++;
                next = router.receive();
            }
            assertEquals("bye", next.text(1));
            assertEquals(2, next.size());
            assertTrue(reset || messages == 20, messages + " messages");
            assertNull(router.receive(SHORT));
        }
    }

    @Test
    void TS_1_nothingIsToldOfAHandshakeThatFailed() {
        Socket router = socket(SocketType.ROUTER)
                .set(Options.DISCONNECT_MSG, "bye".getBytes())
                .set(Options.ROUTER_NOTIFY, 3);
        MonitorRecord events = MonitorRecord.of(router);
        router.bind("tcp://127.0.0.1:*");
        String endpoint = router.get(Options.LAST_ENDPOINT);
        try (ScriptedPeer early = ScriptedPeer.connect(endpoint);
                ScriptedPeer wrong = ScriptedPeer.connect(endpoint);
                ScriptedPeer right = ScriptedPeer.connect(endpoint)) {
            early.send(ScriptedPeer.GREETING).hearGreeting();
            early.reset();
            wrong.send(ScriptedPeer.GREETING + ScriptedPeer.ready("PULL")).hearEnd();
            events.await(MonitorEventType.HANDSHAKE_FAILED_PROTOCOL);
            right.handshake("DEALER");
            assertEquals("", router.receive().text(1));
            assertNull(router.receive(SHORT));
        }
        assertEquals("", router.receive().text(1));
        assertEquals("bye", router.receive().text(1));
    }

    @Test
    void TS_1_nothingIsToldOfAttemptsToConnectThatFailed() {
        Socket dealer = socket(SocketType.DEALER)
                .set(Options.HICCUP_MSG, "hiccup".getBytes())
                .set(Options.RETRY_REFUSED, AT_ONCE);
        try (ScriptedListener listener = ScriptedListener.open()) {
            dealer.connect(listener.endpoint());
            for (int i = 0; i < 3; i++) {
                try (ScriptedPeer peer = listener.accept()) {
                    peer.send(ScriptedPeer.GREETING).hearGreeting();
                }
            }
            try (ScriptedPeer peer = listener.accept()) {
                peer.handshake("DEALER").send("00 01 \"m\"");
                assertEquals("m", dealer.receiveText());
            }
            assertEquals("hiccup", dealer.receiveText());
            assertNull(dealer.receive(SHORT));
        }
    }

    @Test
    void TS_1_DISCONNECT_MSG_followsAPeerThatBrokeTheProtocol() {
        Socket router = socket(SocketType.ROUTER)
                .set(Options.DISCONNECT_MSG, "bye".getBytes())
                .set(Options.MAXMSGSIZE, 100L);
        router.bind("tcp://127.0.0.1:*");
        try (ScriptedPeer peer = ScriptedPeer.connect(router.get(Options.LAST_ENDPOINT))) {
            peer.handshake("DEALER").send("00 01 \"m\" 01 01 \"p\" 00 FF 00x255");
            peer.hearEnd();
        }
        assertEquals("m", router.receive().text(1));
        assertEquals("bye", router.receive().text(1));
    }

    @Test
    void REQREP_19_TS_1_ROUTER_NOTIFY_comesBeforeWhatThePeerSaidWithItsHandshake() {
        Socket router = socket(SocketType.ROUTER).set(Options.ROUTER_NOTIFY, 1);
        router.bind("tcp://127.0.0.1:*");
        try (ScriptedPeer peer = ScriptedPeer.connect(router.get(Options.LAST_ENDPOINT))) {
            peer.send(ScriptedPeer.GREETING + ScriptedPeer.ready("DEALER") + "00 01 \"m\"");
            Message came = router.receive();
            assertEquals(
                    List.of("", "m"), List.of(came.text(1), router.receive().text(1)));
            assertEquals(2, came.size());
        }
    }
}
