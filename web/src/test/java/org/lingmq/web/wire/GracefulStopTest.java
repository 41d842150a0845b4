package org.lingmq.web.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stop with grace lets answers end and waits for nobody else. */
class GracefulStopTest {
    private static final long LONG_MS = 600_000;
    private static final long GRACE_MS = 60_000;
    /** More than the second after which Jetty would cut everything that makes no progress. */
    private static final long PAUSE_MS = 1_500;

    private static final String GET_BIG = "GET /big HTTP/1.1\r\nHost: x\r\n\r\n";

    private static CompletableFuture<Void> stop(WireServer server) {
        server.grace(GRACE_MS);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close, command -> {
            Thread thread = new Thread(command, "stop");
            thread.setDaemon(true);
            thread.start();
        });
        Lines.until("the stop to begin", server::isShutdown);
        return stopped;
    }

    @Test
    void aClientThatPausesGetsTheWholeAnswer() throws Exception {
        try (WireServer server = new WireServer(LONG_MS);
                Socket client = server.connect()) {
            WireServer.send(client, GET_BIG);
            WireServer.readTo(client, "\r\n\r\n");
            AbstractEndPoint endPoint = server.endPoints().get(0);
            CompletableFuture<Void> stopped = stop(server);
            Lines.until("a long pause", () -> endPoint.getIdleFor() > PAUSE_MS);
            InputStream in = client.getInputStream();
            in.skipNBytes(WireServer.BIG);
            assertEquals(-1, in.read());
            // The client has not closed yet.
            stopped.get(GRACE_MS, TimeUnit.MILLISECONDS);
            HeadDeadlineTest.assertLines(server.log.all(), "\"GET /big HTTP/1.1\" 200 " + WireServer.BIG);
        }
    }

    @Test
    void anHttp2ClientThatPausesGetsTheWholeAnswer() throws Exception {
        try (WireServer server = new WireServer(LONG_MS);
                Socket client = server.connect()) {
            Http2Client http2 = new Http2Client(client);
            http2.ask("/wait");
            server.awaitArrived(1);
            AbstractEndPoint endPoint = server.endPoints().get(0);
            server.shutdown();
            Lines.until("a long pause", () -> endPoint.getIdleFor() > PAUSE_MS);
            server.latch.countDown();
            assertEquals("waited", http2.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET /a HTTP/1.1\r\nHo", WireServer.GET_A, WireServer.GET_A + "G"})
    void nobodyElseIsWaitedFor(String sent) throws Exception {
        List<Socket> clients = new ArrayList<>();
        try (WireServer server = new WireServer(LONG_MS)) {
            boolean answered = sent.startsWith(WireServer.GET_A);
            for (int i = 0; i < 3; i++) {
                Socket client = server.connect();
                clients.add(client);
                WireServer.send(client, sent);
                if (answered) {
                    WireServer.readTo(client, "hello");
                }
            }
            Lines.until("the connections", () -> server.connections() == 3);
            server.log.await(answered ? 3 : 0);
            List<AbstractEndPoint> endPoints = server.endPoints();
            server.shutdown();
            assertTrue(endPoints.stream().noneMatch(AbstractEndPoint::isOpen), endPoints::toString);
            stop(server).get(GRACE_MS, TimeUnit.MILLISECONDS);
            assertEquals(answered ? 3 : 0, server.log.all().size(), server.log::text);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void clientsThatDoNotCloseAreNotWaitedForEither(boolean http2) throws Exception {
        try (WireServer server = new WireServer(LONG_MS);
                Socket client = server.connect()) {
            if (http2) {
                Http2Client asking = new Http2Client(client);
                asking.ask("/a");
                assertEquals("hello", asking.body());
            } else {
                WireServer.send(client, WireServer.GET_A.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
                WireServer.readTo(client, "hello");
            }
            server.log.await(1);
            stop(server).get(GRACE_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void aClientWithoutARequestIsNotBlamedForTheStop() throws Exception {
        try (WireServer server = new WireServer(LONG_MS);
                Socket client = server.connect()) {
            Lines.until("the connection", () -> server.connections() == 1);
            WireEndPoint endPoint = (WireEndPoint) server.endPoints().get(0);
            server.shutdown();
            endPoint.logSilence(408);
            assertEquals(-1, client.getInputStream().read());
            stop(server).get(GRACE_MS, TimeUnit.MILLISECONDS);
            assertEquals("", server.log.text());
        }
    }
}
