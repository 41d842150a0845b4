package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lingmq.Context;
import org.lingmq.ErrorCode;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.contract.Eventually;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;

/** When a socket's queues come and go, what they hold, and what happens when they are full. */
@ExtendWith(NothingLeftBehind.class)
class QueuesTest {
    private static final String LOOPBACK = "tcp://127.0.0.1:*";

    /** More than the buffers of two kernels take. */
    private static final int MANY = 20_000;

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

    /** An endpoint that was free a moment ago. */
    private String nowhere() {
        try (Socket gone = socket(SocketType.PULL)) {
            String endpoint = gone.bind(LOOPBACK);
            gone.unbind(endpoint);
            return endpoint;
        }
    }

    private static String bindAgain(Socket socket, String endpoint) {
        Eventually.until(
                () -> {
                    try {
                        socket.bind(endpoint);
                        return true;
                    } catch (ZmqException taken) {
                        return false;
                    }
                },
                () -> endpoint + " stays taken");
        return endpoint;
    }

    private static int fill(Socket socket, byte[] body) {
        int sent = 0;
        while (sent < MANY && socket.trySend(body)) {
            sent++;
        }
        return sent;
    }

    @Test
    void QUEUE_1_connectMakesAQueueAtOnceThatOutlivesTheConnection() {
        Socket push = socket(SocketType.PUSH);
        String endpoint = nowhere();
        push.connect(endpoint);
        Transports.sendNumbers(push, 0, 100);
        Socket first = socket(SocketType.PULL);
        bindAgain(first, endpoint);
        Transports.receiveNumbers(first, 0, 100);
        first.close();
        Transports.awaitPeers(push, 0);
        Transports.sendNumbers(push, 100, 100);
        Socket second = socket(SocketType.PULL);
        bindAgain(second, endpoint);
        Transports.receiveNumbers(second, 100, 100);
        assertEquals(1, push.stats().reconnects());
        assertEquals(0, push.stats().dropped());
    }

    @Test
    void QUEUE_1_withImmediateTheQueueComesAndGoesWithTheConnection() {
        Socket push = socket(SocketType.PUSH).set(Options.IMMEDIATE, true);
        String endpoint = nowhere();
        push.connect(endpoint);
        assertFalse(push.trySend("nobody is there"));
        Socket pull = socket(SocketType.PULL);
        bindAgain(pull, endpoint);
        assertTrue(push.send("somebody is there"));
        assertEquals("somebody is there", pull.receiveText());
        pull.close();
        Transports.awaitPeers(push, 0);
        assertFalse(push.trySend("nobody is there again"));
    }

    @Test
    void QUEUE_1_theQueueOfAnAcceptedPeerComesAndGoesWithIt() {
        Socket router = socket(SocketType.ROUTER).set(Options.ROUTER_MANDATORY, true);
        String endpoint = router.bind(LOOPBACK);
        assertUnknown(router);
        Socket dealer = dealer(endpoint);
        Transports.awaitPeers(router, 1);
        // More than the kernel takes while nobody reads.
        byte[] body = new byte[100_000];
        while (router.trySend(Message.of(bytes("me"), body))) {
            assertTrue(router.stats().messagesSent() < MANY);
        }
        dealer.close();
        Transports.awaitPeers(router, 0);
        assertUnknown(router);
        assertTrue(router.stats().lost() > 0, () -> router.stats().toString());
        try (Socket again = dealer(endpoint)) {
            Transports.awaitPeers(router, 1);
            assertTrue(router.send(Message.of("me", "a new queue")));
            assertEquals("a new queue", again.receiveText());
        }
    }

    private Socket dealer(String endpoint) {
        Socket dealer =
                socket(SocketType.DEALER).set(Options.ROUTING_ID, bytes("me")).set(Options.RCVHWM, 1);
        dealer.connect(endpoint);
        return dealer;
    }

    private static void assertUnknown(Socket router) {
        ZmqException unknown = assertThrows(ZmqException.class, () -> router.send(Message.of("me", "hello")));
        assertEquals(ErrorCode.EHOSTUNREACH, unknown.code());
    }

    @Test
    void ZMTP_46_connectReturnsAtOnceAndComesBackAfterALoss() {
        Socket push = socket(SocketType.PUSH);
        String endpoint = nowhere();
        push.connect(endpoint);
        assertEquals(0, push.stats().peers());
        Socket pull = socket(SocketType.PULL);
        bindAgain(pull, endpoint);
        Transports.awaitPeers(pull, 1);
        assertTrue(pull.disconnect(pull.peers().get(0)));
        Eventually.until(() -> push.stats().reconnects() == 1, () -> "it does not come back");
        push.send("here again");
        assertEquals("here again", pull.receiveText());
    }

    @Test
    void QUEUE_2_theMarkMayBeMovedWhileMessagesWait() {
        Socket push = socket(SocketType.PUSH).set(Options.SNDHWM, 2);
        push.connect(nowhere());
        byte[] body = bytes("x");
        assertEquals(2, fill(push, body));
        push.set(Options.SNDHWM, 5);
        assertTrue(push.canSend());
        assertEquals(3, fill(push, body));
        push.set(Options.SNDHWM, 3);
        assertFalse(push.canSend());
        push.set(Options.SNDHWM, 0);
        assertEquals(MANY, fill(push, body));
        assertEquals(MANY + 5, push.stats().queuedOut());
    }

    @Test
    void QUEUE_2_soMayTheMarkInBytes() {
        Socket push = socket(SocketType.PUSH).set(Options.SND_BYTES, 1_000L);
        push.connect(nowhere());
        assertTrue(push.trySend(new byte[10_000]), "a larger one passes an empty queue");
        assertFalse(push.trySend(new byte[1]));
        push.set(Options.SND_BYTES, 20_000L);
        assertTrue(push.trySend(new byte[1]));
    }

    @Test
    void PUBSUB_5_eachSubscriberHasItsQueueAndItEndsWithTheConnection() {
        Socket pub = socket(SocketType.PUB);
        String endpoint = pub.bind(LOOPBACK);
        Socket slow = subscriber(endpoint, "");
        Socket quick = subscriber(endpoint, "\0");
        awaitTopics(pub, 2);
        byte[] body = new byte[100_000];
        int sent = 0;
        while (pub.stats().droppedFull() == 0) {
            assertTrue(pub.send(body));
            assertEquals(body.length, quick.receive().byteSize());
            assertTrue(++sent < MANY);
        }
        long queued = pub.stats().queuedOut();
        assertTrue(queued > 0, "the slow one's queue is full");
        slow.close();
        Transports.awaitPeers(pub, 1);
        assertEquals(0, pub.stats().queuedOut());
        assertTrue(pub.stats().lost() > 0, () -> pub.stats().toString());
    }

    private Socket subscriber(String endpoint, String topic) {
        Socket sub = socket(SocketType.SUB).set(Options.RCVHWM, 2);
        sub.subscribe(topic);
        sub.connect(endpoint);
        return sub;
    }

    private static void awaitTopics(Socket pub, int count) {
        Eventually.until(() -> pub.get(Options.TOPICS_COUNT) == count, () -> "the subscriptions do not come");
    }

    @Test
    void PUBSUB_10_aFullSubscriberReadsNoMoreAndThePublisherDrops() {
        Socket pub = socket(SocketType.PUB).set(Options.SNDHWM, 10);
        Socket sub = subscriber(pub.bind(LOOPBACK), "");
        awaitTopics(pub, 1);
        int sent = 0;
        while (pub.stats().droppedFull() == 0) {
            assertTrue(pub.send(Message.of(Integer.toString(sent++), "x".repeat(50_000))));
            assertTrue(sent < MANY);
        }
        for (int i = 0; i < sent - 1; i++) {
            Message message = sub.receive();
            assertNotNull(message, "number " + i + " was dropped, and not the last one");
            assertEquals(Integer.toString(i), message.text());
        }
        assertEquals(1, pub.stats().droppedFull());
        assertEquals(0, sub.stats().dropped());
    }

    @Test
    void PIPE_4_aMessageThatWasUnderWayGoesToTheNextPeerWhole() {
        Socket push = socket(SocketType.PUSH);
        String endpoint = push.bind(LOOPBACK);
        Socket first = socket(SocketType.PULL).set(Options.RCVHWM, 1);
        first.connect(endpoint);
        int sent = 20;
        for (int i = 0; i < sent; i++) {
            push.send(Message.builder()
                    .add("m" + i)
                    .add(new byte[3_000_000])
                    .add("end")
                    .build());
        }
        // So that one at least has left whole, however late the I/O thread comes to it.
        Eventually.until(() -> first.stats().queuedIn() > 0, () -> "the first message does not arrive");
        first.close();
        Transports.awaitPeers(push, 0);
        long returned = push.stats().queuedOut();
        assertTrue(returned > 0 && returned < sent, () -> push.stats().toString());
        Socket second = socket(SocketType.PULL);
        second.connect(endpoint);
        for (long i = sent - returned; i < sent; i++) {
            Message message = second.receive();
            assertNotNull(message);
            assertEquals("m" + i, message.text(0));
            assertEquals(3, message.size());
            assertEquals(3_000_000, message.length(1));
            assertEquals("end", message.text(2));
        }
        assertEquals(returned, push.stats().returned());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
