package org.lingmq.web.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients whose head does not come are closed, all others are not. */
class HeadDeadlineTest {
    static final long DEADLINE_MS = 300;
    private static final String POST = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
    private static final String CHUNKED =
            "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";

    @Test
    void silenceFromTheStart() throws Exception {
        try (WireServer server = new WireServer(DEADLINE_MS);
                Socket client = server.connect()) {
            assertEquals(-1, client.getInputStream().read());
            assertLog(server, "\"-\" 408 0");
        }
    }

    @Test
    void aDribblerGainsNothing() throws Exception {
        try (WireServer server = new WireServer(DEADLINE_MS);
                Socket client = server.connect()) {
            long start = System.nanoTime();
            dribble(client, "GET /a HTTP/1.1\r\nHost: x\r\nX: ");
            long elapsedMs = (System.nanoTime() - start) / 1_000_000;
            assertTrue(elapsedMs >= DEADLINE_MS - 50, () -> "closed after " + elapsedMs + " ms");
            assertLog(server, "\"-\" 408 0");
        }
    }

    @Test
    void aLaterHeadHasItsOwnTime() throws Exception {
        try (WireServer server = new WireServer(DEADLINE_MS);
                Socket client = server.connect()) {
            WireServer.send(client, WireServer.GET_A);
            WireServer.readTo(client, "hello");
            assertStaysOpen(client);
            dribble(client, "GET /a HTTP/1.1\r\nX: ");
            assertLog(server, "\"GET /a HTTP/1.1\" 200 5", "\"-\" 408 0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {WireServer.GET_A, POST, CHUNKED, WireServer.GET_A + POST, CHUNKED + WireServer.GET_A})
    void whatFollowsInTheBuffer(String request) throws Exception {
        try (WireServer server = new WireServer(DEADLINE_MS);
                Socket client = server.connect()) {
            WireServer.send(client, request + "GET /a HTTP/1.1\r\nHo");
            // Answers, and then the end.
            String answers = new String(client.getInputStream().readAllBytes());
            int count = request.split("HTTP/1.1", -1).length - 1;
            assertEquals(count, answers.split("200 OK", -1).length - 1, answers);
            List<String> lines = server.finalLog(count + 1);
            assertEquals(count + 1, lines.size(), lines::toString);
            assertTrue(lines.get(count).endsWith("\"-\" 408 0"), lines::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {WireServer.GET_A, POST, CHUNKED, WireServer.GET_A + POST, CHUNKED + WireServer.GET_A})
    void nothingFollowsInTheBuffer(String request) throws Exception {
        try (WireServer server = new WireServer(DEADLINE_MS)) {
            int count = request.split("HTTP/1.1", -1).length - 1;
            try (Socket client = server.connect()) {
                WireServer.send(client, request);
                server.log.await(count);
                String answers = "";
                for (int i = 0; i < count; i++) {
                    answers += WireServer.readTo(client, "200 OK");
                }
                answers += WireServer.readTo(client, request.endsWith(WireServer.GET_A) ? "hello" : "[abc]");
                assertStaysOpen(client);
            }
            List<String> lines = server.finalLog(count);
            assertEquals(count, lines.size(), lines::toString);
        }
    }

    @Test
    void aBodyInPiecesIsNoHead() throws Exception {
        try (WireServer server = new WireServer(DEADLINE_MS)) {
            try (Socket client = server.connect()) {
                WireServer.send(client, POST.substring(0, POST.length() - 2));
                assertStaysOpen(client);
                WireServer.send(client, "b");
                assertStaysOpen(client);
                WireServer.send(client, "c");
                WireServer.readTo(client, "[abc]");
                assertStaysOpen(client);
            }
            List<String> lines = server.finalLog(1);
            assertEquals(1, lines.size(), lines::toString);
        }
    }

    @Test
    void aSlowAnswerIsNoSilence() throws Exception {
        try (WireServer server = new WireServer(DEADLINE_MS);
                Socket client = server.connect()) {
            WireServer.send(client, "GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
            assertStaysOpen(client);
            server.latch.countDown();
            WireServer.readTo(client, "waited");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /a HTTP/1.1\r\nBad Field: x\r\n\r\n",
                "GET /a HTTP/2.0\r\n\r\n"
            })
    void afterTheLastAnswerItIsTheClientsTurnToClose(String request) throws Exception {
        try (WireServer server = new WireServer(DEADLINE_MS);
                Socket client = server.connect()) {
            WireServer.send(client, request);
            client.getInputStream().readAllBytes();
            // The server has closed its side; what comes now is read to nowhere, for a while.
            Lines.until("the end of the connection", () -> {
                try {
                    client.getOutputStream().write('x');
                } catch (IOException e) {
                    return true;
                }
                return server.connections() == 0;
            });
            List<String> lines = server.finalLog(1);
            assertEquals(1, lines.size(), lines::toString);
        }
    }

    @Test
    void idlenessInAHeadEndsTheSameWay() throws Exception {
        try (WireServer server = new WireServer(60_000)) {
            server.idleTimeout(DEADLINE_MS);
            try (Socket client = server.connect()) {
                WireServer.send(client, "GET /a HTTP/1.1\r\nHo");
                assertEquals(-1, client.getInputStream().read());
                assertLog(server, "\"-\" 408 0");
            }
        }
    }

    @Test
    void idlenessBetweenRequestsIsNotLogged() throws Exception {
        try (WireServer server = new WireServer(60_000)) {
            server.idleTimeout(DEADLINE_MS);
            try (Socket client = server.connect()) {
                WireServer.send(client, WireServer.GET_A);
                WireServer.readTo(client, "hello");
                assertEquals(-1, client.getInputStream().read());
                WireServer.send(client, "GET");
            }
            assertLog(server, "\"GET /a HTTP/1.1\" 200 5");
        }
    }

    @Test
    void aDeadlineOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new WireServer(0));
    }

    /** Sends {@code start} and then a byte now and then, until the server closes. */
    static void dribble(Socket client, String start) throws IOException {
        InputStream in = client.getInputStream();
        client.setSoTimeout(20);
        WireServer.send(client, start);
        long end = System.nanoTime() + 60_000_000_000L;
        while (true) {
            assertTrue(System.nanoTime() < end, "still open");
            try {
                assertEquals(-1, in.read());
                return;
            } catch (SocketTimeoutException e) {
                try {
                    client.getOutputStream().write('y');
                } catch (IOException closed) {
                    return;
                }
            } catch (IOException reset) {
                return;
            }
        }
    }

    static void assertStaysOpen(Socket client) throws IOException {
        client.setSoTimeout((int) DEADLINE_MS * 3);
        assertThrows(
                SocketTimeoutException.class, () -> client.getInputStream().read());
        client.setSoTimeout(60_000);
    }

    /** Waits until the deadline has closed {@code hourglass}, which was connected last. */
    static void assertStaysOpen(Socket hourglass, Socket client) throws IOException {
        try (hourglass) {
            assertEquals(-1, hourglass.getInputStream().read());
        }
        client.setSoTimeout(60_000);
    }

    static void assertLog(WireServer server, String... ends) throws Exception {
        assertLines(server.finalLog(ends.length), ends);
    }

    static void assertLines(List<String> lines, String... ends) {
        assertEquals(ends.length, lines.size(), lines::toString);
        for (int i = 0; i < ends.length; i++) {
            assertTrue(lines.get(i).endsWith(ends[i]), lines::toString);
        }
    }
}
