package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.ContextOptions;
import org.lingmq.Message;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.contract.Events;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;

/** HELLO_MSG: the first message on each new connection, over every transport. */
@ExtendWith(NothingLeftBehind.class)
class HelloTest {

    private static final Duration NOTHING_COMES = Duration.ofMillis(100);
    private static final Duration AT_ONCE = Duration.ofMillis(10);

    @TempDir
    private Path folder;

    private final Context context = Context.open(ContextOptions.defaults().withServerHello(true));

    @AfterEach
    void close() {
        assertEquals(List.of(), context.close(Duration.ZERO));
    }

    private Socket socket(SocketType type) {
        return context.socket(type)
                .set(Options.RCVTIMEO, Transports.PATIENCE)
                .set(Options.SNDTIMEO, Transports.PATIENCE)
                .set(Options.RECONNECT_IVL, AT_ONCE)
                .set(Options.RECONNECT_IVL_MAX, AT_ONCE);
    }

    private Socket greeting(SocketType type, String hello) {
        return socket(type).set(Options.HELLO_MSG, hello.getBytes(StandardCharsets.UTF_8));
    }

    /** An endpoint that nobody is bound to. */
    private String nowhere(String wildcard) {
        if (wildcard.startsWith("ipc")) {
            return "ipc://" + folder.resolve("socket");
        }
        try (Socket bound = socket(SocketType.PULL)) {
            return bound.bind(wildcard);
        }
    }

    private static String fromRouter(Socket router) {
        Message message = router.receive();
        assertNotNull(message, "nothing came");
        assertEquals(2, message.size(), message::toString);
        return message.text(1);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:*, false",
        "tcp://127.0.0.1:*, true",
        "ipc://*, false",
        "ipc://*, true",
        "inproc://hello, false",
        "inproc://hello, true"
    })
    void TS_1_aConnectedSocketGreetsWithoutAWordOfItsApplication(String wildcard, boolean immediate) {
        Socket router = socket(SocketType.ROUTER);
        Socket dealer = greeting(SocketType.DEALER, "hello").set(Options.IMMEDIATE, immediate);
        dealer.connect(router.bind(wildcard));
        assertEquals("hello", fromRouter(router));
        dealer.send("then");
        assertEquals("then", fromRouter(router));
        assertNull(router.receive(NOTHING_COMES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://hello"})
    void TS_1_aBoundSocketGreetsEachPeerOnce(String wildcard) {
        Socket dealer = greeting(SocketType.DEALER, "hello");
        String endpoint = dealer.bind(wildcard);
        List<Socket> peers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Socket peer = socket(SocketType.DEALER);
            peer.connect(endpoint);
            peers.add(peer);
        }
        for (Socket peer : peers) {
            assertEquals("hello", peer.receiveText());
        }
        for (int i = 0; i < 10; i++) {
            dealer.send("m");
        }
        for (Socket peer : peers) {
            assertEquals("m", peer.receiveText());
            assertEquals("m", peer.receiveText());
            assertNull(peer.receive(Duration.ZERO));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://hello"})
    void TS_1_theGreetingGoesBeforeWhatWasQueuedAlsoWhenTheBindComesLater(String wildcard) {
        String endpoint = nowhere(wildcard);
        Socket dealer = greeting(SocketType.DEALER, "hello");
        dealer.connect(endpoint);
        Transports.sendNumbers(dealer, 0, 100);
        Socket pair = socket(SocketType.DEALER);
        pair.bind(endpoint);
        assertEquals("hello", pair.receiveText());
        Transports.receiveNumbers(pair, 0, 100);
        assertNull(pair.receive(NOTHING_COMES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://hello"})
    void TS_1_bothSidesMayGreet(String wildcard) {
        Socket one = greeting(SocketType.DEALER, "from one");
        Socket two = greeting(SocketType.DEALER, "from two");
        two.connect(one.bind(wildcard));
        assertEquals("from two", one.receiveText());
        assertEquals("from one", two.receiveText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://hello"})
    void TS_1_aRouterGreetsWithoutAFrameInFrontWhereTheContextSaysSo(String wildcard) {
        Socket router = greeting(SocketType.ROUTER, "hello");
        Socket dealer = socket(SocketType.DEALER);
        dealer.connect(router.bind(wildcard));
        assertEquals(Message.of("hello").texts(), dealer.receive().texts());
        Socket bound = socket(SocketType.DEALER);
        router.connect(bound.bind(wildcard.replace("hello", "other")));
        assertEquals(Message.of("hello").texts(), bound.receive().texts());
    }

    @ParameterizedTest
    @CsvSource({"tcp://127.0.0.1:*, false", "tcp://127.0.0.1:*, true", "ipc://*, false", "ipc://*, true"})
    void TS_1_eachReconnectionIsGreeted(String wildcard, boolean immediate) throws InterruptedException {
        String endpoint = nowhere(wildcard);
        Socket dealer = greeting(SocketType.DEALER, "hello").set(Options.IMMEDIATE, immediate);
        Events events = Events.of(dealer);
        dealer.connect(endpoint);
        for (int life = 0; life < 4; life++) {
            try (Socket router = socket(SocketType.ROUTER)) {
                router.bind(endpoint);
                assertEquals("hello", fromRouter(router));
                dealer.send("m" + life);
                assertEquals("m" + life, fromRouter(router));
                assertNull(router.receive(Duration.ZERO));
            }
            events.await(MonitorEventType.DISCONNECTED);
        }
    }

    @Test
    void TS_1_anInprocPeerThatComesAnewIsGreetedAgain() {
        Socket dealer = greeting(SocketType.DEALER, "hello");
        dealer.bind("inproc://hello");
        for (int life = 0; life < 3; life++) {
            try (Socket router = socket(SocketType.ROUTER)) {
                router.connect("inproc://hello");
                assertEquals("hello", fromRouter(router));
                assertNull(router.receive(Duration.ZERO));
            }
        }
    }

    @Test
    void TS_1_aGreetingThatNobodyReadIsNotHandedOn() {
        Socket dealer = greeting(SocketType.DEALER, "hello");
        dealer.bind("inproc://hello");
        try (Socket deaf = socket(SocketType.DEALER)) {
            deaf.connect("inproc://hello");
            dealer.send("kept");
        }
        Socket next = socket(SocketType.DEALER);
        next.connect("inproc://hello");
        assertEquals("hello", next.receiveText());
        assertEquals("kept", next.receiveText());
        assertNull(next.receive(NOTHING_COMES));
        assertEquals(0, dealer.stats().lost());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://hello"})
    void TS_1_theGreetingTakesNoRoomBelowTheWaterMark(String wildcard) {
        String endpoint = nowhere(wildcard);
        Socket dealer = greeting(SocketType.DEALER, "hello").set(Options.SNDHWM, 1);
        dealer.connect(endpoint);
        assertTrue(dealer.send("m", Duration.ZERO));
        assertFalse(dealer.send("too many", Duration.ZERO));
        assertEquals(1, dealer.stats().queuedOut());
        Socket pair = socket(SocketType.DEALER);
        pair.bind(endpoint);
        assertEquals("hello", pair.receiveText());
        assertEquals("m", pair.receiveText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://hello"})
    void TS_1_aGreetingThatMetNobodyIsNoMessageHeldOrLost(String wildcard) {
        Socket dealer = greeting(SocketType.DEALER, "hello");
        dealer.connect(nowhere(wildcard));
        assertEquals(0, dealer.stats().queuedOut());
        assertEquals(0, dealer.stats().messagesSent());
        // That nothing is held is asserted when the context closes.
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://hello"})
    void TS_1_aGreetingMayBeLarge(String wildcard) {
        byte[] hello = new byte[5 << 20];
        new Random(1).nextBytes(hello);
        Socket one = socket(SocketType.DEALER)
                .set(Options.HELLO_MSG, hello)
                .set(Options.SNDBUF, 16 << 10)
                .set(Options.HEARTBEAT_IVL, Duration.ofMillis(20))
                .set(Options.HEARTBEAT_TIMEOUT, Options.FOREVER);
        Socket two = socket(SocketType.DEALER)
                .set(Options.HELLO_MSG, hello)
                .set(Options.RCVBUF, 16 << 10)
                .set(Options.HEARTBEAT_IVL, Duration.ofMillis(20))
                .set(Options.HEARTBEAT_TIMEOUT, Options.FOREVER);
        two.connect(one.bind(wildcard));
        two.send("behind");
        assertArrayEquals(hello, one.receiveBytes());
        assertEquals("behind", one.receiveText());
        assertArrayEquals(hello, two.receiveBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://hello"})
    void TS_1_whoClosesAtOnceHasGreeted(String wildcard) throws InterruptedException {
        Socket router = socket(SocketType.ROUTER);
        String endpoint = router.bind(wildcard);
        try (Socket dealer = greeting(SocketType.DEALER, "x".repeat(1 << 20))) {
            dealer.set(Options.SNDBUF, 16 << 10).set(Options.LINGER, Transports.PATIENCE);
            Events events = Events.of(dealer);
            dealer.connect(endpoint);
            events.await(
                    wildcard.startsWith("inproc") ? MonitorEventType.CONNECTED : MonitorEventType.HANDSHAKE_SUCCEEDED);
        }
        assertEquals(1 << 20, fromRouter(router).length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://hello"})
    void TS_1_anEndpointKeepsTheGreetingItWasMadeWith(String wildcard) {
        Socket dealer = greeting(SocketType.DEALER, "first");
        String endpoint = dealer.bind(wildcard);
        dealer.set(Options.HELLO_MSG, "second".getBytes(StandardCharsets.UTF_8));
        String other = dealer.bind(wildcard.replace("hello", "other"));
        dealer.set(Options.HELLO_MSG, new byte[0]);
        String none = dealer.bind(wildcard.replace("hello", "none"));
        assertEquals("first", firstOf(endpoint).receiveText());
        assertEquals("second", firstOf(other).receiveText());
        assertNull(firstOf(none).receive(NOTHING_COMES));
    }

    private Socket firstOf(String endpoint) {
        Socket peer = socket(SocketType.DEALER);
        peer.connect(endpoint);
        return peer;
    }
}
