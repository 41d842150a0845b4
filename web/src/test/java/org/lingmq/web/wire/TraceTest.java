package org.lingmq.web.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
    private static final String OK = """
            C < HTTP/1.1 200 OK
            C < Content-Length: 5
            C <
            """;

    /** All heads of a connection that sends {@code parts} one by one, the client called C. */
    private static String heads(String... parts) throws Exception {
        try (WireServer server = new WireServer(60_000, LogFormat.CLF, null, true)) {
            String name;
            try (Socket client = server.connect()) {
                name = "127.0.0.1:" + client.getLocalPort();
                for (int i = 0; i < parts.length; i++) {
                    WireServer.send(client, parts[i]);
                    if (i < parts.length - 1) {
                        HeadDeadlineTest.assertSilent(client);
                    }
                }
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
            }
            Lines.until("the end", () -> server.connections() == 0);
            return server.heads.text().replace(name, "C");
        }
    }

    @Test
    void everyByte() throws Exception {
        assertEquals(
                """
                C > GET /a?%41 HTTP/1.1
                C > hOsT:x
                C > COOKIE:  a=b ;
                C > Zed: \\x09\\xE9
                C > Able: 1
                C >
                """ + OK, heads("GET /a?%41 HTTP/1.1\r\nhOsT:x\r\nCOOKIE:  a=b ;\r\nZed: \t\u00e9\r\nAble: 1\r\n\r\n"));
    }

    @Test
    void linesThatEndWithoutACarriageReturn() throws Exception {
        assertEquals("""
                C > GET /a HTTP/1.1\\x0A
                C > Host: x
                C >\\x0A
                """ + OK, heads("GET /a HTTP/1.1\nHost: x\r\n\n"));
    }

    @Test
    void headsInPieces() throws Exception {
        String get = "C > GET /a HTTP/1.1\nC > Host: x\nC >\n";
        assertEquals(get + get + OK + OK, heads("GET /a HT", "TP/1.1\r\nHost: x\r\n\r", "\n" + WireServer.GET_A));
    }

    @Test
    void aPipeline() throws Exception {
        String heads = heads(WireServer.GET_A
                + "HEAD /head HTTP/1.1\r\nHost: x\r\n\r\n"
                + "GET /same HTTP/1.1\r\nHost: x\r\n\r\n"
                + "GET /none HTTP/1.1\r\nHost: x\r\n\r\n"
                + "GET /early HTTP/1.1\r\nHost: x\r\n\r\n"
                + "HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n"
                + WireServer.GET_A);
        // All requests come at once, before the first answer.
        assertEquals(
                """
                C > GET /a HTTP/1.1
                C > Host: x
                C >
                C > HEAD /head HTTP/1.1
                C > Host: x
                C >
                C > GET /same HTTP/1.1
                C > Host: x
                C >
                C > GET /none HTTP/1.1
                C > Host: x
                C >
                C > GET /early HTTP/1.1
                C > Host: x
                C >
                C > HEAD /a HTTP/1.1
                C > Host: x
                C >
                C > GET /a HTTP/1.1
                C > Host: x
                C >
                """
                        + OK
                        + OK
                        + "C < HTTP/1.1 304 Not Modified\nC < Content-Length: 5\nC <\n"
                        + "C < HTTP/1.1 204 No Content\nC <\n"
                        + "C < HTTP/1.1 103 Early Hints\nC < Link: </s>\nC <\n"
                        + OK
                        + OK
                        + OK,
                heads);
    }

    @Test
    void bodiesAreNotPrinted() throws Exception {
        String looksLikeHeads = "GET /body HTTP/1.1\r\n\r\n";
        assertEquals(
                """
                C > POST /echo HTTP/1.1
                C > Host: x
                C > Transfer-Encoding: chunked
                C >
                C > POST /echo HTTP/1.1
                C > Host: x
                C > Content-Length: 22
                C >
                C > GET /a HTTP/1.1
                C > Host: x
                C >
                C < HTTP/1.1 200 OK
                C < Content-Length: 24
                C <
                C < HTTP/1.1 200 OK
                C < Content-Length: 24
                C <
                """ + OK,
                heads("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n16\r\n"
                        + looksLikeHeads
                        + "\r\n0\r\n\r\nPOST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 22\r\n\r\n"
                        + looksLikeHeads
                        + WireServer.GET_A));
    }

    @Test
    void chunksAreNotPrinted() throws Exception {
        assertEquals("""
                C > GET /chunks HTTP/1.1
                C > Host: x
                C >
                C > GET /a HTTP/1.1
                C > Host: x
                C >
                C < HTTP/1.1 200 OK
                C < Transfer-Encoding: chunked
                C <
                """ + OK, heads("GET /chunks HTTP/1.1\r\nHost: x\r\n\r\n" + WireServer.GET_A));
    }

    @Test
    void aMalformedHead() throws Exception {
        String heads = heads("GET /a HTTP/1.1\r\nHost: x\r\nA\u001b[2J: b\r\n\r\nbody");
        String sent = """
                C > GET /a HTTP/1.1
                C > Host: x
                C > A\\x1B[2J: b
                C >
                C < HTTP/1.1 400 Bad Request
                """;
        assertTrue(heads.startsWith(sent), heads);
        assertTrue(heads.endsWith("C <\n"), heads);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /a HTTP/1.1\r\nHo", "G"})
    void halfAHead(String half) throws Exception {
        String heads = heads(half);
        assertTrue(heads.startsWith("C > " + half.replace("\r\n", "\nC > ") + "\n"), heads);
    }

    @Test
    void nothing() throws Exception {
        assertEquals("", heads(""));
    }
}
