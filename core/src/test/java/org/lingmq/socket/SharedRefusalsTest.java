package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.ErrorCode;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.contract.NothingLeftBehind;

/** What sockets of many threads refuse while others wait in them, and futures that are completed by others. */
@Timeout(60)
@ExtendWith(NothingLeftBehind.class)
class SharedRefusalsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    private static ErrorCode refusal(Runnable call) {
        return assertThrows(ZmqException.class, call::run).code();
    }

    @ParameterizedTest
    @EnumSource(names = {"CLIENT", "CHANNEL", "SCATTER"})
    void ZMTP_47_aMessageOfSeveralFramesIsRefusedAlsoBehindOthers(SocketType type) {
        try (Socket socket = context.socket(type)) {
            CompletableFuture<Void> waits = socket.sendAsync(Message.of("a"));
            assertFalse(waits.isDone());
            assertFalse(socket.trySend(Message.of("b")));
            assertEquals(ErrorCode.EINVAL, refusal(() -> socket.trySend(Message.of("a", "b"))));
            assertEquals(ErrorCode.EINVAL, refusal(() -> socket.send(Message.of("a", "b"))));
            assertEquals(ErrorCode.EINVAL, refusal(() -> socket.send(Message.of("a", "b"), Duration.ofMillis(1))));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER", "PEER"})
    void CLISRV_2_whatCannotBeSentIsRefusedAlsoBehindOthers(SocketType type) throws Exception {
        try (Socket bound = context.socket(type).set(Options.SNDHWM, 1);
                Socket slow = context.socket(type == SocketType.PEER ? type : SocketType.CLIENT)) {
            slow.set(Options.RCVHWM, 1).set(Options.HELLO_MSG, new byte[] {'h'});
            slow.connect(bound.bind("inproc://full"));
            int id = bound.receive(LONG).routingId();
            while (bound.trySend(Message.of("m").withRoutingId(id))) {
                Thread.onSpinWait();
            }
            CompletableFuture<Void> waits = bound.sendAsync(Message.of("last").withRoutingId(id));
            assertFalse(waits.isDone());
            Message frames = Message.of("a", "b").withRoutingId(id);
            Message unknown = Message.of("a").withRoutingId(id == 1 ? 2 : id - 1);
            assertEquals(ErrorCode.EINVAL, refusal(() -> bound.trySend(frames)));
            assertEquals(ErrorCode.EINVAL, refusal(() -> bound.send(frames)));
            assertEquals(ErrorCode.EHOSTUNREACH, refusal(() -> bound.trySend(unknown)));
            assertEquals(ErrorCode.EHOSTUNREACH, refusal(() -> bound.send(unknown)));
            assertEquals(ErrorCode.EHOSTUNREACH, refusal(() -> bound.trySend(Message.of("a"))));
            assertEquals(ErrorCode.EHOSTUNREACH, refusal(() -> bound.disconnectPeer(unknown.routingId())));
            String text;
            do {
                text = slow.receive(LONG).text();
            } while (text.equals("m"));
            assertEquals("last", text);
            waits.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void PEER_1_onesWhoWaitForAPeerThatLeavesAreTold() throws Exception {
        try (Socket peer = context.socket(SocketType.PEER).set(Options.SNDHWM, 1)) {
            int id = peer.connectPeer("inproc://nobody-yet");
            assertTrue(peer.trySend(Message.of("kept").withRoutingId(id)));
            CompletableFuture<Void> waits = peer.sendAsync(Message.of("waits").withRoutingId(id));
            assertFalse(waits.isDone());
            peer.disconnectPeer(id);
            ExecutionException failed = assertThrows(ExecutionException.class, () -> waits.get(30, TimeUnit.SECONDS));
            assertEquals(ErrorCode.EHOSTUNREACH, ((ZmqException) failed.getCause()).code());
            assertEquals(ErrorCode.EHOSTUNREACH, refusal(() -> peer.disconnectPeer(id)));
        }
    }

    @Test
    void CLISRV_4_aFutureThatWasCompletedByAnotherTakesNoMessage() throws Exception {
        try (Socket server = context.socket(SocketType.SERVER);
                Socket client = context.socket(SocketType.CLIENT)) {
            client.connect(server.bind("inproc://own"));
            CompletableFuture<Message> own =
                    server.receiveAsync().completeAsync(() -> Message.of("own"), Runnable::run);
            assertEquals("own", own.get().text());
            CompletableFuture<Message> elsewhere = server.receiveAsync().completeAsync(() -> Message.of("own"));
            assertEquals("own", elsewhere.get().text());
            CompletableFuture<Message> broken = server.receiveAsync().completeAsync(() -> {
                throw new IllegalStateException("played by a test");
            });
            ExecutionException failed = assertThrows(ExecutionException.class, broken::get);
            assertTrue(failed.getCause() instanceof IllegalStateException, failed::toString);
            CompletableFuture<Message> obtruded = server.receiveAsync();
            obtruded.obtrudeValue(null);
            assertNull(obtruded.get());
            CompletableFuture<Message> failing = server.receiveAsync();
            failing.obtrudeException(new IllegalStateException("played by a test"));
            assertTrue(failing.isCompletedExceptionally());
            CompletableFuture<Message> serves = server.receiveAsync();
            client.send("first");
            assertEquals("first", serves.get(30, TimeUnit.SECONDS).text());
            client.send("second");
            assertEquals("second", server.receive(LONG).text());
        }
    }

    @Test
    void CLISRV_4_aFutureThatHasTakenAMessageKeepsItFromOneWhoCompletesItLater() throws Exception {
        try (Socket server = context.socket(SocketType.SERVER);
                Socket client = context.socket(SocketType.CLIENT)) {
            client.connect(server.bind("inproc://late"));
            CountDownLatch asked = new CountDownLatch(1);
            CompletableFuture<Message> future = server.receiveAsync();
            future.completeAsync(() -> {
                try {
                    asked.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return Message.of("own");
            });
            client.send("real");
            assertEquals("real", future.get(30, TimeUnit.SECONDS).text());
            asked.countDown();
            assertEquals("real", future.get().text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "inproc://numbers"})
    void CLISRV_1_aServerTellsTheNumbersOfItsPeers(String endpoint) {
        try (Socket server = context.socket(SocketType.SERVER);
                Socket client = context.socket(SocketType.CLIENT)) {
            client.connect(server.bind(endpoint));
            client.send("hello");
            int id = server.receive(LONG).routingId();
            assertEquals(Integer.toUnsignedString(id), server.peers().get(0).routingId());
        }
    }
}
