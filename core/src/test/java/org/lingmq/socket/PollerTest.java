package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.ErrorCode;
import org.lingmq.Options;
import org.lingmq.Poller;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;

/** Waiting for several sockets and channels at once. */
class PollerTest {

    private static final Duration FOREVER = Options.FOREVER;

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "inproc://polled-"})
    void everyMessageOfManySocketsIsSeenAndReadinessStaysUntilRead(String endpoint) throws Exception {
        int rounds = 3_000;
        try (Poller poller = context.poller();
                Socket first = context.socket(SocketType.PULL);
                Socket second = context.socket(SocketType.PULL)) {
            boolean inproc = endpoint.startsWith("inproc");
            String one = first.bind(inproc ? endpoint + 1 : endpoint);
            String two = second.bind(inproc ? endpoint + 2 : endpoint);
            poller.register(first, Poller.IN);
            poller.register(second, Poller.IN);
            Thread sender = new Thread(() -> {
                try (Socket a = context.socket(SocketType.PUSH);
                        Socket b = context.socket(SocketType.PUSH)) {
                    a.connect(one);
                    b.connect(two);
                    for (int i = 0; i < rounds; i++) {
                        (i % 3 == 0 ? b : a).send(Integer.toString(i));
                    }
                }
            });
            sender.start();
            for (int got = 0; got < rounds; ) {
                assertTrue(poller.poll(FOREVER) > 0);
                int before = poller.ready().size();
                assertTrue(poller.poll(Duration.ZERO) >= before, "level-triggered");
                for (Poller.Ready item : poller.ready()) {
                    assertTrue(item.readable());
                    assertTrue(item.socket().tryReceive() != null);
                    got++;
                }
            }
            sender.join();
            assertEquals(0, poller.poll(Duration.ZERO));
            assertTrue(poller.ready().isEmpty());
            assertFalse(poller.readable(first));
        }
    }

    @Test
    void pollOutFollowsThePeer() {
        try (Poller poller = context.poller();
                Socket push = context.socket(SocketType.PUSH)) {
            String endpoint = push.bind("tcp://127.0.0.1:*");
            poller.register(push, Poller.OUT);
            assertEquals(0, poller.poll(Duration.ofMillis(20)));
            try (Socket pull = context.socket(SocketType.PULL)) {
                pull.connect(endpoint);
                assertEquals(1, poller.poll(FOREVER));
                assertTrue(poller.writable(push));
            }
        }
    }

    @Test
    void channelsAndSocketsTogether() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        try (Poller poller = context.poller();
                Socket pull = context.socket(SocketType.PULL);
                Socket push = context.socket(SocketType.PUSH)) {
            push.connect(pull.bind("inproc://mixed"));
            poller.register(pull, Poller.IN);
            poller.register(pipe.source(), Poller.IN);
            assertEquals(0, poller.poll(Duration.ofMillis(10)));
            pipe.sink().write(ByteBuffer.wrap(new byte[] {1}));
            assertEquals(1, poller.poll(FOREVER));
            assertEquals(List.of(new Poller.Ready(pipe.source(), Poller.IN)), poller.ready());
            push.send("x");
            while (poller.poll(FOREVER) < 2) {
                Thread.onSpinWait();
            }
            pipe.source().read(ByteBuffer.allocate(8));
            pull.receive();
            poller.unregister(pipe.source());
            assertEquals(1, poller.size());
            assertEquals(0, poller.poll(Duration.ZERO));
        } finally {
            pipe.source().close();
            pipe.sink().close();
        }
    }

    @Test
    void shutdownAndInterruptEndAPoll() throws Exception {
        Poller poller = context.poller();
        Socket pull = context.socket(SocketType.PULL);
        pull.bind("tcp://127.0.0.1:*");
        poller.register(pull, Poller.IN);
        Thread.currentThread().interrupt();
        assertEquals(
                ErrorCode.EINTR,
                assertThrows(ZmqException.class, () -> poller.poll(FOREVER)).code());
        assertTrue(Thread.interrupted());
        CompletableFuture<ErrorCode> code = new CompletableFuture<>();
        Thread polling = new Thread(() -> code.complete(
                assertThrows(ZmqException.class, () -> poller.poll(FOREVER)).code()));
        polling.start();
        context.shutdown();
        assertEquals(ErrorCode.ETERM, code.get());
        polling.join();
        poller.close();
        assertEquals(
                ErrorCode.ENOTSOCK,
                assertThrows(ZmqException.class, poller::size).code());
    }

    @Test
    void misuseIsExplained() {
        try (Poller poller = context.poller();
                Socket pull = context.socket(SocketType.PULL)) {
            assertEquals(
                    ErrorCode.EFAULT,
                    assertThrows(ZmqException.class, () -> poller.poll(FOREVER)).code());
            poller.register(pull, Poller.IN);
            assertThrows(ZmqException.class, () -> poller.register(pull, Poller.IN));
            assertThrows(ZmqException.class, () -> poller.modify(pull, 8));
            poller.unregister(pull);
            assertThrows(ZmqException.class, () -> poller.unregister(pull));
        }
    }

    private static CompletableFuture<ErrorCode> failureOf(Poller poller) {
        CompletableFuture<ErrorCode> code = new CompletableFuture<>();
        Thread polling = new Thread(() -> {
            try {
                poller.poll(FOREVER);
                code.complete(null);
            } catch (ZmqException e) {
                code.complete(e.code());
            }
        });
        polling.setDaemon(true);
        polling.start();
        return code;
    }

    @Test
    void aSocketThatIsClosedMeanwhileDropsOutAndTheOthersStay() throws Exception {
        for (int round = 0; round < 200; round++) {
            Socket closed = context.socket(SocketType.PULL);
            try (Poller poller = context.poller();
                    Socket pull = context.socket(SocketType.PULL);
                    Socket push = context.socket(SocketType.PUSH)) {
                push.connect(pull.bind("inproc://stays"));
                closed.bind("inproc://goes");
                poller.register(closed, Poller.IN);
                poller.register(pull, Poller.IN);
                CompletableFuture<Integer> found = new CompletableFuture<>();
                Thread polling = new Thread(() -> {
                    try {
                        found.complete(poller.poll(FOREVER));
                    } catch (ZmqException e) {
                        found.completeExceptionally(e);
                    }
                });
                polling.start();
                closed.close();
                push.send("x");
                assertEquals(1, found.get(60, TimeUnit.SECONDS));
                polling.join();
                assertTrue(poller.readable(pull));
                poller.poll(Duration.ZERO);
                assertEquals(1, poller.size());
                pull.receive();
                pull.unbind("inproc://stays");
            }
        }
    }

    @Test
    void aPollThatNothingCanEndAnyMoreSaysSo() throws Exception {
        Socket pull = context.socket(SocketType.PULL);
        try (Poller poller = context.poller()) {
            poller.register(pull, Poller.IN);
            CompletableFuture<ErrorCode> code = failureOf(poller);
            pull.close();
            assertEquals(ErrorCode.EFAULT, code.get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void shutdownEndsAPollOfChannelsAlone() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        try (Poller poller = context.poller()) {
            poller.register(pipe.source(), Poller.IN);
            CompletableFuture<ErrorCode> code = failureOf(poller);
            context.shutdown();
            assertEquals(ErrorCode.ETERM, code.get(60, TimeUnit.SECONDS));
            assertEquals(
                    ErrorCode.ETERM,
                    assertThrows(ZmqException.class, () -> poller.poll(Duration.ZERO))
                            .code());
        } finally {
            pipe.source().close();
            pipe.sink().close();
        }
    }

    @Test
    void closeEndsAPollOfAnotherThread() throws Exception {
        try (Socket pull = context.socket(SocketType.PULL)) {
            Poller poller = context.poller();
            poller.register(pull, Poller.IN);
            CompletableFuture<ErrorCode> code = failureOf(poller);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(poller::close);
            assertEquals(ErrorCode.ENOTSOCK, code.get(60, TimeUnit.SECONDS));
            closing.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void aChannelThatIsUnregisteredAndClosedIsGone() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        try (Poller poller = context.poller()) {
            poller.register(pipe.source(), Poller.IN);
            poller.poll(Duration.ZERO);
            poller.unregister(pipe.source());
            pipe.source().close();
            assertThrows(IOException.class, () -> pipe.sink().write(ByteBuffer.wrap(new byte[] {1})));
        } finally {
            pipe.sink().close();
        }
    }
}
