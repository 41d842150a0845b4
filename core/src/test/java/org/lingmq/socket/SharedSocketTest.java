package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.ErrorCode;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Poller;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.contract.Eventually;

/** What threads and futures that wait in one socket do to each other (CLISRV-4). */
@Timeout(60)
class SharedSocketTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close();
    }

    private static ErrorCode codeOf(CompletableFuture<?> future) throws InterruptedException {
        ExecutionException failed = assertThrows(ExecutionException.class, future::get);
        return ((ZmqException) failed.getCause()).code();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "inproc://shared"})
    void CLISRV_4_oneWhoWaitsForMessagesStopsNobodyElse(String endpoint) throws Exception {
        try (Socket server = context.socket(SocketType.SERVER);
                Socket client = context.socket(SocketType.CLIENT)) {
            client.connect(server.bind(endpoint));
            LinkedBlockingQueue<String> came = new LinkedBlockingQueue<>();
            for (int round = 0; round < 100; round++) {
                Thread waiting = Threads.blockedIn(() -> came.add(client.receiveText()));
                client.send("request");
                assertTrue(client.canSend());
                Message request = server.receive();
                server.send(Message.of("reply").withRoutingId(request.routingId()));
                assertEquals("reply", came.poll(30, TimeUnit.SECONDS));
                waiting.join();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closingAndShuttingDownWakeEverybody(boolean shutdown) throws Exception {
        Socket client = context.socket(SocketType.CLIENT);
        LinkedBlockingQueue<ErrorCode> codes = new LinkedBlockingQueue<>();
        for (int i = 0; i < 4; i++) {
            boolean receives = i % 2 == 0;
            Threads.blockedIn(() -> {
                ZmqException failed = assertThrows(ZmqException.class, () -> {
                    if (receives) {
                        client.receive();
                    } else {
                        client.send("to nobody");
                    }
                });
                codes.add(failed.code());
            });
        }
        CompletableFuture<Message> received = client.receiveAsync();
        CompletableFuture<Void> sent = client.sendAsync("to nobody");
        ErrorCode expected = shutdown ? ErrorCode.ETERM : ErrorCode.ENOTSOCK;
        if (shutdown) {
            context.shutdown();
        } else {
            client.close();
        }
        for (int i = 0; i < 4; i++) {
            assertEquals(expected, codes.poll(30, TimeUnit.SECONDS));
        }
        assertEquals(expected, codeOf(received));
        assertEquals(expected, codeOf(sent));
        assertEquals(expected, codeOf(client.receiveAsync()));
        client.close();
    }

    @Test
    void interruptedAndLateOnesLoseNothing() throws Exception {
        try (Socket server = context.socket(SocketType.SERVER);
                Socket client = context.socket(SocketType.CLIENT)) {
            client.connect(server.bind("tcp://127.0.0.1:*"));
            LinkedBlockingQueue<ErrorCode> codes = new LinkedBlockingQueue<>();
            Runnable receiving = () -> codes.add(
                    assertThrows(ZmqException.class, () -> server.receive()).code());
            Thread first = Threads.blockedIn(receiving);
            Thread second = Threads.blockedIn(receiving);
            first.interrupt();
            second.interrupt();
            assertEquals(ErrorCode.EINTR, codes.poll(30, TimeUnit.SECONDS));
            assertEquals(ErrorCode.EINTR, codes.poll(30, TimeUnit.SECONDS));
            CompletableFuture<Message> none = server.receiveAsync();
            assertNull(server.receive(Duration.ofMillis(20)));
            assertTrue(none.cancel(false));
            client.send("whole");
            assertEquals("whole", server.receiveText(LONG));
        }
    }

    @Test
    void futuresAreServedInTurnAndCompleteOnTheContext() throws Exception {
        try (Socket server = context.socket(SocketType.SERVER);
                Socket client = context.socket(SocketType.CLIENT)) {
            List<CompletableFuture<Message>> futures = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                futures.add(server.receiveAsync());
            }
            CompletableFuture<String> thread =
                    futures.get(0).thenApply(message -> Thread.currentThread().getName());
            client.connect(server.bind("tcp://127.0.0.1:*"));
            for (int i = 0; i < 10; i++) {
                client.sendAsync(Message.of("" + i)).get();
            }
            // Before anybody asks for the first: who finds a future done runs what hangs on it.
            assertTrue(thread.get().endsWith("-futures"), thread.get());
            for (int i = 0; i < 10; i++) {
                assertEquals("" + i, futures.get(i).get(30, TimeUnit.SECONDS).text());
            }
            client.send("there already");
            assertTrue(server.canReceive(LONG));
            assertEquals("there already", server.receiveAsync().getNow(null).text());
        }
    }

    @Test
    void aFutureThatIsGivenUpTakesNoMessage() throws Exception {
        try (Socket server = context.socket(SocketType.SERVER);
                Socket client = context.socket(SocketType.CLIENT)) {
            CompletableFuture<Message> late = server.receiveAsync().orTimeout(10, TimeUnit.MILLISECONDS);
            CompletableFuture<Message> other = server.receiveAsync().completeOnTimeout(null, 10, TimeUnit.MILLISECONDS);
            ExecutionException failed = assertThrows(ExecutionException.class, late::get);
            assertTrue(failed.getCause() instanceof TimeoutException, failed.toString());
            assertNull(other.get());
            CompletableFuture<Message> cancelled = server.receiveAsync();
            assertTrue(cancelled.cancel(true));
            assertTrue(cancelled.isCancelled());
            CompletableFuture<Message> served = server.receiveAsync();
            client.connect(server.bind("inproc://given-up"));
            client.send("for the last");
            assertEquals("for the last", served.get().text());
            assertFalse(served.cancel(true));
            assertFalse(served.complete(Message.empty()));
        }
    }

    @Test
    void CLISRV_4_messagesThatWaitToBeSentKeepTheirOrder() throws Exception {
        try (Socket server = context.socket(SocketType.SERVER);
                Socket client = context.socket(SocketType.CLIENT)) {
            client.set(Options.SNDHWM, 1);
            server.set(Options.RCVHWM, 1);
            List<CompletableFuture<Void>> sent = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sent.add(client.sendAsync("" + i));
            }
            assertFalse(client.trySend("too early"));
            assertTrue(sent.get(50).cancel(false));
            client.connect(server.bind("inproc://ordered"));
            for (int i = 0; i < 100; i++) {
                if (i != 50) {
                    assertEquals("" + i, server.receiveText(LONG));
                    sent.get(i).get(30, TimeUnit.SECONDS);
                }
            }
        }
    }

    @Test
    void aFullPeerIsNoReasonToWaitForAnother() throws Exception {
        try (Socket server = context.socket(SocketType.SERVER);
                Socket slow = context.socket(SocketType.CLIENT);
                Socket quick = context.socket(SocketType.CLIENT)) {
            server.set(Options.SNDHWM, 1);
            slow.set(Options.RCVHWM, 1);
            String endpoint = server.bind("inproc://full");
            slow.connect(endpoint);
            quick.connect(endpoint);
            slow.send("slow");
            int slowId = server.receive().routingId();
            quick.send("quick");
            int quickId = server.receive().routingId();
            int queued = 0;
            while (server.trySend(Message.of("" + queued).withRoutingId(slowId))) {
                queued++;
            }
            int next = queued;
            Thread waiting =
                    Threads.blockedIn(() -> server.send(Message.of("" + next).withRoutingId(slowId)));
            CompletableFuture<Void> later =
                    server.sendAsync(Message.of("" + (next + 1)).withRoutingId(slowId));
            server.send(Message.of("at once").withRoutingId(quickId));
            assertEquals("at once", quick.receiveText(LONG));
            assertFalse(later.isDone());
            for (int i = 0; i < next + 2; i++) {
                assertEquals("" + i, slow.receiveText(LONG));
            }
            waiting.join();
            later.get();
        }
    }

    @Test
    void anUnknownPeerFailsTheFuture() throws Exception {
        try (Socket server = context.socket(SocketType.SERVER)) {
            assertEquals(
                    ErrorCode.EHOSTUNREACH,
                    codeOf(server.sendAsync(Message.of("x").withRoutingId(7))));
            assertEquals(
                    ErrorCode.EINVAL,
                    codeOf(server.sendAsync(Message.of("x", "y").withRoutingId(7))));
        }
    }

    @Test
    void whatDoesNotFitOneBufferIsTheNextOnes() throws Exception {
        try (Socket server = context.socket(SocketType.SERVER);
                Socket client = context.socket(SocketType.CLIENT)) {
            client.connect(server.bind("inproc://fit"));
            LinkedBlockingQueue<ErrorCode> codes = new LinkedBlockingQueue<>();
            Threads.blockedIn(() ->
                    codes.add(assertThrows(ZmqException.class, () -> server.receive(ByteBuffer.allocate(3)))
                            .code()));
            Thread other = Threads.blockedIn(() -> assertEquals("four", server.receiveText()));
            client.send("four");
            assertEquals(ErrorCode.EMSGSIZE, codes.poll(30, TimeUnit.SECONDS));
            other.join();
            client.send("abc");
            ByteBuffer room = ByteBuffer.allocate(3);
            assertEquals(3, server.receive(room));
            assertEquals(0, room.remaining());
        }
    }

    @Test
    void severalPollersMayWaitForOneSocket() throws Exception {
        try (Socket server = context.socket(SocketType.SERVER);
                Socket client = context.socket(SocketType.CLIENT)) {
            String endpoint = server.bind("tcp://127.0.0.1:*");
            LinkedBlockingQueue<String> came = new LinkedBlockingQueue<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                threads.add(Threads.blockedIn(() -> {
                    try (Poller poller = context.poller()) {
                        poller.register(server, Poller.IN);
                        String text;
                        do {
                            poller.poll(Duration.ofSeconds(30));
                            Message message = server.tryReceive();
                            text = message == null ? "" : message.text();
                            if (!text.isEmpty()) {
                                came.add(text);
                            }
                        } while (!text.equals("end"));
                    }
                }));
            }
            client.connect(endpoint);
            for (int i = 0; i < 1000; i++) {
                client.send("m");
            }
            for (int i = 0; i < 1000; i++) {
                assertEquals("m", came.poll(30, TimeUnit.SECONDS));
            }
            client.send("end");
            client.send("end");
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    @Test
    void aPollerSeesRoomThatAnotherThreadMade() throws Exception {
        try (Socket server = context.socket(SocketType.SERVER);
                Socket client = context.socket(SocketType.CLIENT)) {
            LinkedBlockingQueue<Boolean> writable = new LinkedBlockingQueue<>();
            Threads.blockedIn(() -> {
                try (Poller poller = context.poller()) {
                    poller.register(client, Poller.OUT);
                    writable.add(poller.poll(LONG) == 1);
                }
            });
            client.connect(server.bind("inproc://room"));
            assertTrue(writable.poll(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void statisticsAreToldWhileThreadsWait() throws Exception {
        try (Socket server = context.socket(SocketType.SERVER);
                Socket client = context.socket(SocketType.CLIENT)) {
            client.connect(server.bind("tcp://127.0.0.1:*"));
            Threads.blockedIn(() -> server.receive());
            Threads.blockedIn(() -> server.receive());
            client.send("a");
            Eventually.until(
                    () -> server.stats().messagesReceived() == 1,
                    () -> server.stats().toString());
            assertTrue(server.get(Options.THREAD_SAFE));
            assertEquals(1, server.peers().size());
            client.send("b");
            Eventually.until(
                    () -> server.stats().messagesReceived() == 2,
                    () -> server.stats().toString());
        }
    }
}
