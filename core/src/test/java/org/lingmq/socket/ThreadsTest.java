package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.ConcurrentUseException;
import org.lingmq.Context;
import org.lingmq.ContextOptions;
import org.lingmq.ErrorCode;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;

/** One thread at a time, interrupts, shutting down, and threads of either kind. */
class ThreadsTest {

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close();
    }

    /** Runs the call on a thread of its own and returns once that thread sleeps in it. */
    private static Thread blockedIn(Runnable call) throws InterruptedException {
        Thread thread = new Thread(call, "blocked");
        thread.start();
        while (thread.getState() == Thread.State.NEW || !sleeps(thread)) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private static boolean sleeps(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals("org.lingmq.io.Waiter")
                    && !frame.getMethodName().equals("prepare")) {
                return true;
            }
        }
        return !thread.isAlive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "inproc://threads"})
    void interruptEndsTheCallKeepsTheFlagAndLosesNothing(String endpoint) throws Exception {
        try (Socket pull = context.socket(SocketType.PULL);
                Socket push = context.socket(SocketType.PUSH)) {
            push.connect(pull.bind(endpoint));
            push.send("first");
            assertEquals("first", pull.receiveText());
            CompletableFuture<Boolean> flagKept = new CompletableFuture<>();
            CompletableFuture<ErrorCode> code = new CompletableFuture<>();
            Thread waiting = blockedIn(() -> {
                try {
                    pull.receive();
                } catch (ZmqException e) {
                    flagKept.complete(Thread.currentThread().isInterrupted());
                    code.complete(e.code());
                }
            });
            waiting.interrupt();
            assertEquals(ErrorCode.EINTR, code.get());
            assertTrue(flagKept.get());
            waiting.join();
            push.send("second");
            assertEquals("second", pull.receiveText());
        }
    }

    @Test
    void callsThatNeedNotWaitIgnoreTheInterruptFlag() {
        try (Socket pull = context.socket(SocketType.PULL);
                Socket push = context.socket(SocketType.PUSH)) {
            push.connect(pull.bind("tcp://127.0.0.1:*"));
            push.send("one");
            push.send("two");
            assertEquals("one", pull.receiveText());
            while (!pull.canReceive()) {
                Thread.onSpinWait();
            }
            Thread.currentThread().interrupt();
            assertEquals("two", pull.receiveText());
            assertNull(pull.tryReceive());
            assertTrue(push.trySend("three"));
            assertTrue(Thread.interrupted());
            assertEquals("three", pull.receiveText());
        }
    }

    @Test
    void secondThreadInsideIsNamed() throws Exception {
        try (Socket pull = context.socket(SocketType.PULL)) {
            pull.bind("tcp://127.0.0.1:*");
            Thread waiting = blockedIn(() -> assertThrows(ZmqException.class, pull::receive));
            ConcurrentUseException misuse = assertThrows(ConcurrentUseException.class, pull::tryReceive);
            assertEquals("blocked", misuse.ownerName());
            assertEquals(Thread.currentThread().getName(), misuse.intruderName());
            waiting.interrupt();
            waiting.join();
            assertNull(pull.tryReceive());
        }
    }

    @Test
    void socketsMayBeHandedOver() throws Exception {
        try (Socket pull = context.socket(SocketType.PULL);
                Socket push = context.socket(SocketType.PUSH)) {
            push.connect(pull.bind("tcp://127.0.0.1:*"));
            for (int i = 0; i < 50; i++) {
                String text = "message " + i;
                CompletableFuture<String> got = new CompletableFuture<>();
                Thread receiver = new Thread(() -> got.complete(pull.receiveText()));
                push.send(text);
                receiver.start();
                assertEquals(text, got.get());
                receiver.join();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "inproc://shutdown"})
    void shutdownWakesEveryBlockedCallWithEterm(String endpoint) throws Exception {
        List<CompletableFuture<ErrorCode>> codes = new ArrayList<>();
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Socket pull = context.socket(SocketType.PULL);
            sockets.add(pull);
            if (i == 0) {
                String bound = pull.bind(endpoint);
                Socket push = context.socket(SocketType.PUSH);
                sockets.add(push);
                push.connect(bound);
                push.send("linked");
                assertEquals("linked", pull.receiveText());
            }
            CompletableFuture<ErrorCode> code = new CompletableFuture<>();
            codes.add(code);
            blockedIn(() -> code.complete(
                    assertThrows(ZmqException.class, pull::receive).code()));
        }
        context.shutdown();
        for (CompletableFuture<ErrorCode> code : codes) {
            assertEquals(ErrorCode.ETERM, code.get(60, TimeUnit.SECONDS));
        }
        assertEquals(
                ErrorCode.ETERM,
                assertThrows(ZmqException.class, () -> sockets.get(0).tryReceive())
                        .code());
        assertEquals(
                ErrorCode.ETERM,
                assertThrows(ZmqException.class, () -> context.socket(SocketType.PUB))
                        .code());
        sockets.forEach(Socket::close);
    }

    @Test
    void closeFromAnotherThreadEndsABlockedCall() throws Exception {
        Socket pull = context.socket(SocketType.PULL);
        pull.bind("tcp://127.0.0.1:*");
        CompletableFuture<ErrorCode> code = new CompletableFuture<>();
        blockedIn(() ->
                code.complete(assertThrows(ZmqException.class, pull::receive).code()));
        pull.close();
        assertEquals(ErrorCode.ENOTSOCK, code.get());
        assertEquals(
                ErrorCode.ENOTSOCK,
                assertThrows(ZmqException.class, pull::receive).code());
        pull.close();
    }

    @Test
    void timeOutsAreValues() {
        try (Socket pull = context.socket(SocketType.PULL);
                Socket push = context.socket(SocketType.PUSH)) {
            push.bind("tcp://127.0.0.1:*");
            pull.bind("inproc://nobody");
            push.set(Options.SNDTIMEO, Duration.ofMillis(20));
            pull.set(Options.RCVTIMEO, Duration.ofMillis(20));
            assertNull(pull.receive());
            assertNull(pull.receive(Duration.ofMillis(5)));
            assertEquals(false, push.send("nobody there"));
            assertEquals(false, push.send(Message.of("nobody"), Duration.ofMillis(5)));
        }
    }

    @Test
    void manyVirtualThreadsEachBlockedInItsSocketStopNoOther() throws Exception {
        // Before JDK 21 there are none, and platform threads, fewer of them, stand in.
        int count = Runtime.version().feature() >= 21 ? 1000 : 100;
        List<Socket> pulls = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Socket pull = context.socket(SocketType.PULL);
            pulls.add(pull);
            pull.bind("inproc://virtual-" + i);
            start(() -> {
                assertArrayEquals(new byte[] {7}, pull.receiveBytes());
                done.countDown();
            });
        }
        CompletableFuture<String> one = new CompletableFuture<>();
        try (Socket pull = context.socket(SocketType.PULL);
                Socket push = context.socket(SocketType.PUSH)) {
            String bound = pull.bind("tcp://127.0.0.1:*");
            start(() -> one.complete(pull.receiveText()));
            push.connect(bound);
            push.send("not stopped");
            assertEquals("not stopped", one.get(60, TimeUnit.SECONDS));
        }
        try (Socket push = context.socket(SocketType.PUSH)) {
            for (int i = 0; i < count; i++) {
                push.connect("inproc://virtual-" + i);
            }
            for (int i = 0; i < count; i++) {
                push.send(new byte[] {7});
            }
            assertTrue(done.await(60, TimeUnit.SECONDS));
        }
        pulls.forEach(Socket::close);
    }

    /** A virtual thread where the JDK has them; found by name, as this compiles for 17. */
    private static void start(Runnable task) throws ReflectiveOperationException {
        if (Runtime.version().feature() >= 21) {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } else {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Test
    void ioThreadsAreDaemonsNamedAfterTheContextOrMadeByTheUser() {
        List<String> made = new ArrayList<>();
        ContextOptions options = ContextOptions.defaults()
                .withName("named")
                .withIoThreads(2)
                .withThreadFactory(task -> {
                    Thread thread = new Thread(task);
                    thread.setDaemon(true);
                    made.add("made");
                    return thread;
                });
        try (Context own = Context.open(options);
                Context plain = Context.open(ContextOptions.defaults().withName("plain"))) {
            assertFalse(own.closed() || plain.closed());
            assertEquals(2, made.size());
            List<Thread> threads = new ArrayList<>(Thread.getAllStackTraces().keySet());
            assertEquals(
                    2,
                    threads.stream()
                            .filter(t -> t.getName().startsWith("named-"))
                            .count());
            assertTrue(threads.stream()
                    .filter(t -> t.getName().startsWith("plain-"))
                    .allMatch(Thread::isDaemon));
            assertEquals(
                    1,
                    threads.stream()
                            .filter(t -> t.getName().matches("plain-\\d+-io-0"))
                            .count());
        }
    }

    @Test
    void anyThreadMayAskForCountersWhileAnotherWaitsInTheSocket() throws InterruptedException {
        Socket pull = context.socket(SocketType.PULL);
        Socket push = context.socket(SocketType.PUSH);
        push.connect(pull.bind("tcp://127.0.0.1:*"));
        push.send("first");
        assertEquals("first", pull.receiveText());
        CompletableFuture<String> second = new CompletableFuture<>();
        Thread waiting = blockedIn(() -> second.complete(pull.receiveText()));
        assertEquals(1, pull.stats().messagesReceived());
        assertEquals(1, pull.peers().size());
        push.send("second");
        assertEquals("second", second.join());
        waiting.join();
    }

    @Test
    void askingForCountersNeverDisturbsWhoUsesTheSocket() throws InterruptedException {
        Socket pull = context.socket(SocketType.PULL);
        Socket push = context.socket(SocketType.PUSH);
        push.connect(pull.bind("inproc://asked"));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        CompletableFuture<Long> asked = CompletableFuture.supplyAsync(() -> {
            long times = 0;
            while (over.getCount() > 0) {
                pull.stats();
                push.peers();
                times++;
                begun.countDown();
            }
            return times;
        });
        // A thread that is slow to start would ask only when all is over.
        assertTrue(begun.await(60, TimeUnit.SECONDS));
        for (int i = 0; i < 20_000; i++) {
            push.send("x");
            assertEquals("x", pull.receiveText());
        }
        over.countDown();
        assertTrue(asked.join() > 0);
        assertEquals(20_000, pull.stats().messagesReceived());
    }

    @Test
    void askingAClosedSocketSaysThatItIsClosed() {
        Socket pull = context.socket(SocketType.PULL);
        pull.close();
        assertEquals(
                ErrorCode.ENOTSOCK,
                assertThrows(ZmqException.class, pull::stats).code());
    }
}
