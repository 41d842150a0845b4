package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.ContextOptions;
import org.lingmq.ErrorCode;
import org.lingmq.Message;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.contract.Events;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;

/** HELLO_MSG, DISCONNECT_MSG and HICCUP_MSG on CLIENT, SERVER and PEER. */
@ExtendWith(NothingLeftBehind.class)
class NumberedPeersGoneTest {

    private static final Duration NOTHING_COMES = Duration.ofMillis(100);
    private static final Duration AT_ONCE = Duration.ofMillis(10);

    @TempDir
    private Path folder;

    private final Context context = Context.open(ContextOptions.defaults().withServerHello(true));

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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Message next(Socket socket, String text) {
        Message message = socket.receive();
        assertNotNull(message, "instead of " + text);
        assertEquals(text, message.text());
        return message;
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT, SERVER, tcp://127.0.0.1:*",
        "CLIENT, SERVER, ipc://*",
        "CLIENT, SERVER, inproc://n",
        "PEER, PEER, tcp://127.0.0.1:*",
        "PEER, PEER, ipc://*",
        "PEER, PEER, inproc://n"
    })
    void TS_1_aClientOrPeerGreets(SocketType greets, SocketType hears, String wildcard) {
        Socket bound = socket(hears);
        Socket connected = socket(greets).set(Options.HELLO_MSG, bytes("hello"));
        connected.connect(bound.bind(wildcard));
        Message hello = next(bound, "hello");
        bound.send(Message.of("answer").withRoutingId(hello.routingId()));
        next(connected, "answer");

        Socket boundToo = socket(greets).set(Options.HELLO_MSG, bytes("hello"));
        Socket other = socket(hears);
        other.connect(boundToo.bind(wildcard.replace("//n", "//m")));
        next(other, "hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://n"})
    void TS_1_aServerGreetsWhereTheContextSaysSo(String wildcard) {
        Socket server = socket(SocketType.SERVER).set(Options.HELLO_MSG, bytes("hello"));
        String endpoint = server.bind(wildcard);
        for (int i = 0; i < 3; i++) {
            Socket client = socket(SocketType.CLIENT);
            client.connect(endpoint);
            next(client, "hello");
            assertNull(client.receive(Duration.ZERO));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SERVER, CLIENT, tcp://127.0.0.1:*",
        "SERVER, CLIENT, ipc://*",
        "SERVER, CLIENT, inproc://n",
        "PEER, PEER, tcp://127.0.0.1:*",
        "PEER, PEER, ipc://*",
        "PEER, PEER, inproc://n"
    })
    void TS_1_DISCONNECT_MSG_hasTheRoutingIdOfThePeerThatLeft(SocketType type, SocketType peers, String wildcard) {
        Socket bound = socket(type).set(Options.DISCONNECT_MSG, bytes("bye"));
        String endpoint = bound.bind(wildcard);
        for (int life = 0; life < 3; life++) {
            int id;
            try (Socket peer = socket(peers).set(Options.HELLO_MSG, bytes("hello"))) {
                peer.connect(endpoint);
                id = next(bound, "hello").routingId();
            }
            assertEquals(id, next(bound, "bye").routingId());
            Transports.awaitPeers(bound, 0);
            Message late = Message.of("late").withRoutingId(id);
            assertEquals(
                    ErrorCode.EHOSTUNREACH,
                    assertThrows(ZmqException.class, () -> bound.send(late)).code());
        }
        assertNull(bound.receive(NOTHING_COMES));
    }

    @Test
    void TS_1_DISCONNECT_MSG_doesNotComeForAPeerThatThisSocketDisconnected() throws InterruptedException {
        Socket server = socket(SocketType.SERVER).set(Options.DISCONNECT_MSG, bytes("bye"));
        Events events = Events.of(server);
        String endpoint = server.bind("tcp://127.0.0.1:*");
        Socket client = socket(SocketType.CLIENT)
                .set(Options.HELLO_MSG, bytes("hello"))
                .set(Options.RECONNECT_IVL, Options.FOREVER);
        client.connect(endpoint);
        server.disconnectPeer(next(server, "hello").routingId());
        events.await(MonitorEventType.DISCONNECTED);
        assertNull(server.receive(NOTHING_COMES));
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT, SERVER, tcp, false",
        "CLIENT, SERVER, tcp, true",
        "CLIENT, SERVER, ipc, false",
        "PEER, PEER, tcp, false",
        "PEER, PEER, ipc, false"
    })
    void TS_1_HICCUP_MSG_comesAtTheConnectingSide(
            SocketType type, SocketType peers, String transport, boolean immediate) {
        String endpoint = "ipc://" + folder.resolve("socket");
        if (transport.equals("tcp")) {
            try (Socket bound = socket(SocketType.PULL)) {
                endpoint = bound.bind("tcp://127.0.0.1:*");
            }
        }
        Socket connected = socket(type)
                .set(Options.HICCUP_MSG, bytes("hiccup"))
                .set(Options.HELLO_MSG, bytes("hello"))
                .set(Options.IMMEDIATE, immediate);
        connected.connect(endpoint);
        for (int life = 0; life < 3; life++) {
            int id;
            try (Socket bound = socket(peers)) {
                bound.bind(endpoint);
                Message hello = next(bound, "hello");
                bound.send(Message.of("m").withRoutingId(hello.routingId()));
                id = next(connected, "m").routingId();
            }
            assertEquals(id, next(connected, "hiccup").routingId());
        }
        assertNull(connected.receive(NOTHING_COMES));
    }

    @Test
    void TS_1_aPeerIsToldOnceWhicheverSideItWas() {
        Socket one = socket(SocketType.PEER)
                .set(Options.DISCONNECT_MSG, bytes("bye"))
                .set(Options.HICCUP_MSG, bytes("hiccup"));
        String endpoint = one.bind("tcp://127.0.0.1:*");
        try (Socket accepted = socket(SocketType.PEER).set(Options.HELLO_MSG, bytes("hello"))) {
            accepted.connect(endpoint);
            next(one, "hello");
        }
        next(one, "bye");
        try (Socket bound = socket(SocketType.PEER).set(Options.HELLO_MSG, bytes("hello"))) {
            one.connect(bound.bind("tcp://127.0.0.1:*"));
            next(one, "hello");
        }
        next(one, "hiccup");
        assertNull(one.receive(NOTHING_COMES));
    }
}
