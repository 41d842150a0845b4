package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.ErrorCode;
import org.lingmq.Message;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.contract.Events;
import org.lingmq.contract.Eventually;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;
import org.lingmq.engine.ContextMemory;

/** What connecting, disconnecting and unbinding do to a socket's peers and messages. */
@ExtendWith(NothingLeftBehind.class)
class EndpointsTest {
    private static final String LOOPBACK = "tcp://127.0.0.1:*";

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    private Socket socket(SocketType type) {
        return context.socket(type)
                .set(Options.RCVTIMEO, Transports.PATIENCE)
                .set(Options.SNDTIMEO, Transports.PATIENCE);
    }

    private static void awaitQueued(Socket socket, int count) {
        Eventually.until(
                () -> socket.stats().queuedIn() == count, () -> socket.stats().toString());
    }

    @ParameterizedTest
    @EnumSource(
            value = SocketType.class,
            names = {"PULL", "DEALER", "ROUTER", "REP", "PAIR", "SUB"})
    void whatWasReceivedStaysReadableAfterUnbind(SocketType type) {
        Socket bound = socket(type);
        SocketType facing = switch (type) {
            case PULL -> SocketType.PUSH;
            case PAIR -> SocketType.PAIR;
            case SUB -> SocketType.PUB;
            default -> SocketType.DEALER;
        };
        if (type == SocketType.SUB) {
            bound.subscribe("");
        }
        String endpoint = bound.bind(LOOPBACK);
        Socket peer = socket(facing);
        peer.connect(endpoint);
        if (type == SocketType.SUB) {
            Eventually.until(() -> peer.get(Options.TOPICS_COUNT) == 1, () -> "the subscription does not come");
        }
        for (int i = 0; i < 3; i++) {
            peer.send(Message.of("", "m" + i));
        }
        awaitQueued(bound, 3);
        assertTrue(bound.canReceive());
        bound.unbind(endpoint);
        assertEquals(0, bound.stats().peers());
        for (int i = 0; i < 3; i++) {
            assertEquals(3 - i, bound.stats().queuedIn());
            Message message = bound.receive();
            assertEquals("m" + i, message.text(message.size() - 1));
            if (type == SocketType.REP) {
                assertTrue(bound.send("for nobody"));
            }
        }
        assertFalse(bound.canReceive());
        assertEquals(0, bound.stats().queuedIn());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void whatIsKeptAfterUnbindIsFreedWhetherReadOrNot(int read) {
        Socket pull = socket(SocketType.PULL);
        String endpoint = pull.bind(LOOPBACK);
        Socket push = socket(SocketType.PUSH);
        push.connect(endpoint);
        for (int i = 0; i < 3; i++) {
            push.send(new byte[100_000]);
        }
        awaitQueued(pull, 3);
        pull.unbind(endpoint);
        for (int i = 0; i < read; i++) {
            assertEquals(100_000, pull.receive().byteSize());
        }
        push.close();
        pull.close();
        Eventually.until(
                () -> ContextMemory.inUseBytes(context) == 0,
                () -> ContextMemory.inUseBytes(context) + " bytes are held");
    }

    @Test
    void aReplyThatWasReceivedStaysReadableAfterUnbind() {
        Socket req = socket(SocketType.REQ);
        String endpoint = req.bind(LOOPBACK);
        Socket rep = socket(SocketType.REP);
        rep.connect(endpoint);
        req.send("question");
        assertEquals("question", rep.receiveText());
        rep.send("answer");
        awaitQueued(req, 1);
        req.unbind(endpoint);
        assertEquals("answer", req.receiveText());
    }

    @Test
    void anInprocPeerThatClosedCanBeConnectedAgain() {
        Socket dealer = socket(SocketType.DEALER);
        for (String text : List.of("first", "second")) {
            Socket router = socket(SocketType.ROUTER);
            router.bind("inproc://again");
            dealer.connect("inproc://again");
            assertTrue(dealer.send(text));
            Message message = router.receive();
            assertEquals(text, message.text(1));
            router.close();
            Transports.awaitPeers(dealer, 0);
        }
        dealer.disconnect("inproc://again");
        assertThrows(ZmqException.class, () -> dealer.disconnect("inproc://again"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRouterGivesThePeerOfItsNextConnectAnId(boolean immediate) {
        Socket bound = socket(SocketType.DEALER).set(Options.ROUTING_ID, bytes("its own"));
        String endpoint = bound.bind(LOOPBACK);
        Socket router = socket(SocketType.ROUTER)
                .set(Options.ROUTER_MANDATORY, true)
                .set(Options.IMMEDIATE, immediate)
                .set(Options.CONNECT_ROUTING_ID, bytes("ours"));
        router.connect(endpoint);
        Transports.awaitPeers(router, 1);
        assertTrue(router.send(Message.of("ours", "hello")));
        assertEquals("hello", bound.receiveText());
        Socket other = socket(SocketType.DEALER).set(Options.ROUTING_ID, bytes("another"));
        router.connect(other.bind(LOOPBACK));
        Transports.awaitPeers(router, 2);
        assertTrue(router.send(Message.of("another", "hello")), "the id is for one connect");
    }

    @Test
    void anOptionThatCanOnlyBeSetIsNotRead() {
        Socket router = socket(SocketType.ROUTER).set(Options.CONNECT_ROUTING_ID, bytes("x"));
        ZmqException refusal = assertThrows(ZmqException.class, () -> router.get(Options.CONNECT_ROUTING_ID));
        assertEquals(ErrorCode.EINVAL, refusal.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {LOOPBACK, "inproc://peers"})
    void aPeerThatTheApplicationDisconnectsIsNoRefusedOne(String where) throws Exception {
        Socket pull = socket(SocketType.PULL);
        String endpoint = pull.bind(where);
        Socket push = socket(SocketType.PUSH);
        push.connect(endpoint);
        Transports.awaitPeers(pull, 1);
        Events events = Events.of(pull);
        assertTrue(pull.disconnect(pull.peers().get(0)));
        MonitorEvent event = events.next();
        while (event.type() == MonitorEventType.ACCEPTED || event.type() == MonitorEventType.HANDSHAKE_SUCCEEDED) {
            event = events.next();
        }
        assertEquals(MonitorEventType.DISCONNECTED, event.type());
        assertTrue(event.reason().contains("application"), event.reason());
        assertNull(pull.tryReceive());
    }

    @Test
    void whatConflateReplacedIsCountedAsFiltered() {
        Socket pull = socket(SocketType.PULL).set(Options.CONFLATE, true);
        Socket push = socket(SocketType.PUSH);
        push.connect(pull.bind("inproc://newest"));
        Transports.sendNumbers(push, 0, 10);
        Eventually.until(() -> pull.stats().filtered() == 9, () -> pull.stats().toString());
        assertEquals("m9", pull.receiveText());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
