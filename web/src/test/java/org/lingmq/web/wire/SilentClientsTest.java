package org.lingmq.web.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One line per request, and one per connection that had none. */
class SilentClientsTest {
    private static final long LONG_MS = 60_000;
    private static final String HALF = "GET /a HTTP/1.1\r\nHost: x\r\nHa";

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET /a", "GET /a HTTP/1.1\r\n", HALF})
    void leavesInTheFirstHead(String start) throws Exception {
        try (WireServer server = new WireServer(LONG_MS)) {
            try (Socket client = server.connect()) {
                WireServer.send(client, start);
            }
            HeadDeadlineTest.assertLog(server, "\"-\" 499 0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HALF})
    void closesItsSideOnly(String start) throws Exception {
        try (WireServer server = new WireServer(LONG_MS);
                Socket client = server.connect()) {
            WireServer.send(client, start);
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
            HeadDeadlineTest.assertLog(server, "\"-\" 499 0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HALF})
    void resets(String start) throws Exception {
        try (WireServer server = new WireServer(LONG_MS)) {
            Socket client = server.connect();
            WireServer.send(client, start);
            Lines.until("the connection", () -> server.connections() == 1);
            client.setSoLinger(true, 0);
            client.close();
            HeadDeadlineTest.assertLog(server, "\"-\" 499 0");
        }
    }

    @Test
    void leavesInALaterHead() throws Exception {
        try (WireServer server = new WireServer(LONG_MS)) {
            try (Socket client = server.connect()) {
                WireServer.send(client, WireServer.GET_A);
                WireServer.readTo(client, "hello");
                WireServer.send(client, HALF);
            }
            HeadDeadlineTest.assertLog(server, "\"GET /a HTTP/1.1\" 200 5", "\"-\" 499 0");
        }
    }

    @Test
    void leavesInAHeadThatWaited() throws Exception {
        try (WireServer server = new WireServer(LONG_MS)) {
            try (Socket client = server.connect()) {
                WireServer.send(client, WireServer.GET_A + HALF);
                WireServer.readTo(client, "hello");
            }
            HeadDeadlineTest.assertLog(server, "\"GET /a HTTP/1.1\" 200 5", "\"-\" 499 0");
        }
    }

    @Test
    void aClosedHeadIsNotReportedAsABadOneToo() throws Exception {
        try (WireServer server = new WireServer(HeadDeadlineTest.DEADLINE_MS);
                Socket client = server.connect()) {
            WireServer.send(client, HALF);
            assertEquals(-1, client.getInputStream().read());
            HeadDeadlineTest.assertLog(server, "\"-\" 408 0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection: close\r\n", "", "Connection: close\r\nContent-Length: 0\r\n"})
    void leavesAfterItsRequests(String field) throws Exception {
        try (WireServer server = new WireServer(LONG_MS)) {
            try (Socket client = server.connect()) {
                WireServer.send(client, WireServer.GET_A + "GET /a?b HTTP/1.1\r\nHost: x\r\n" + field + "\r\n");
                WireServer.readTo(client, "hello");
                WireServer.readTo(client, "hello");
            }
            HeadDeadlineTest.assertLog(server, "\"GET /a HTTP/1.1\" 200 5", "\"GET /a?b HTTP/1.1\" 200 5");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesInTheMiddleOfAnAnswer(boolean halfAHead) throws Exception {
        try (WireServer server = new WireServer(LONG_MS)) {
            Socket client = server.connect();
            WireServer.send(client, "GET /big HTTP/1.1\r\nHost: x\r\n\r\n" + (halfAHead ? HALF : ""));
            WireServer.readTo(client, "xxxx");
            client.setSoLinger(true, 0);
            client.close();
            List<String> lines = server.finalLog(1);
            assertEquals(1, lines.size(), lines::toString);
            assertTrue(lines.get(0).contains("\"GET /big HTTP/1.1\" 200 "), lines::toString);
            long bytes = Long.parseLong(lines.get(0).replaceAll(".* ", ""));
            assertTrue(bytes >= 4 && bytes < WireServer.BIG / 2, lines::toString);
        }
    }

    @Test
    void takesAWholeAnswer() throws Exception {
        try (WireServer server = new WireServer(LONG_MS);
                Socket client = server.connect()) {
            WireServer.send(client, "GET /big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            client.getInputStream().skipNBytes(WireServer.BIG);
            client.getInputStream().readAllBytes();
            HeadDeadlineTest.assertLog(server, "\"GET /big HTTP/1.1\" 200 " + WireServer.BIG);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, 'GET /a HTTP/1.1\r\nBad Field: x\r\n\r\n', 'GET /a HTTP/1.1'",
        "400, 'GET /a HTTP/1.1\r\n\r\n', 'GET /a HTTP/1.1'",
        "400, '\u0001\r\n\r\n', '-'",
        "400, 'GET /a\u001b[2J HTTP/1.1\r\n\r\n', '-'",
        "426, 'GET /a HTTP/2.0\r\n\r\n', 'GET /a HTTP/2.0'",
        "505, 'GET /a HTTP/7.0\r\n\r\n', '-'",
        "414, 'GET /{} HTTP/1.1\r\n\r\n', '-'",
        "431, 'GET /a HTTP/1.1\r\nX: {}\r\n\r\n', 'GET /a HTTP/1.1'"
    })
    void aMalformedRequest(int status, String request, String logged) throws Exception {
        try (WireServer server = new WireServer(LONG_MS)) {
            String answer;
            try (Socket client = server.connect()) {
                WireServer.send(client, request.replace("{}", "x".repeat(9000)));
                answer = read(client);
            }
            assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
            List<String> lines = server.finalLog(1);
            assertEquals(1, lines.size(), lines::toString);
            int bytes = answer.length() - answer.indexOf("\r\n\r\n") - 4;
            assertTrue(lines.get(0).endsWith("\"" + logged + "\" " + status + " " + bytes), () -> lines + answer);
        }
    }

    @ParameterizedTest
    @CsvSource({"/lost, 404", "/fail, 503"})
    void thePageOfAnErrorCounts(String path, int status) throws Exception {
        try (WireServer server = new WireServer(LONG_MS)) {
            String answer;
            try (Socket client = server.connect()) {
                WireServer.send(client, "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                answer = read(client);
            }
            int bytes = answer.length() - answer.indexOf("\r\n\r\n") - 4;
            assertTrue(bytes > 0, answer);
            HeadDeadlineTest.assertLog(server, "\"GET " + path + " HTTP/1.1\" " + status + " " + bytes);
        }
    }

    @Test
    void theEndOfTheServerIsNobodysFault() throws Exception {
        Lines log;
        try (WireServer server = new WireServer(LONG_MS)) {
            log = server.log;
            Socket client = server.connect();
            WireServer.send(client, HALF);
            Lines.until("the connection", () -> server.connections() == 1);
        }
        assertEquals(List.of(), log.all());
    }

    private static String read(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes());
    }
}
