package org.lingmq.transport.inproc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

/** What inproc does otherwise than the stream transports. */
@ExtendWith(NothingLeftBehind.class)
class InprocTest {
    private static final String NAME = "inproc://name";

    /** More than all marks in these tests, and than twice the default. */
    private static final int MANY = 5_000;

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

    /** How many messages fit, at most MANY; they count up from the number given. */
    private static int fill(Socket push, int first) {
        int sent = 0;
        while (sent < MANY && push.trySend("m" + (first + sent))) {
            sent++;
        }
        return sent;
    }

    private static void refusedBind(Socket socket) {
        assertEquals(
                ErrorCode.EADDRINUSE,
                assertThrows(ZmqException.class, () -> socket.bind(NAME)).code());
    }

    @Test
    void INPROC_1_aNameIsBoundOnceUntilItIsGivenBack() {
        Socket first = socket(SocketType.PULL);
        Socket second = socket(SocketType.PULL);
        assertEquals(NAME, first.bind(NAME));
        refusedBind(second);
        refusedBind(first);
        first.unbind(NAME);
        second.bind(NAME);
        refusedBind(first);
        second.close();
        first.bind(NAME);
    }

    @Test
    void INPROC_1_namesBelongToTheContext() {
        try (Context other = Context.open();
                Socket here = socket(SocketType.PULL);
                Socket there = other.socket(SocketType.PULL);
                Socket push = other.socket(SocketType.PUSH)) {
            here.bind(NAME);
            push.connect(NAME);
            push.send("for whoever binds the name in the other context");
            there.set(Options.RCVTIMEO, Transports.PATIENCE).bind(NAME);
            assertEquals("for whoever binds the name in the other context", there.receiveText());
            assertNull(here.tryReceive());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b", "//", "tcp://127.0.0.1:5555", "*", "零", "#1"})
    void INPROC_1_anyTextIsAName(String name) {
        for (String text : List.of("inproc://" + name, "inproc://" + name.repeat(1_000))) {
            try (Socket pull = socket(SocketType.PULL);
                    Socket push = socket(SocketType.PUSH)) {
                assertEquals(text, pull.bind(text));
                push.connect(text);
                push.send("hello");
                assertEquals("hello", pull.receiveText());
            }
        }
    }

    @Test
    void INPROC_2_whatIsSentBeforeBindArrivesInOrder() {
        try (Socket pull = socket(SocketType.PULL);
                Socket first = socket(SocketType.PUSH)) {
            first.connect(NAME);
            Transports.sendNumbers(first, 0, 100);
            pull.bind(NAME);
            Transports.sendNumbers(first, 100, 100);
            Transports.receiveNumbers(pull, 0, 200);
        }
    }

    @Test
    void INPROC_2_beforeBindTheConnectersOwnMarkCountsAfterwardsTheSum() {
        try (Socket pull = socket(SocketType.PULL).set(Options.RCVHWM, 3);
                Socket push = socket(SocketType.PUSH).set(Options.SNDHWM, 2)) {
            push.connect(NAME);
            assertEquals(2, fill(push, 0));
            pull.bind(NAME);
            Eventually.until(push::canSend, () -> "there is no more room");
            assertEquals(3, fill(push, 2));
            Transports.receiveNumbers(pull, 0, 5);
        }
    }

    @Test
    void INPROC_3_theLargestMarksAreNotTooLargeToAddUp() {
        try (Socket pull = socket(SocketType.PULL).set(Options.RCV_BYTES, Long.MAX_VALUE);
                Socket push = socket(SocketType.PUSH)
                        .set(Options.SNDHWM, Integer.MAX_VALUE)
                        .set(Options.SND_BYTES, Long.MAX_VALUE)) {
            pull.bind(NAME);
            push.connect(NAME);
            Transports.sendNumbers(push, 0, 10);
            pull.set(Options.RCVHWM, 10);
            Transports.receiveNumbers(pull, 0, 10);
            Transports.sendNumbers(push, 10, 100);
            Transports.receiveNumbers(pull, 10, 100);
        }
    }

    @Test
    void INPROC_2_allThatWaitForANameAreJoined() {
        try (Socket pull = socket(SocketType.PULL)) {
            List<Socket> pushes = IntStream.range(0, 10)
                    .mapToObj(i -> socket(SocketType.PUSH))
                    .toList();
            for (int i = 0; i < pushes.size(); i++) {
                pushes.get(i).connect(NAME);
                pushes.get(i).send("m" + i);
            }
            pull.bind(NAME);
            List<String> came = Transports.receiveTexts(pull, pushes.size());
            assertEquals(
                    IntStream.range(0, pushes.size()).mapToObj(i -> "m" + i).toList(),
                    came.stream().sorted().toList());
            pushes.forEach(Socket::close);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, true", "1, 1, false", "3, 5, true", "3, 5, false", "10, 20, true", "10, 20, false"})
    void INPROC_3_marksAddUp(int sendMark, int receiveMark, boolean bindFirst) {
        int both = sendMark + receiveMark;
        try (Socket pull = socket(SocketType.PULL).set(Options.RCVHWM, receiveMark);
                Socket push = socket(SocketType.PUSH).set(Options.SNDHWM, sendMark)) {
            join(push, pull, bindFirst);
            assertEquals(both, fill(push, 0));
            Transports.receiveNumbers(pull, 0, both);
            Eventually.until(push::canSend, () -> "room does not come back");
            assertEquals(both, fill(push, both));
            Transports.receiveNumbers(pull, both, both);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 5, true", "0, 5, false", "3, 0, true", "3, 0, false", "0, 0, true", "0, 0, false"})
    void INPROC_3_zeroOnEitherSideIsNoLimit(int sendMark, int receiveMark, boolean bindFirst) {
        try (Socket pull = socket(SocketType.PULL).set(Options.RCVHWM, receiveMark);
                Socket push = socket(SocketType.PUSH).set(Options.SNDHWM, sendMark)) {
            join(push, pull, bindFirst);
            assertEquals(MANY, fill(push, 0));
            Transports.receiveNumbers(pull, 0, MANY);
        }
    }

    @Test
    void INPROC_3_theMarksOfTheOtherDirectionAreItsOwn() {
        try (Socket one = socket(SocketType.PAIR).set(Options.SNDHWM, 1).set(Options.RCVHWM, 2);
                Socket other = socket(SocketType.PAIR).set(Options.SNDHWM, 3).set(Options.RCVHWM, 4)) {
            join(one, other, true);
            assertEquals(1 + 4, fill(one, 0));
            assertEquals(3 + 2, fill(other, 0));
        }
    }

    /** Connects, in either order, and waits until both know of each other. */
    private static void join(Socket connecting, Socket bound, boolean bindFirst) {
        if (bindFirst) {
            bound.bind(NAME);
            connecting.connect(NAME);
        } else {
            connecting.connect(NAME);
            bound.bind(NAME);
        }
        Transports.awaitPeers(connecting, 1);
        Transports.awaitPeers(bound, 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ZMTP_44_INPROC_4_aWrongTypeIsRefusedAndTheNameWaitsForARightOne(boolean bindFirst) throws Exception {
        try (Socket pub = socket(SocketType.PUB);
                Socket push = socket(SocketType.PUSH);
                Socket pull = socket(SocketType.PULL)) {
            Events atPub = Events.of(pub);
            Events atPush = Events.of(push);
            if (bindFirst) {
                pub.bind(NAME);
                push.connect(NAME);
            } else {
                push.connect(NAME);
                pub.bind(NAME);
            }
            for (Events events : List.of(atPub, atPush)) {
                MonitorEvent refusal = events.await(MonitorEventType.HANDSHAKE_FAILED_PROTOCOL);
                assertEquals(NAME, refusal.endpoint());
                assertTrue(refusal.reason().contains("PUSH") && refusal.reason().contains("PUB"), refusal.reason());
            }
            assertEquals(0, pub.stats().peers());
            push.send("waits");
            pub.unbind(NAME);
            pull.bind(NAME);
            assertEquals("waits", pull.receiveText());
        }
    }

    @Test
    void INPROC_4_theRoutingIdIsHandedOver() {
        try (Socket router = socket(SocketType.ROUTER);
                Socket dealer = socket(SocketType.DEALER).set(Options.ROUTING_ID, bytes("me"))) {
            dealer.connect(NAME);
            dealer.send("hello");
            router.bind(NAME);
            Message message = router.receive();
            assertEquals(Message.of("me", "hello"), message);
            assertEquals("DEALER", message.property("Socket-Type"));
            assertEquals("me", message.property("Identity"));
            router.send(Message.of("me", "and you"));
            assertEquals("and you", dealer.receiveText());
        }
    }

    @Test
    void INPROC_4_withoutAnIdARouterMakesOneUp() {
        try (Socket router = socket(SocketType.ROUTER);
                Socket dealer = socket(SocketType.DEALER)) {
            router.bind(NAME);
            dealer.connect(NAME);
            dealer.send("hello");
            Message message = router.receive();
            assertEquals(5, message.length(0));
            assertEquals(0, message.byteAt(0, 0));
            router.send(Message.of(message.bytes(0), bytes("and you")));
            assertEquals("and you", dealer.receiveText());
        }
    }

    @Test
    void INPROC_4_thereIsNoReconnect() throws InterruptedException {
        Socket pull = socket(SocketType.PULL);
        Socket push = socket(SocketType.PUSH);
        Events events = Events.of(push);
        join(push, pull, true);
        pull.close();
        events.await(MonitorEventType.DISCONNECTED);
        try (Socket next = socket(SocketType.PULL)) {
            next.bind(NAME);
            assertFalse(push.trySend("to nobody"));
        }
    }

    @Test
    void INPROC_5_disconnectEndsTheConnectionAndTheNameStays() {
        try (Socket pull = socket(SocketType.PULL);
                Socket push = socket(SocketType.PUSH)) {
            join(push, pull, true);
            Transports.sendNumbers(push, 0, 10);
            push.disconnect(NAME);
            assertFalse(push.trySend("to nobody"));
            Transports.receiveNumbers(pull, 0, 10);
            Transports.awaitPeers(pull, 0);
            push.connect(NAME);
            Transports.sendNumbers(push, 10, 10);
            Transports.receiveNumbers(pull, 10, 10);
        }
    }

    @Test
    void INPROC_5_unbindTakesTheNameAndLeavesTheConnections() {
        try (Socket pull = socket(SocketType.PULL);
                Socket push = socket(SocketType.PUSH);
                Socket late = socket(SocketType.PUSH)) {
            join(push, pull, true);
            pull.unbind(NAME);
            late.connect(NAME);
            late.send("for the next");
            Transports.sendNumbers(push, 0, 100);
            Transports.receiveNumbers(pull, 0, 100);
            assertNull(pull.tryReceive());
            try (Socket next = socket(SocketType.PULL)) {
                next.bind(NAME);
                assertEquals("for the next", next.receiveText());
            }
        }
    }

    @Test
    void INPROC_5_whatIsReceivedIsTheReceiversOwn() {
        try (Socket pull = socket(SocketType.PULL);
                Socket push = socket(SocketType.PUSH)) {
            join(push, pull, true);
            byte[] bytes = bytes("hello");
            push.send(bytes);
            bytes[0] = '!';
            Message message = pull.receive();
            message.bytes()[0] = '?';
            assertArrayEquals(bytes("hello"), message.bytes());
        }
    }

    @Test
    void INPROC_6_aNameThatNobodyBoundDoesNotHoldUpClosing() {
        Socket push = socket(SocketType.PUSH).set(Options.LINGER, Options.FOREVER);
        push.connect(NAME);
        push.send("never read");
        push.close();
        Socket open = socket(SocketType.PUSH).set(Options.LINGER, Options.FOREVER);
        open.connect(NAME);
        open.send("never read either");
        assertEquals(List.of(), context.close(Transports.PATIENCE));
    }

    @Test
    void INPROC_6_disconnectEndsTheWaiting() {
        try (Socket push = socket(SocketType.PUSH);
                Socket pull = socket(SocketType.PULL)) {
            push.connect(NAME);
            push.send("never read");
            push.disconnect(NAME);
            pull.bind(NAME);
            assertFalse(push.canSend());
            assertNull(pull.tryReceive());
            assertEquals(0, pull.stats().peers());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
