package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.ErrorCode;
import org.lingmq.HeldMessages;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;

/** Contexts, sockets, endpoints and peers that end at any moment: nothing hangs, and nothing surprising is thrown. */
@Tag("cve")
@ExtendWith(NothingLeftBehind.class)
class TerminationTest {
    private static final Set<ErrorCode> EXPECTED = EnumSet.of(ErrorCode.ETERM, ErrorCode.ENOTSOCK);
    private static final int RACES_PER_SEED = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void T_TERM1_aContextMayCloseAtAnyMoment(long seed) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int race = 0; race < RACES_PER_SEED; race++) {
                Random random = new Random(seed * 1_000 + race);
                race(random, threads);
            }
        } finally {
            threads.shutdownNow();
            assertTrue(
                    threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS), "a thread hangs; seed " + seed);
        }
    }

    private void race(Random random, ExecutorService threads) {
        Context context = Context.open();
        List<String> endpoints = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            endpoints.add("ipc://" + folder.resolve("s" + random.nextInt(1_000_000)));
        }
        List<CompletableFuture<Void>> users = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            long userSeed = random.nextLong();
            SocketType type = i % 2 == 0 ? SocketType.PUSH : SocketType.PULL;
            Socket socket = context.socket(type).set(Options.LINGER, Duration.ofMillis(random.nextInt(20)));
            users.add(CompletableFuture.runAsync(() -> use(socket, endpoints, new Random(userSeed)), threads));
        }
        LockSupport.parkNanos(random.nextInt(3_000_000));
        if (random.nextBoolean()) {
            context.shutdown();
        }
        Duration limit = random.nextInt(3) == 0 ? Duration.ZERO : PATIENCE;
        List<HeldMessages> held = context.close(limit);
        assertTrue(limit.isZero() || held.isEmpty(), () -> "closing took longer than its limit for " + held);
        users.forEach(
                user -> user.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
    }

    /** Does anything until the context ends. */
    private static void use(Socket socket, List<String> endpoints, Random random) {
        try {
            while (true) {
                act(socket, endpoints.get(random.nextInt(endpoints.size())), random);
            }
        } catch (ZmqException e) {
            if (!EXPECTED.contains(e.code())) {
                throw new CompletionException(e);
            }
        } finally {
            socket.close();
        }
    }

    private static void act(Socket socket, String endpoint, Random random) {
        try {
            switch (random.nextInt(6)) {
                case 0 -> socket.bind(endpoint);
                case 1 -> socket.connect(endpoint);
                case 2 -> socket.unbind(endpoint);
                case 3 -> socket.disconnect(endpoint);
                default -> talk(socket, random);
            }
        } catch (ZmqException e) {
            boolean usual = e.code() == ErrorCode.EADDRINUSE || e.code() == ErrorCode.ENOENT;
            if (!usual) {
                throw e;
            }
        }
    }

    private static void talk(Socket socket, Random random) {
        Duration limit = random.nextInt(4) == 0 ? Options.FOREVER : Duration.ofMillis(random.nextInt(2));
        for (int i = 0; i < 50; i++) {
            if (socket.type() == SocketType.PUSH) {
                socket.send(Message.of("a", "b" + i), limit);
            } else {
                socket.receive(limit);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void T_TERM1_aSocketMayCloseWhileItsOwnerIsBlockedInIt(long seed) {
        Random random = new Random(seed);
        try (Context context = Context.open()) {
            for (int i = 0; i < 25; i++) {
                Socket socket = context.socket(random.nextBoolean() ? SocketType.PUSH : SocketType.PULL);
                socket.bind("tcp://127.0.0.1:*");
                CompletableFuture<Void> blocked = CompletableFuture.runAsync(() -> {
                    if (socket.type() == SocketType.PUSH) {
                        socket.send("x");
                    } else {
                        socket.receive();
                    }
                });
                LockSupport.parkNanos(random.nextInt(1_000_000));
                socket.close();
                Throwable failure = blocked.handle((nothing, thrown) -> thrown)
                        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join();
                Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                assertTrue(
                        cause instanceof ZmqException refused && refused.code() == ErrorCode.ENOTSOCK,
                        () -> "seed " + seed + ": " + cause);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void T_TERM1_peersMayLeaveAtAnyOctetWhileTheSocketCloses(long seed) {
        Random random = new Random(seed);
        byte[] words = Octets.of(ScriptedPeer.GREETING + ScriptedPeer.ready("PUSH") + " 01 01 \"a\" 00 01 \"b\""
                + " 04 07 04 \"PING\" 00 00 01 01 \"c\"");
        for (int i = 0; i < 15; i++) {
            try (Context context = Context.open()) {
                Socket pull = context.socket(SocketType.PULL).set(Options.LINGER, Duration.ZERO);
                String endpoint = pull.bind("tcp://127.0.0.1:*");
                List<ScriptedPeer> peers = new ArrayList<>();
                for (int k = 0; k < 5; k++) {
                    ScriptedPeer peer = ScriptedPeer.connect(endpoint);
                    peer.sendWhileOpen(Arrays.copyOf(words, random.nextInt(words.length + 1)));
                    peers.add(peer);
                }
                LockSupport.parkNanos(random.nextInt(500_000));
                for (ScriptedPeer peer : peers) {
                    if (random.nextBoolean()) {
                        peer.reset();
                    }
                }
                pull.close();
                assertEquals(List.of(), context.close(PATIENCE));
                peers.forEach(ScriptedPeer::close);
            }
        }
    }

    @Test
    void G16_contextsThatOpenAndCloseLeaveNothing() {
        cycles(20);
        long before = Heap.usedBytes();
        cycles(150);
        long grown = Heap.usedBytes() - before;
        assertTrue(grown < 1 << 20, grown + " bytes after 150 contexts");
    }

    private static void cycles(int count) {
        for (int i = 0; i < count; i++) {
            try (Context context = Context.open();
                    Socket pull = context.socket(SocketType.PULL);
                    Socket push = context.socket(SocketType.PUSH)) {
                push.connect(pull.bind("tcp://127.0.0.1:*"));
                push.send("x");
                assertEquals("x", pull.receiveText());
            }
        }
    }
}
