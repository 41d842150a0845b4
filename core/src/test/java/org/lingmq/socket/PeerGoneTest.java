package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.contract.Events;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;

/** DISCONNECT_MSG, HICCUP_MSG and ROUTER_NOTIFY: what an application receives when a peer comes or goes. */
@ExtendWith(NothingLeftBehind.class)
class PeerGoneTest {

    private static final Duration NOTHING_COMES = Duration.ofMillis(100);
    private static final Duration AT_ONCE = Duration.ofMillis(10);

    @TempDir
    private Path folder;

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    private Socket socket(SocketType type) {
        return context.socket(type)
                .set(Options.RCVTIMEO, Transports.PATIENCE)
                .set(Options.SNDTIMEO, Transports.PATIENCE)
                .set(Options.RECONNECT_IVL, AT_ONCE)
                .set(Options.RECONNECT_IVL_MAX, AT_ONCE);
    }

    private Socket dealer(String id) {
        return socket(SocketType.DEALER).set(Options.ROUTING_ID, bytes(id));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertNext(Socket socket, String... frames) {
        Message message = socket.receive();
        assertNotNull(message, "instead of " + List.of(frames));
        assertEquals(List.of(frames), message.texts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://gone"})
    void TS_1_DISCONNECT_MSG_comesBehindAllThatThePeerHadSaid(String wildcard) {
        Socket router = socket(SocketType.ROUTER)
                .set(Options.DISCONNECT_MSG, bytes("bye"))
                .set(Options.RCVHWM, 5);
        String endpoint = router.bind(wildcard);
        for (int life = 0; life < 3; life++) {
            try (Socket dealer = dealer("d")) {
                dealer.connect(endpoint);
                dealer.send("m0");
                // Known by now, also where the next ones wait.
                assertNext(router, "d", "m0");
                for (int i = 1; i < 8; i++) {
                    dealer.send("m" + i);
                }
            }
            for (int i = 1; i < 8; i++) {
                assertNext(router, "d", "m" + i);
            }
            assertNext(router, "d", "bye");
        }
        assertNull(router.receive(NOTHING_COMES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://gone"})
    void TS_1_DISCONNECT_MSG_comesWhenThePeerDisconnects(String wildcard) {
        Socket router = socket(SocketType.ROUTER).set(Options.DISCONNECT_MSG, bytes("bye"));
        String endpoint = router.bind(wildcard);
        Socket dealer = dealer("d");
        dealer.connect(endpoint);
        dealer.send("m");
        assertNext(router, "d", "m");
        dealer.disconnect(endpoint);
        assertNext(router, "d", "bye");
        assertNull(router.receive(NOTHING_COMES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://gone"})
    void TS_1_DISCONNECT_MSG_namesThePeerThatLeft(String wildcard) {
        Socket router = socket(SocketType.ROUTER).set(Options.DISCONNECT_MSG, bytes("bye"));
        String endpoint = router.bind(wildcard);
        Socket stays = dealer("stays");
        stays.connect(endpoint);
        stays.send("m");
        assertNext(router, "stays", "m");
        try (Socket goes = dealer("goes").set(Options.METADATA, Map.of("X-Name", "goer"))) {
            goes.connect(endpoint);
            goes.send("m");
            assertNext(router, "goes", "m");
        }
        Message gone = router.receive();
        assertEquals(List.of("goes", "bye"), gone.texts());
        assertEquals("goer", gone.property("X-Name"));
        assertEquals("DEALER", gone.property("Socket-Type"));
        stays.send("again");
        assertNext(router, "stays", "again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://gone"})
    void TS_1_DISCONNECT_MSG_doesNotComeWhenThisSocketEndsTheConnection(String wildcard) throws InterruptedException {
        Socket router = socket(SocketType.ROUTER).set(Options.DISCONNECT_MSG, bytes("bye"));
        String endpoint = router.bind(wildcard);
        Socket dealer = dealer("d");
        dealer.connect(endpoint);
        dealer.send("m");
        assertNext(router, "d", "m");
        Events events = Events.of(router);
        router.unbind(endpoint);
        events.await(MonitorEventType.CLOSED);
        if (!wildcard.startsWith("inproc")) {
            events.await(MonitorEventType.DISCONNECTED);
            assertNull(router.receive(NOTHING_COMES));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://gone"})
    void TS_1_DISCONNECT_MSG_isNotForConnectionsThatThisSocketMade(String wildcard) throws InterruptedException {
        Socket router = socket(SocketType.ROUTER).set(Options.DISCONNECT_MSG, bytes("bye"));
        Events events = Events.of(router);
        try (Socket dealer = dealer("d")) {
            router.connect(dealer.bind(wildcard));
            dealer.send("m");
            assertNext(router, "d", "m");
        }
        events.await(MonitorEventType.DISCONNECTED);
        assertNull(router.receive(NOTHING_COMES));
    }

    @Test
    void TS_1_DISCONNECT_MSG_isNotForAPeerThatLostItsIdToAnother() throws InterruptedException {
        Socket router = socket(SocketType.ROUTER)
                .set(Options.DISCONNECT_MSG, bytes("bye"))
                .set(Options.ROUTER_HANDOVER, true);
        Events events = Events.of(router);
        String endpoint = router.bind("tcp://127.0.0.1:*");
        Socket first = dealer("d").set(Options.RECONNECT_IVL, Options.FOREVER);
        first.connect(endpoint);
        first.send("m1");
        assertNext(router, "d", "m1");
        Socket second = dealer("d");
        second.connect(endpoint);
        second.send("m2");
        events.await(MonitorEventType.ROUTING_ID_REPLACED);
        events.await(MonitorEventType.DISCONNECTED);
        assertNext(router, "d", "m2");
        assertNull(router.receive(NOTHING_COMES));
    }

    @ParameterizedTest
    @CsvSource({"tcp://127.0.0.1:*, false", "tcp://127.0.0.1:*, true", "ipc://*, false", "ipc://*, true"})
    void TS_1_HICCUP_MSG_comesBetweenTwoLinks(String wildcard, boolean immediate) {
        Socket dealer = socket(SocketType.DEALER)
                .set(Options.HICCUP_MSG, bytes("hiccup"))
                .set(Options.RCVHWM, 5)
                .set(Options.IMMEDIATE, immediate);
        String endpoint = endpointOfNobody(wildcard);
        dealer.connect(endpoint);
        for (int life = 0; life < 3; life++) {
            try (Socket bound = socket(SocketType.DEALER)) {
                bound.bind(endpoint);
                Transports.sendNumbers(bound, 0, 8);
            }
            Transports.receiveNumbers(dealer, 0, 8);
            assertEquals("hiccup", dealer.receiveText());
        }
        // And not once for each attempt to connect that came to nothing since.
        assertNull(dealer.receive(NOTHING_COMES));
    }

    @Test
    void TS_1_HICCUP_MSG_doesNotComeOverInprocNorForWhatThisSocketEnds() throws InterruptedException {
        Socket dealer = socket(SocketType.DEALER).set(Options.HICCUP_MSG, bytes("hiccup"));
        Events events = Events.of(dealer);
        try (Socket bound = socket(SocketType.DEALER)) {
            dealer.connect(bound.bind("inproc://gone"));
        }
        events.await(MonitorEventType.DISCONNECTED);
        Socket bound = socket(SocketType.DEALER);
        String endpoint = bound.bind("tcp://127.0.0.1:*");
        dealer.connect(endpoint);
        events.await(MonitorEventType.HANDSHAKE_SUCCEEDED);
        dealer.disconnect(endpoint);
        events.await(MonitorEventType.DISCONNECTED);
        assertNull(dealer.receive(NOTHING_COMES));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:*, 1, true",
        "tcp://127.0.0.1:*, 2, true",
        "tcp://127.0.0.1:*, 3, true",
        "tcp://127.0.0.1:*, 3, false",
        "ipc://*, 3, true",
        "ipc://*, 3, false"
    })
    void REQREP_19_TS_1_ROUTER_NOTIFY_tellsWhoComesAndGoes(String wildcard, int notify, boolean routerBinds) {
        Socket router = socket(SocketType.ROUTER).set(Options.ROUTER_NOTIFY, notify);
        String endpoint = routerBinds ? router.bind(wildcard) : endpointOfNobody(wildcard);
        if (!routerBinds) {
            router.connect(endpoint);
        }
        for (int life = 0; life < 3; life++) {
            // A connected pipe keeps the id of its first peer; an accepted one must not have that of one that may be
            // there.
            String id = routerBinds ? "d" + life : "d";
            try (Socket dealer = dealer(id)) {
                if (routerBinds) {
                    dealer.connect(endpoint);
                } else {
                    dealer.bind(endpoint);
                }
                dealer.send("m");
                if ((notify & 1) != 0) {
                    assertNext(router, id, "");
                }
                assertNext(router, id, "m");
            }
            if ((notify & 2) != 0) {
                assertNext(router, id, "");
            }
        }
        assertNull(router.receive(NOTHING_COMES));
    }

    private String endpointOfNobody(String wildcard) {
        if (wildcard.startsWith("ipc")) {
            return "ipc://" + folder.resolve("socket");
        }
        try (Socket bound = socket(SocketType.PULL)) {
            return bound.bind(wildcard);
        }
    }

    @Test
    void REQREP_19_TS_1_ROUTER_NOTIFY_isSilentOverInproc() {
        Socket router = socket(SocketType.ROUTER).set(Options.ROUTER_NOTIFY, 3);
        router.bind("inproc://gone");
        try (Socket dealer = dealer("d")) {
            dealer.connect("inproc://gone");
            dealer.send("m");
            assertNext(router, "d", "m");
        }
        assertNull(router.receive(NOTHING_COMES));
    }

    @Test
    void REQREP_19_TS_1_ROUTER_NOTIFY_and_DISCONNECT_MSG_mayBothBeWanted() {
        Socket router =
                socket(SocketType.ROUTER).set(Options.ROUTER_NOTIFY, 3).set(Options.DISCONNECT_MSG, bytes("bye"));
        String endpoint = router.bind("tcp://127.0.0.1:*");
        try (Socket dealer = dealer("d")) {
            dealer.connect(endpoint);
            assertNext(router, "d", "");
        }
        assertNext(router, "d", "");
        assertNext(router, "d", "bye");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://gone"})
    void TS_1_DISCONNECT_MSG_isNotBoundByTheWaterMarkOrMAXMSGSIZE(String wildcard) {
        byte[] word = new byte[200_000];
        word[199_999] = 1;
        Socket router = socket(SocketType.ROUTER)
                .set(Options.DISCONNECT_MSG, word)
                .set(Options.RCVHWM, 1)
                .set(Options.MAXMSGSIZE, 10L);
        String endpoint = router.bind(wildcard);
        try (Socket dealer = dealer("d").set(Options.SNDHWM, 1)) {
            dealer.connect(endpoint);
            dealer.send("m");
        }
        assertNext(router, "d", "m");
        assertArrayEquals(word, router.receive().bytes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "inproc://gone"})
    void TS_1_anEndpointKeepsTheWordsItWasMadeWith(String wildcard) {
        Socket router = socket(SocketType.ROUTER).set(Options.DISCONNECT_MSG, bytes("bye"));
        String first = router.bind(wildcard);
        router.set(Options.DISCONNECT_MSG, new byte[0]);
        String second = router.bind(wildcard.replace("gone", "other"));
        for (String endpoint : List.of(second, first)) {
            String id = endpoint.equals(first) ? "first" : "second";
            try (Socket dealer = dealer(id)) {
                dealer.connect(endpoint);
                dealer.send("m");
                assertNext(router, id, "m");
            }
        }
        assertNext(router, "first", "bye");
        assertNull(router.receive(NOTHING_COMES));
    }
}
