package org.lingmq.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveReloadTest {
    /** Threads of their own: from JDK 25 on the common pool has but one on two processors, and here it is held. */
    private static final Executor APART = work -> new Thread(work).start();

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long NEVER_MS = TimeUnit.HOURS.toMillis(1);
    private static final long OFTEN_MS = 20;

    private LiveServer liveServer;
    private Server server;
    private LiveReload live;

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.setStopTimeout(0);
            server.stop();
        }
    }

    @Test
    void servesTheScript() throws Exception {
        start(NEVER_MS, 10);
        try (EventClient client = EventClient.ask(port(), "GET /.ling/reload.js")) {
            assertEquals("200", client.status());
            assertHead(client, "Content-Type: text/javascript; charset=utf-8");
            assertHead(client, "Cache-Control: no-cache");
            client.readTo("  const address");
        }
        try (EventClient client = EventClient.ask(port(), "POST /.ling/reload.js")) {
            assertEquals("405", client.status());
            assertHead(client, "Allow: GET, HEAD, OPTIONS");
        }
        try (EventClient client = EventClient.ask(port(), "GET /.ling/other")) {
            assertEquals("200", client.status());
            client.readTo("the site");
        }
    }

    @Test
    void asksTheSiteForTheOptions() throws Exception {
        start(NEVER_MS, 10);
        for (String path : List.of("/.ling/reload.js", "/.ling/reload")) {
            try (EventClient client = EventClient.ask(port(), "OPTIONS " + path)) {
                assertEquals("200", client.status());
                client.readTo("the site");
            }
        }
    }

    @Test
    void greetsAndTellsAll() throws Exception {
        start(NEVER_MS, 10);
        try (EventClient one = EventClient.ask(port(), "GET /.ling/reload");
                EventClient two = EventClient.listen(port())) {
            assertHead(one, "Content-Type: text/event-stream");
            assertHead(one, "Cache-Control: no-store");
            one.readTo("retry: 1000");
            one.readTo(":");
            one.readTo("event: hello");
            live.changed(Set.of());
            live.changed(Set.of("/b.css", "/a \"b\"\n.html"));
            for (EventClient client : List.of(one, two)) {
                client.readTo("event: change");
                assertEquals("data: [\"/a \\\"b\\\"\\n.html\",\"/b.css\"]", client.readTo("data:"));
            }
            live.changed(Set.of("/c.css"));
            assertEquals("data: [\"/c.css\"]", two.readTo("data:"));
            assertEquals(2, live.clients());
        }
    }

    @Test
    void namesNotEachOfManyPaths() throws Exception {
        start(NEVER_MS, 10);
        try (EventClient client = EventClient.listen(port())) {
            client.readTo("data:");
            live.changed(paths(101, 1));
            assertEquals("data: [\"/\"]", client.readTo("data:"));
        }
    }

    @Test
    void greetsWithTheLastChange() throws Exception {
        start(NEVER_MS, 10);
        String first;
        try (EventClient client = EventClient.listen(port())) {
            first = client.readTo("data:").substring(6);
            live.changed(Set.of("/a"));
            client.readTo("event: change");
            String changed = client.readTo("id:").substring(4);
            assertNotEquals(first, changed);
            try (EventClient later = EventClient.listen(port())) {
                assertEquals(changed, later.readTo("data:").substring(6));
            }
        }
        stop();
        start(NEVER_MS, 10);
        try (EventClient client = EventClient.listen(port())) {
            assertNotEquals(first, client.readTo("data:").substring(6));
        }
    }

    @Test
    void refusesMoreThanItHasRoomFor() throws Exception {
        start(OFTEN_MS, 1);
        EventClient first = EventClient.listen(port());
        try (EventClient second = EventClient.ask(port(), "GET /.ling/reload")) {
            assertEquals("503", second.status());
        }
        first.vanish();
        String status = "503";
        for (long endNs = end(); !status.equals("200") && System.nanoTime() < endNs; ) {
            try (EventClient third = EventClient.ask(port(), "GET /.ling/reload")) {
                status = third.status();
            }
        }
        assertEquals("200", status);
    }

    @Test
    void dropsClientsThatAreGone() throws Exception {
        start(OFTEN_MS, 10);
        try (EventClient stays = EventClient.listen(port())) {
            EventClient.listen(port()).vanish();
            // Each sign of life that the one hears is one that the other does not.
            for (long endNs = end(); live.clients() > 1 && System.nanoTime() < endNs; ) {
                stays.readTo(":");
            }
            assertEquals(1, live.clients());
            live.changed(Set.of("/a"));
            stays.readTo("event: change");
        }
    }

    @Test
    void letsNobodyWaitForAWrite() throws Exception {
        start(NEVER_MS, 10);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        try (EventClient other = EventClient.listen(port());
                EventClient special = EventClient.ask(port(), "GET /.ling/reload?special")) {
            special.readTo("event: hello");
            liveServer.beforeWrite(() -> {
                held.countDown();
                await(free);
            });
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> live.changed(Set.of("/a")), APART);
            await(held);
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> live.changed(Set.of("/b")), APART);
            // Whichever of the two comes to it first, each is told in the order of the changes.
            assertEquals("data: [\"/a\"]", other.readTo("data: ["));
            assertEquals("data: [\"/b\"]", other.readTo("data: ["));
            second.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertFalse(first.isDone());
            try (EventClient later = EventClient.listen(port())) {
                assertTrue(later.readTo("data:").endsWith("-2"));
            }
            free.countDown();
            first.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertEquals("data: [\"/a\"]", special.readTo("data: ["));
            assertEquals("data: [\"/b\"]", special.readTo("data: ["));
        } finally {
            free.countDown();
        }
    }

    @Test
    void goesOnBeatingWhateverHappens() throws Exception {
        start(OFTEN_MS, 10);
        try (EventClient stays = EventClient.listen(port());
                EventClient special = EventClient.ask(port(), "GET /.ling/reload?special")) {
            special.readTo("event: hello");
            CountDownLatch thrown = new CountDownLatch(1);
            liveServer.beforeWrite(() -> {
                thrown.countDown();
                throw new AssertionError("wanted");
            });
            await(thrown);
            live.changed(Set.of("/a"));
            stays.readTo("event: change");
            // The beat that failed may be the first of these.
            stays.readTo(":");
            stays.readTo(":");
        }
    }

    @Test
    void dropsClientsThatLetMessagesPile() throws Exception {
        start(NEVER_MS, 10);
        try (EventClient mute = EventClient.mute(port());
                EventClient other = EventClient.listen(port())) {
            awaitClients(2);
            Set<String> paths = paths(100, 1000);
            int sent = 0;
            for (; live.clients() == 2 && sent < 1000; sent++) {
                live.changed(paths);
                other.readTo("event: change");
            }
            assertEquals(1, live.clients(), "after " + sent);
            mute.readToDrop();
        }
    }

    @Test
    void dropsClientsThatReadNothingBetweenTwoBeats() throws Exception {
        start(OFTEN_MS, 10);
        try (EventClient mute = EventClient.mute(port())) {
            awaitClients(1);
            Set<String> paths = paths(100, 10_000);
            for (int i = 0; i < EventStream.WAITING_LIMIT; i++) {
                live.changed(paths);
            }
            awaitClients(0);
            mute.readToDrop();
        }
    }

    @Test
    void outlivesTheIdleTimeout() throws Exception {
        start(NEVER_MS, 10);
        try (EventClient client = EventClient.listen(port())) {
            client.readTo("data:");
            // Whether the connection is to be given up for this reason.
            assertFalse(liveServer.whenIdle().remove().test(new TimeoutException("wanted")));
        }
    }

    @Test
    void endsStreamsWhenItIsStoppedAlone() throws Exception {
        start(NEVER_MS, 10);
        try (EventClient client = EventClient.listen(port())) {
            live.stop();
            client.readToEnd();
            assertEquals(0, live.clients());
        }
    }

    @Test
    void endsStreamsWhenTheServerStops() throws Exception {
        for (boolean graceful : new boolean[] {true, false}) {
            start(NEVER_MS, 10);
            server.setStopTimeout(graceful ? NEVER_MS : 0);
            try (EventClient one = EventClient.listen(port());
                    EventClient two = EventClient.listen(port())) {
                assertTimeoutPreemptively(LIMIT, () -> server.stop());
                assertEquals(0, live.clients());
                if (graceful) {
                    one.readToEnd();
                    two.readToEnd();
                }
            }
        }
    }

    @Test
    void letsNoClientStandInTheWayOfStopping() throws Exception {
        start(NEVER_MS, 10);
        server.setStopTimeout(NEVER_MS);
        try (EventClient mute = EventClient.mute(port())) {
            awaitClients(1);
            Set<String> paths = paths(100, 10_000);
            for (int i = 0; i < EventStream.WAITING_LIMIT; i++) {
                live.changed(paths);
            }
            assertTimeoutPreemptively(LIMIT, () -> server.stop());
            mute.readToDrop();
        }
    }

    @Test
    void startsAgain() throws Exception {
        start(OFTEN_MS, 10);
        server.setStopTimeout(NEVER_MS);
        EventClient.listen(port()).close();
        server.stop();
        assertTrue(live.isShutdown());
        server.start();
        assertFalse(live.isShutdown());
        try (EventClient client = EventClient.listen(port())) {
            client.readTo(":");
            live.changed(Set.of("/a"));
            client.readTo("event: change");
        }
    }

    private void start(long beatMs, int mostClients) throws Exception {
        live = new LiveReload(new LiveServer.Site(), beatMs, mostClients);
        liveServer = new LiveServer(live);
        server = liveServer.server();
        server.start();
    }

    private int port() {
        return liveServer.port();
    }

    private void awaitClients(int count) {
        for (long endNs = end(); live.clients() != count && System.nanoTime() < endNs; ) {
            Thread.onSpinWait();
        }
        assertEquals(count, live.clients());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static long end() {
        return System.nanoTime() + LIMIT.toNanos();
    }

    private static Set<String> paths(int count, int length) {
        Set<String> paths = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            paths.add("/" + i + "x".repeat(length));
        }
        return paths;
    }

    private static void assertHead(EventClient client, String line) {
        assertTrue(client.head().contains(line), () -> line + " is not in " + client.head());
    }
}
