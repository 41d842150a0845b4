package org.lingmq.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.BindException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.web.RawClient.Answer;

/** The server as an object, and what can be set on it. */
class HttpWebServerTest {
    @TempDir
    private Path folder;

    private HttpWebServer server;

    @BeforeEach
    void site() throws IOException {
        Files.writeString(folder.resolve("index.html"), "<p>index</p>");
        Files.writeString(folder.resolve("app.js"), "script");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private RawClient start(HttpWebServerBuilder builder) throws IOException {
        server = builder.folder(folder).port(0).build().startAsync();
        return new RawClient("127.0.0.1", server.port());
    }

    @Test
    void startBlocksUntilClosed() throws Exception {
        server = HttpWebServer.builder().folder(folder).port(0).build();
        CompletableFuture<Void> returned = CompletableFuture.runAsync(() -> {
            try {
                server.start();
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        });
        while (!isStarted(server)) {
            Thread.onSpinWait();
        }
        assertFalse(returned.isDone());
        server.close();
        returned.get(60, TimeUnit.SECONDS);
    }

    private static boolean isStarted(HttpWebServer server) {
        try {
            return server.port() > 0;
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    @Test
    void threadsAreDaemonsAndAreGoneAfterwards() throws IOException, InterruptedException {
        try (RawClient client = start(HttpWebServer.builder().liveReload(true))) {
            client.get("/");
            List<Thread> ours = ours();
            assertFalse(ours.isEmpty());
            for (Thread thread : ours) {
                assertTrue(thread.isDaemon(), thread.getName());
            }
        }
        server.close();
        for (Thread thread : ours()) {
            thread.join(60_000);
            assertFalse(thread.isAlive(), thread.getName());
        }
    }

    private static List<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lingmq-web"))
                .toList();
    }

    @Test
    void takenPortIsABindExceptionWithASentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            HttpWebServer late = HttpWebServer.builder()
                    .folder(folder)
                    .port(taken.getLocalPort())
                    .build();
            BindException refused = assertThrows(BindException.class, late::startAsync);
            assertTrue(refused.getMessage().startsWith("Something else listens on 127.0.0.1:" + taken.getLocalPort()));
            assertThrows(IllegalStateException.class, late::port);
        }
    }

    @Test
    void portJustLeftIsFreeAgain() throws IOException {
        try (RawClient client = start(HttpWebServer.builder())) {
            client.get("/");
            int port = server.port();
            server.close();
            server = HttpWebServer.builder().folder(folder).port(port).build().startAsync();
            assertEquals(port, server.port());
        }
    }

    @Test
    void closedServerTakesNoConnection() throws IOException {
        start(HttpWebServer.builder()).close();
        int port = server.port();
        server.close();
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", port).close());
        assertThrows(IllegalStateException.class, server::startAsync);
    }

    @Test
    void builderMayGoOnAfterAServerWasMade() throws IOException {
        HttpWebServerBuilder builder = HttpWebServer.builder().folder(folder).header("X-One", "1");
        server = builder.port(0).build();
        builder.folder(Path.of("/etc")).header("X-Two", "2");
        server.startAsync();
        try (RawClient client = new RawClient("127.0.0.1", server.port())) {
            assertEquals("<p>index</p>", client.get("/").text());
            assertNull(client.get("/").field("X-Two"));
        }
        int port = server.port();
        server.close();
        assertEquals(port, server.port());
    }

    @Test
    void servesStaticIfNothingElseIsSaid() {
        assertEquals(Path.of("static").toAbsolutePath(), new HttpWebServer(0).folder());
    }

    @Test
    void onePageForEveryPathAndReadAnewWhenItChanges() throws IOException {
        Path page = Files.writeString(folder.resolve("sorry.html"), "sorry");
        try (RawClient client = start(HttpWebServer.builder().page(page))) {
            for (String path : List.of("/", "/index.html", "/a/b?c", "/.env", "/a/")) {
                Answer answer = client.get(path);
                assertEquals(200, answer.status(), path);
                assertEquals("sorry", answer.text(), path);
                assertEquals("text/html; charset=utf-8", answer.field("Content-Type"));
            }
            Files.writeString(page, "sorry again");
            assertEquals("sorry again", client.get("/").text());
            Files.delete(page);
            assertEquals(404, client.get("/").status());
            assertEquals(404, client.get("/a/").status());
            Files.writeString(page, "back");
            assertEquals("back", client.get("/").text());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Accept: text/html, 200", "'Accept: text/html,application/xhtml+xml,*/*;q=0.8', 200", "Accept: */*, 404",
        "Sec-Fetch-Mode: navigate, 200", "Sec-Fetch-Mode: no-cors, 404", "X: y, 404"
    })
    void fallbackIsForNavigationsAlone(String field, int status) throws IOException {
        try (RawClient client = start(HttpWebServer.builder().fallback("index.html"))) {
            Answer answer = client.get("/made/up/path", field);
            assertEquals(status, answer.status());
            assertEquals(status == 200, answer.text().equals("<p>index</p>"));
            assertEquals("script", client.get("/app.js").text());
        }
    }

    @Test
    void corsIsForTheOriginsNamed() throws IOException {
        try (RawClient client = start(HttpWebServer.builder().cors("https://a.example"))) {
            Answer known = client.get("/app.js", "Origin: https://a.example");
            assertEquals("https://a.example", known.field("Access-Control-Allow-Origin"));
            Answer stranger = client.get("/app.js", "Origin: https://axexample");
            assertNull(stranger.field("Access-Control-Allow-Origin"));
            assertEquals(200, stranger.status());
            assertEquals("Origin", stranger.field("Vary"));
            Answer preflight = client.request(
                    "OPTIONS",
                    "/app.js",
                    "Origin: https://a.example",
                    "Access-Control-Request-Method: GET",
                    "Access-Control-Request-Headers: range");
            assertEquals("https://a.example", preflight.field("Access-Control-Allow-Origin"));
            assertTrue(preflight.status() == 200 || preflight.status() == 204, preflight.statusLine());
        }
    }

    @Test
    void headersTakeThePlaceOfOurs() throws IOException {
        try (RawClient client = start(HttpWebServer.builder()
                .list(true)
                .header("Cache-Control", "no-store")
                .header("X-One", "1")
                .header("Link", "</a>; rel=preload")
                .header("Link", "</b>; rel=preload")
                .header("Server", "mine"))) {
            Files.createDirectory(folder.resolve("sub"));
            for (String path : List.of("/", "/missing", "/sub", "/sub/", "/%00")) {
                Answer answer = client.get(path);
                List<String> fields = answer.fields();
                assertEquals(
                        1,
                        fields.stream()
                                .filter(f -> f.startsWith("Cache-Control"))
                                .count(),
                        path);
                assertEquals(
                        2, fields.stream().filter(f -> f.startsWith("Link")).count(), path);
                assertEquals("no-store", answer.field("Cache-Control"), path);
                assertEquals("1", answer.field("X-One"), path);
                assertEquals("mine", answer.field("Server"), path);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]"})
    void listensOnIpv6(String host) throws IOException {
        server = HttpWebServer.builder()
                .folder(folder)
                .host(host)
                .port(0)
                .build()
                .startAsync();
        assertEquals(URI.create("http://[::1]:" + server.port() + "/"), server.uri());
        assertFalse(server.isOpenToOthers());
        try (RawClient client = new RawClient("::1", server.port())) {
            assertEquals(200, client.get("/").status());
        }
    }

    @Test
    void allAddressesAreOpenToOthers() throws IOException {
        server = HttpWebServer.builder()
                .folder(folder)
                .host("0.0.0.0")
                .port(0)
                .build()
                .startAsync();
        assertTrue(server.isOpenToOthers());
        assertEquals("127.0.0.1", server.uri().getHost());
    }

    @Test
    void answerUnderWayIsFinishedWhenStopped() throws Exception {
        byte[] large = new byte[32 * 1024 * 1024];
        Files.write(folder.resolve("large.bin"), large);
        try (RawClient client = start(HttpWebServer.builder().grace(java.time.Duration.ofSeconds(60)))) {
            client.send("GET /large.bin HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertEquals('H', client.socket().getInputStream().read());
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
            long rest = client.socket().getInputStream().readAllBytes().length;
            assertTrue(rest > large.length, "only " + rest + " bytes came");
            closing.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void hundredsOfStalledClientsHoldUpNobody() throws IOException {
        List<RawClient> stalled = new ArrayList<>();
        byte[] large = new byte[8 * 1024 * 1024];
        Files.write(folder.resolve("large.bin"), large);
        try (RawClient client = start(HttpWebServer.builder())) {
            for (int i = 0; i < 300; i++) {
                RawClient one = new RawClient("127.0.0.1", server.port());
                stalled.add(one);
                // Half a head; or a whole one, and not a byte of the answer read.
                one.send(i % 2 == 0 ? "GET / HTTP/1.1\r\nHo" : "GET /large.bin HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            for (int i = 0; i < 100; i++) {
                assertEquals("<p>index</p>", client.get("/").text());
            }
        } finally {
            for (RawClient one : stalled) {
                one.close();
            }
        }
    }

    @Test
    void connectionsAboveTheLimitWaitForTheirTurn() throws IOException {
        try (RawClient first = start(HttpWebServer.builder().maxConnections(2))) {
            assertEquals(200, first.get("/").status());
            try (RawClient second = new RawClient("127.0.0.1", server.port());
                    RawClient third = new RawClient("127.0.0.1", server.port())) {
                assertEquals(200, second.get("/").status());
                third.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                for (int i = 0; i < 100; i++) {
                    second.get("/");
                }
                assertEquals(0, third.socket().getInputStream().available());
                first.socket().close();
                assertEquals(200, third.answer(false).status());
            }
        }
    }

    @Test
    void logSaysWhoCameAndTraceWhatWasSaid() throws IOException {
        StringWriter log = new StringWriter();
        StringWriter trace = new StringWriter();
        Path passwords = Files.writeString(folder.resolve(".passwords"), Passwords.line("ann", "secret") + "\n");
        try (RawClient client = start(HttpWebServer.builder()
                .passwords(passwords)
                .accessLog(log, AccessLogFormat.CLF)
                .trace(trace))) {
            assertEquals(401, client.get("/app.js").status());
            assertEquals(
                    200,
                    client.get("/app.js", "aUTHORIZATION: Basic YW5uOnNlY3JldA==")
                            .status());
        }
        server.close();
        String[] lines = log.toString().split("\n");
        assertEquals(2, lines.length, log.toString());
        assertTrue(lines[0].matches("127\\.0\\.0\\.1 - - \\[.*] \"GET /app.js HTTP/1.1\" 401 \\d+"), lines[0]);
        assertTrue(lines[1].matches("127\\.0\\.0\\.1 - ann \\[.*] \"GET /app.js HTTP/1.1\" 200 6"), lines[1]);
        assertTrue(trace.toString().contains(" > aUTHORIZATION: Basic YW5uOnNlY3JldA==\n"), trace.toString());
        assertTrue(trace.toString().contains(" < HTTP/1.1 401 Unauthorized\n"), trace.toString());
    }

    @Test
    void logInTheFolderIsNoChangeOfThePages() throws IOException {
        try (RawClient events = start(HttpWebServer.builder()
                        .liveReload(true)
                        .accessLog(folder.resolve("access.log"), AccessLogFormat.CLF));
                RawClient client = new RawClient("127.0.0.1", server.port())) {
            events.send("GET /.ling/reload HTTP/1.1\r\nHost: x\r\n\r\n");
            client.get("/");
            Files.writeString(folder.resolve("app.js"), "another script");
            assertEquals("[\"/app.js\"]", events.lineStartingWith("data: [").substring("data: ".length()));
        }
    }

    @Test
    void pagesGetTheScriptOfLiveReload() throws IOException {
        Files.writeString(folder.resolve("404.html"), "<p>no</p>");
        try (RawClient client = start(HttpWebServer.builder().liveReload(true))) {
            String script = "<script src=\"/.ling/reload.js\" async></script>";
            assertEquals("<p>index</p>" + script, client.get("/").text().strip());
            assertEquals("<p>no</p>" + script, client.get("/missing").text().strip());
            assertEquals("script", client.get("/app.js").text());
            assertEquals(200, client.get("/.ling/reload.js").status());
        }
    }
}
