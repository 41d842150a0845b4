package org.lingmq.web.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same below TLS, and with HTTP/2. */
class TlsWireTest {
    private static final long DEADLINE_MS = 400;
    private static final long LONG_MS = 600_000;

    private static TlsKey key;

    @BeforeAll
    static void makeKey(@TempDir Path folder) throws Exception {
        key = TlsKey.make(folder);
    }

    private static WireServer server(long deadlineMs) throws Exception {
        return new WireServer(deadlineMs, LogFormat.CLF, key, true);
    }

    private static SSLSocket secure(WireServer server, String... protocols) throws Exception {
        Socket plain = server.connect();
        SSLSocket client =
                (SSLSocket) key.trusted().getSocketFactory().createSocket(plain, "localhost", server.port(), true);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        client.setSSLParameters(parameters);
        client.startHandshake();
        return client;
    }

    @Test
    void aHandshakeThatDoesNotBegin() throws Exception {
        try (WireServer server = server(DEADLINE_MS);
                Socket client = server.connect()) {
            assertEquals(-1, client.getInputStream().read());
            HeadDeadlineTest.assertLog(server, "\"-\" 408 0");
        }
    }

    @Test
    void aHandshakeThatDribbles() throws Exception {
        try (WireServer server = server(DEADLINE_MS);
                Socket client = server.connect()) {
            // A record of a handshake, 512 bytes of a client's hello.
            HeadDeadlineTest.dribble(client, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003");
            HeadDeadlineTest.assertLog(server, "\"-\" 408 0");
        }
    }

    @Test
    void aHandshakeAndNoRequest() throws Exception {
        try (WireServer server = server(LONG_MS);
                Socket client = secure(server)) {
            server.sweepAll();
            assertEquals(-1, client.getInputStream().read());
            HeadDeadlineTest.assertLog(server, "\"-\" 408 0");
        }
    }

    @Test
    void noTls() throws Exception {
        try (WireServer server = server(LONG_MS);
                Socket client = server.connect()) {
            WireServer.send(client, WireServer.GET_A);
            client.getInputStream().readAllBytes();
            HeadDeadlineTest.assertLog(server, "\"-\" 400 0");
        }
    }

    @Test
    void leavesInTheHandshake() throws Exception {
        try (WireServer server = server(LONG_MS)) {
            try (Socket client = server.connect()) {
                WireServer.send(client, "\u0016\u0003\u0001\u0002\u0000\u0001");
            }
            HeadDeadlineTest.assertLog(server, "\"-\" 499 0");
        }
    }

    @Test
    void anAlertIsNoHead() throws Exception {
        try (WireServer server = server(LONG_MS)) {
            try (SSLSocket client = secure(server)) {
                WireServer.send(client, WireServer.GET_A);
                WireServer.readTo(client, "hello");
                HeadDeadlineTest.assertStaysOpen(server, client, 1);
                // Says goodbye before it leaves.
            }
            String line = "\"GET /a HTTP/1.1\" 200 5";
            HeadDeadlineTest.assertLog(server, line, line);
        }
    }

    @Test
    void aLaterHead() throws Exception {
        try (WireServer server = server(LONG_MS);
                SSLSocket client = secure(server)) {
            WireServer.send(client, WireServer.GET_A);
            WireServer.readTo(client, "hello");
            server.log.await(1);
            WireServer.send(client, "GET /a HTTP/1.1\r\n");
            server.sweepAll();
            HeadDeadlineTest.assertLog(server, "\"GET /a HTTP/1.1\" 200 5", "\"-\" 408 0");
            assertTrue(server.heads.text().contains(" > GET /a HTTP/1.1\n"), server.heads::text);
        }
    }

    @Test
    void anHttp2ConnectionWithoutARequest() throws Exception {
        try (WireServer server = server(LONG_MS);
                SSLSocket socket = secure(server, "h2")) {
            new Http2Client(socket);
            server.sweepAll();
            HeadDeadlineTest.assertLog(server, "\"-\" 408 0");
        }
    }

    @Test
    void anHttp2ConnectionMayBeSilentAfterARequest() throws Exception {
        try (WireServer server = server(LONG_MS)) {
            try (SSLSocket socket = secure(server, "h2")) {
                Http2Client client = new Http2Client(socket);
                client.ask("/a");
                assertEquals("hello", client.body());
                server.sweepAfter(1);
                client.ask("/a");
                assertEquals("hello", client.body());
                client.ask("/lost");
                String page = client.body();
                HeadDeadlineTest.assertLines(
                        server.log.await(3),
                        "\"GET /a HTTP/2.0\" 200 5",
                        "\"GET /a HTTP/2.0\" 200 5",
                        "\"GET /lost HTTP/2.0\" 404 " + page.length());
            }
            List<String> lines = server.finalLog(3);
            assertEquals(3, lines.size(), lines::toString);
            String who = "127.0.0.1:\\d+ h2/1 ";
            String heads = server.heads.text();
            String first = heads.substring(0, heads.indexOf("<\n") + 2);
            assertEquals(
                    "A > :method: GET\n"
                            + "A > :scheme: http\n"
                            + "A > :authority: host.example\n"
                            + "A > :path: /a\n"
                            + "A > x: y\n"
                            + "A >\n"
                            + "A < :status: 200\n"
                            + "A < content-length: 5\n"
                            + "A <\n",
                    first.replaceAll(who, "A "));
        }
    }

    @Test
    void http2WithoutTls() throws Exception {
        try (WireServer server = new WireServer(LONG_MS, LogFormat.CLF, null, true)) {
            try (Socket socket = server.connect()) {
                Http2Client client = new Http2Client(socket);
                client.ask("/a");
                assertEquals("hello", client.body());
                server.sweepAfter(1);
                client.ask("/a");
                assertEquals("hello", client.body());
            }
            HeadDeadlineTest.assertLog(server, "\"GET /a HTTP/2.0\" 200 5", "\"GET /a HTTP/2.0\" 200 5");
        }
    }

    @Test
    void http2WithoutTlsAndWithoutARequest() throws Exception {
        try (WireServer server = new WireServer(LONG_MS);
                Socket socket = server.connect()) {
            new Http2Client(socket);
            server.sweepAll();
            HeadDeadlineTest.assertLog(server, "\"-\" 408 0");
        }
    }

    @Test
    void http2LeavesInTheMiddleOfAnAnswer() throws Exception {
        try (WireServer server = server(LONG_MS)) {
            SSLSocket socket = secure(server, "h2");
            Http2Client client = new Http2Client(socket);
            client.ask("/big");
            // As much as the server may send before it is asked to go on.
            String frame = WireServer.readTo(socket, "xxxx");
            assertTrue(frame.endsWith("xxxx"));
            socket.close();
            List<String> lines = server.finalLog(1);
            assertEquals(1, lines.size(), lines::toString);
            assertTrue(lines.get(0).contains("\"GET /big HTTP/2.0\" 200 "), lines::toString);
            assertTrue(Long.parseLong(lines.get(0).replaceAll(".* ", "")) <= 65_535, lines::toString);
        }
    }
}
