package org.lingmq.web.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.web.auth.GuardedServer.Answer;

class BasicAuthTest {

    private static final String CHALLENGE = "Basic realm=\"Restricted\", charset=\"UTF-8\"";

    @TempDir
    Path folder;

    private Path file;
    private int seconds;
    private GuardedServer server;
    private final ExecutorService clients = Executors.newCachedThreadPool();

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("users");
        write(Bcrypt.line("ling", "secret"), Bcrypt.line("jörg", "grün:密码"));
        server = new GuardedServer(file);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        clients.shutdownNow();
    }

    private void write(String... lines) throws IOException {
        Files.write(file, List.of(lines));
        seconds++;
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(seconds)));
    }

    @Test
    void whoSaysNothingIsAsked() {
        Answer answer = server.ask("/");
        assertEquals(401, answer.status());
        assertEquals(CHALLENGE, answer.challenge());
        assertTrue(server.runs.isEmpty());
    }

    @Test
    void whoIsRightComesInAndIsNamedToTheLog() throws Exception {
        assertEquals(new Answer(200, null, null, "ling@qtp"), server.ask("/", GuardedServer.basic("ling:secret")));
        assertEquals("ling", server.logged.take());
        assertEquals(
                "jörg@qtp", server.ask("/", GuardedServer.basic("jörg:grün:密码")).body());
        assertEquals("jörg", server.logged.take());
        assertEquals(
                200,
                server.ask("/", "bAsIc  " + GuardedServer.basic("ling:secret").substring(6))
                        .status());
    }

    @Test
    void whoIsWrongIsAskedAgainAndNotNamed() throws Exception {
        for (String credentials : List.of("ling:Secret", "ling:", "mei:secret", ":", "jörg:secret")) {
            Answer answer = server.ask("/", GuardedServer.basic(credentials));
            assertEquals(401, answer.status(), credentials);
            assertEquals(CHALLENGE, answer.challenge(), credentials);
            assertEquals("null", server.logged.take());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic bGluZzpzZWNyZXQ=x",
                "Basic bGluZw==",
                "Basic /////w==",
                "Bearer bGluZzpzZWNyZXQ=",
                "bGluZzpzZWNyZXQ="
            })
    void whatIsMalformedIsAskedAgainWithoutACheck(String header) {
        Answer answer = server.ask("/", header);
        assertEquals(401, answer.status());
        assertEquals(CHALLENGE, answer.challenge());
        assertTrue(server.runs.isEmpty());
    }

    @Test
    void oldCharsetsControlCharactersAndTwoHeadersAreMalformed() {
        String latin1 = "Basic " + Base64.getEncoder().encodeToString("jörg:x".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(401, server.ask("/", latin1).status());
        assertEquals(401, server.status("ling:secret\0"));
        assertEquals(401, server.status("ling\n:secret"));
        String right = GuardedServer.basic("ling:secret");
        assertEquals(401, server.ask("/", right, right).status());
        assertTrue(server.runs.isEmpty());
        assertEquals(200, server.ask("/", right).status());
    }

    @Test
    void aPageOfPicturesCostsOneCheck() {
        for (int i = 0; i < 100; i++) {
            assertEquals(200, server.status("ling:secret"));
        }
        assertEquals(1, server.runs.size());
    }

    @Test
    void aWrongPasswordIsNotRemembered() {
        assertEquals(401, server.status("ling:wrong"));
        assertEquals(401, server.status("ling:wrong"));
        assertEquals(2, server.runs.size());
    }

    @Test
    void aRightPasswordIsRememberedForTenMinutes() {
        server.status("ling:secret");
        // The one thread that checks has put the first away when it takes the second.
        server.status("mei:secret");
        server.nanoseconds.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
        server.status("ling:secret");
        assertEquals(2, server.runs.size());
        server.nanoseconds.addAndGet(1);
        assertEquals(200, server.status("ling:secret"));
        assertEquals(3, server.runs.size());
    }

    @Test
    void aNewPasswordCountsAtOnce() throws IOException {
        assertEquals(200, server.status("ling:secret"));
        write(Bcrypt.line("ling", "new"));
        assertEquals(401, server.status("ling:secret"));
        assertEquals(200, server.status("ling:new"));
    }

    @Test
    void aUserWhoIsTakenOutIsOutAtOnce() throws IOException {
        assertEquals(200, server.status("ling:secret"));
        write(Bcrypt.line("mei", "secret"));
        assertEquals(401, server.status("ling:secret"));
        assertEquals(200, server.status("mei:secret"));
    }

    @Test
    void anUnknownUserCostsWhatAKnownOneCosts() throws Exception {
        write(Bcrypt.line("ling", "secret").replace("$10$", "$11$"));
        server.status("ling:wrong");
        server.status("mei:wrong");
        String known = server.runs.take().hash();
        String unknown = server.runs.take().hash();
        assertNotEquals(known, unknown);
        assertEquals(11, Bcrypt.cost(known));
        assertEquals(11, Bcrypt.cost(unknown));
    }

    @Test
    void checksRunOnADaemonOfTheirOwnAndRequestsGoOnWhereTheyBelong() throws Exception {
        assertEquals(
                "ling@qtp", server.ask("/", GuardedServer.basic("ling:secret")).body());
        Thread thread = server.runs.take().thread();
        assertEquals("lingmq-web-passwords", thread.getName());
        assertTrue(thread.isDaemon());
    }

    @Test
    void manyWhoAskTheSameAtOnceShareOneCheck() throws Exception {
        server.mayEnd.drainPermits();
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(clients.submit(() -> server.status("ling:secret")));
        }
        // No request waits for bcrypt on its thread: all have returned while it still runs.
        server.returned.acquire(20);
        server.mayEnd.release(1);
        for (Future<Integer> answer : answers) {
            assertEquals(200, answer.get());
        }
        assertEquals(1, server.runs.size());
    }

    @Test
    void whenTooManyWaitTheNextIsTurnedAwayForASecond() throws Exception {
        server.mayEnd.drainPermits();
        Future<Integer> running = clients.submit(() -> server.status("ling:1"));
        server.returned.acquire();
        Future<Integer> waiting = clients.submit(() -> server.status("ling:2"));
        server.returned.acquire();
        Answer answer = server.ask("/", GuardedServer.basic("ling:secret"));
        assertEquals(503, answer.status());
        assertEquals("1", answer.retryAfter());
        server.mayEnd.release(2);
        assertEquals(401, running.get());
        assertEquals(401, waiting.get());
        server.mayEnd.release(1);
        assertEquals(200, server.status("ling:secret"), "nothing of the refusal is remembered");
    }

    @Test
    void whoIsRememberedComesInWhileOthersWait() throws Exception {
        assertEquals(200, server.status("ling:secret"));
        server.returned.drainPermits();
        server.mayEnd.drainPermits();
        Future<Integer> running = clients.submit(() -> server.status("ling:1"));
        server.returned.acquire();
        assertEquals(200, server.status("ling:secret"));
        assertFalse(running.isDone());
    }

    /** The first time the request goes on later, the second time at once. */
    @Test
    void holesAndFaultsInsideAreAnsweredEitherWay() {
        for (String path : List.of("/none", "/none", "/fault", "/fault")) {
            int status = server.ask(path, GuardedServer.basic("ling:secret")).status();
            assertEquals(path.equals("/none") ? 404 : 500, status, path);
        }
        assertEquals(1, server.runs.size());
        assertEquals(
                500, server.ask("/fault", GuardedServer.basic("jörg:grün:密码")).status());
    }

    @Test
    void whatWaitsWhenTheGuardStopsIsTurnedAwayAndItsThreadEnds() throws Exception {
        server.mayEnd.drainPermits();
        Future<Integer> running = clients.submit(() -> server.status("ling:secret"));
        server.returned.acquire();
        Thread thread = server.runs.take().thread();
        Future<Answer> waiting = clients.submit(() -> server.ask("/", GuardedServer.basic("jörg:grün:密码")));
        server.returned.acquire();
        server.guard.stop();
        assertEquals(503, waiting.get().status());
        assertEquals("1", waiting.get().retryAfter());
        assertEquals(401, running.get(), "interrupted");
        thread.join();
        assertFalse(thread.isAlive());
    }

    @Test
    void aServerThatStartsAgainGuardsAgain() throws Exception {
        assertEquals(200, server.status("ling:secret"));
        server.server.stop();
        server.server.start();
        assertEquals(200, server.status("ling:secret"));
        assertEquals(401, server.status("ling:wrong"));
        assertEquals(3, server.runs.size(), "nothing is remembered over a stop");
    }

    @Test
    void nothingPrintsAPassword() {
        assertEquals("Credentials[user=ling]", new Credentials("ling", "secret").toString());
    }
}
