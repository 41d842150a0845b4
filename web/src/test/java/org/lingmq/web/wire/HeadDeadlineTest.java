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
    /** For clients that are to be closed. */
    static final long DEADLINE_MS = 300;
    /** For others: there tests say when time has passed. */
    private static final long LONG_MS = 600_000;

    private static final String GET_LINE = "\"GET /a HTTP/1.1\" 200 5";
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
        try (WireServer server = new WireServer(LONG_MS);
                Socket client = server.connect()) {
            WireServer.send(client, WireServer.GET_A);
            WireServer.readTo(client, "hello");
            assertStaysOpen(server, client, 1);
            server.log.await(2);
            WireServer.send(client, "GET /a HTTP/1.1\r\nX: ");
            server.sweepAll();
            assertLog(server, GET_LINE, GET_LINE, "\"-\" 408 0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {WireServer.GET_A, POST, CHUNKED, WireServer.GET_A + POST, CHUNKED + WireServer.GET_A})
    void whatFollowsInTheBuffer(String request) throws Exception {
        try (WireServer server = new WireServer(LONG_MS);
                Socket client = server.connect()) {
            WireServer.send(client, request + "GET /a HTTP/1.1\r\nHo");
            int count = request.split("HTTP/1.1", -1).length - 1;
            server.log.await(count);
            server.sweepAll();
            List<String> lines = server.finalLog(count + 1);
            assertEquals(count + 1, lines.size(), lines::toString);
            assertTrue(lines.get(count).endsWith("\"-\" 408 0"), lines::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {WireServer.GET_A, POST, CHUNKED, WireServer.GET_A + POST, CHUNKED + WireServer.GET_A})
    void nothingFollowsInTheBuffer(String request) throws Exception {
        try (WireServer server = new WireServer(LONG_MS)) {
            int count = request.split("HTTP/1.1", -1).length - 1;
            try (Socket client = server.connect()) {
                WireServer.send(client, request);
                for (int i = 0; i < count; i++) {
                    WireServer.readTo(client, "200 OK");
                }
                WireServer.readTo(client, request.endsWith(WireServer.GET_A) ? "hello" : "[abc]");
                assertStaysOpen(server, client, count);
            }
            List<String> lines = server.finalLog(count + 1);
            assertEquals(count + 1, lines.size(), lines::toString);
        }
    }

    @Test
    void aHeadInTinyPieces() throws Exception {
        try (WireServer server = new WireServer(LONG_MS);
                Socket client = server.connect()) {
            // Whatever the last piece is, what came ends in an empty line.
            for (char c : WireServer.GET_A.toCharArray()) {
                WireServer.send(client, String.valueOf(c));
            }
            WireServer.readTo(client, "hello");
            assertStaysOpen(server, client, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /a HTTP/1.1\nHost: x\n\n", "GET /a HTTP/1.1\r\nHost: x\n\r\n"})
    void linesWithoutACarriageReturn(String request) throws Exception {
        try (WireServer server = new WireServer(LONG_MS);
                Socket client = server.connect()) {
            WireServer.send(client, request);
            WireServer.readTo(client, "hello");
            assertStaysOpen(server, client, 1);
        }
    }

    @Test
    void aBodyInPiecesIsNoHead() throws Exception {
        try (WireServer server = new WireServer(LONG_MS)) {
            try (Socket client = server.connect()) {
                WireServer.send(client, POST.substring(0, POST.length() - 2));
                server.awaitArrived(1);
                server.sweep();
                WireServer.send(client, "b");
                server.sweep();
                WireServer.send(client, "c");
                WireServer.readTo(client, "[abc]");
                assertStaysOpen(server, client, 1);
            }
            List<String> lines = server.finalLog(2);
            assertEquals(2, lines.size(), lines::toString);
        }
    }

    @Test
    void aSlowAnswerIsNoSilence() throws Exception {
        try (WireServer server = new WireServer(LONG_MS);
                Socket client = server.connect()) {
            WireServer.send(client, "GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
            server.awaitArrived(1);
            server.sweep();
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
        try (WireServer server = new WireServer(LONG_MS);
                Socket client = server.connect()) {
            WireServer.send(client, request);
            client.getInputStream().readAllBytes();
            // The server has closed its side; what comes now is read to nowhere, for a while.
            WireServer.send(client, "x");
            server.log.await(1);
            server.sweepAll();
            List<String> lines = server.finalLog(1);
            assertEquals(1, lines.size(), lines::toString);
        }
    }

    @Test
    void theTimerSweepsAfterTheLastAnswerToo() throws Exception {
        try (WireServer server = new WireServer(DEADLINE_MS);
                Socket client = server.connect()) {
            WireServer.send(client, "?\r\n\r\n");
            // Answered or too late, it ends while the client goes on; Jetty alone would wait for silence.
            Lines.until("the end of the connection", () -> {
                try {
                    client.getOutputStream().write('x');
                } catch (IOException e) {
                    return true;
                }
                return false;
            });
        }
    }

    @Test
    void idlenessInAHeadEndsTheSameWay() throws Exception {
        try (WireServer server = new WireServer(LONG_MS);
                Socket client = server.connect()) {
            WireServer.send(client, "GET /a HTTP/1.1\r\nHo");
            Lines.until("the connection", () -> server.connections() == 1);
            server.idleTimeout(DEADLINE_MS);
            assertEquals(-1, client.getInputStream().read());
            assertLog(server, "\"-\" 408 0");
        }
    }

    @Test
    void idlenessBetweenRequestsIsNotLogged() throws Exception {
        try (WireServer server = new WireServer(LONG_MS)) {
            try (Socket client = server.connect()) {
                WireServer.send(client, WireServer.GET_A);
                WireServer.readTo(client, "hello");
                server.log.await(1);
                server.idleTimeout(DEADLINE_MS);
                assertEquals(-1, client.getInputStream().read());
                WireServer.send(client, "GET");
            }
            assertLog(server, GET_LINE);
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

    /** After {@code count} requests: time passes, and there is another answer. */
    static void assertStaysOpen(WireServer server, Socket client, int count) throws Exception {
        server.sweepAfter(count);
        WireServer.send(client, WireServer.GET_A);
        WireServer.readTo(client, "hello");
    }

    /** Gives the server time to read what was sent; nothing is to come back. */
    static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(100);
        assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
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
