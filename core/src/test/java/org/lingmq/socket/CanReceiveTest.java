package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.ErrorCode;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.contract.NothingLeftBehind;

/** Waiting for a message without taking it. */
@ExtendWith(NothingLeftBehind.class)
class CanReceiveTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "ipc://*", "inproc://waiting"})
    void itWaitsForAMessageAndLeavesItThere(String endpoint) throws Exception {
        try (Socket pull = context.socket(SocketType.PULL);
                Socket push = context.socket(SocketType.PUSH)) {
            push.connect(pull.bind(endpoint));
            assertFalse(pull.canReceive(SHORT));
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> pull.canReceive(Options.FOREVER));
            push.send("one");
            assertTrue(waiting.get(60, TimeUnit.SECONDS));
            assertTrue(pull.canReceive(Duration.ZERO));
            assertTrue(pull.canReceive(Options.FOREVER));
            assertEquals("one", pull.tryReceive().text());
            assertFalse(pull.canReceive(Duration.ZERO));
            assertFalse(pull.canReceive(SHORT));
        }
    }

    @Test
    void aMessageThatDidNotFitIsStillThere() {
        try (Socket pull = context.socket(SocketType.PULL);
                Socket push = context.socket(SocketType.PUSH)) {
            push.connect(pull.bind("inproc://held"));
            push.send("long");
            assertThrows(ZmqException.class, () -> pull.receive(ByteBuffer.allocate(2)));
            assertTrue(pull.canReceive(Duration.ZERO));
            assertTrue(pull.canReceive(Options.FOREVER));
            assertEquals("long", pull.receiveText());
        }
    }

    @Test
    void whatTheSubscriptionsDoNotWantDoesNotEndTheWait() {
        try (Socket pub = context.socket(SocketType.PUB);
                Socket sub = context.socket(SocketType.SUB)) {
            sub.subscribe("wanted").connect(pub.bind("inproc://topics"));
            while (!sub.canReceive(SHORT)) {
                pub.send("not wanted");
                pub.send("wanted");
            }
            assertEquals("wanted", sub.receiveText());
        }
    }

    @Test
    void whoeverCannotReceiveNowIsToldSoWhenTheTimeIsUp() {
        try (Socket push = context.socket(SocketType.PUSH);
                Socket pub = context.socket(SocketType.PUB);
                Socket req = context.socket(SocketType.REQ)) {
            push.bind("tcp://127.0.0.1:*");
            pub.bind("tcp://127.0.0.1:*");
            req.bind("tcp://127.0.0.1:*");
            assertFalse(push.canReceive(SHORT));
            assertFalse(pub.canReceive(SHORT));
            assertFalse(req.canReceive(SHORT));
        }
    }

    @Test
    void shutdownAndInterruptEndTheWait() {
        try (Socket pull = context.socket(SocketType.PULL)) {
            Thread.currentThread().interrupt();
            assertEquals(
                    ErrorCode.EINTR,
                    assertThrows(ZmqException.class, () -> pull.canReceive(Options.FOREVER))
                            .code());
            assertTrue(Thread.interrupted());
            assertNull(pull.tryReceive());
            context.shutdown();
            assertEquals(
                    ErrorCode.ETERM,
                    assertThrows(ZmqException.class, () -> pull.canReceive(Options.FOREVER))
                            .code());
        }
    }
}
