package org.lingmq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void randomIdIsTwoGroupsOfFourHexDigits() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            String id = Socket.randomId();
            assertTrue(id.matches("[0-9a-f]{4}-[0-9a-f]{4}"), id);
            ids.add(id);
        }
        assertTrue(ids.size() > 90, "ids repeat");
    }

    @Test
    void randomIdFollowsItsSource() {
        assertEquals(RandomId.from(new Random(1)), RandomId.from(new Random(1)));
        assertEquals("0000-0000", RandomId.from(() -> 0L));
    }

    @Test
    void versionIsTheOneOfTheBuild() throws IOException {
        assertTrue(Files.readString(Path.of("pom.xml")).contains("<version>" + LingMQ.version() + "</version>"));
    }

    @Test
    void hasKnowsTheTransportsOfThisLibrary() {
        assertTrue(LingMQ.has("tcp"));
        assertTrue(LingMQ.has("ipc"));
        assertTrue(LingMQ.has("inproc"));
        assertFalse(LingMQ.has("curve"));
    }

    @Test
    void routingIdTextLeadsBack() {
        byte[][] ids = {
            {},
            "worker-1".getBytes(StandardCharsets.UTF_8),
            "0xab".getBytes(StandardCharsets.UTF_8),
            "a b".getBytes(StandardCharsets.UTF_8),
            {0, 1, 2, 3, (byte) 255},
            {'a', 127}
        };
        for (byte[] id : ids) {
            assertArrayEquals(id, RoutingId.bytes(RoutingId.text(id)));
        }
        assertEquals("worker-1", RoutingId.text(ids[1]));
        assertEquals("0x30786162", RoutingId.text(ids[2]));
        assertEquals("0x00010203ff", RoutingId.text(ids[4]));
        assertEquals("", RoutingId.text(ids[0]));
    }

    @Test
    void brokenHexRoutingIdIsRefused() {
        assertEquals(
                ErrorCode.EINVAL,
                assertThrows(ZmqException.class, () -> RoutingId.bytes("0xabc")).code());
        assertEquals(
                ErrorCode.EINVAL,
                assertThrows(ZmqException.class, () -> RoutingId.bytes("0xzz")).code());
    }

    @Test
    void peerGivesItsRoutingIdAsBytes() {
        Peer peer = new Peer(
                1,
                "tcp://[::]:5555",
                null,
                null,
                "DEALER",
                "0x0001",
                false,
                Map.of(),
                new PeerStats(0, 0, 0, 0, 0, 0, 0, 0, 0));
        assertArrayEquals(new byte[] {0, 1}, peer.routingIdBytes());
    }

    @Test
    void droppedIsTheSumOfTheReasons() {
        SocketStats stats = new SocketStats(0, 0, 0, 0, 2, 0, 0, 3, 0, 0, 0, 0, 0, Map.of("full", 2L, "lost", 3L));
        assertEquals(5, stats.dropped());
    }

    @Test
    void contextOptionsChangeOnlyTheCopy() {
        ContextOptions defaults = ContextOptions.defaults();
        ThreadFactory factory = Executors.defaultThreadFactory();
        ContextOptions changed = defaults.withIoThreads(2)
                .withMaxSockets(10)
                .withIpv6(false)
                .withThreadFactory(factory)
                .withName("broker")
                .withStrict(true)
                .withHandshakesAtOnce(7);
        assertEquals(2, changed.ioThreads());
        assertEquals(10, changed.maxSockets());
        assertFalse(changed.ipv6());
        assertSame(factory, changed.threadFactory());
        assertEquals("broker", changed.name());
        assertTrue(changed.strict());
        assertEquals(7, changed.handshakesAtOnce());
        assertEquals(1, defaults.ioThreads());
        assertEquals(65_535, defaults.maxSockets());
        assertTrue(defaults.ipv6());
        assertNull(defaults.threadFactory());
        assertEquals("lingmq", defaults.name());
        assertFalse(defaults.strict());
        assertEquals(1024, defaults.handshakesAtOnce());
    }

    @Test
    void contextOptionsRefuseWhatCannotBe() {
        ContextOptions defaults = ContextOptions.defaults();
        assertThrows(ZmqException.class, () -> defaults.withIoThreads(0));
        assertThrows(ZmqException.class, () -> defaults.withMaxSockets(0));
        assertThrows(ZmqException.class, () -> defaults.withHandshakesAtOnce(0));
        assertThrows(ZmqException.class, () -> defaults.withName(""));
        assertThrows(ZmqException.class, () -> defaults.withName("n".repeat(65)));
    }

    @Test
    void readySaysWhatItIsAndWhatFor() throws IOException {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            Poller.Ready in = new Poller.Ready(source, Poller.IN);
            assertSame(source, in.channel());
            assertNull(in.socket());
            assertTrue(in.readable());
            assertFalse(in.writable());
            assertFalse(in.failed());
            Poller.Ready out = new Poller.Ready(sink, Poller.OUT | Poller.ERR);
            assertFalse(out.readable());
            assertTrue(out.writable());
            assertTrue(out.failed());
        }
    }

    @Test
    void monitorEventsHaveOneBitEach() {
        long seen = 0;
        for (MonitorEventType type : MonitorEventType.values()) {
            assertEquals(1, Long.bitCount(type.number()), type.name());
            assertEquals(0, seen & type.number(), type.name());
            seen |= type.number();
        }
        assertEquals(0x0200, MonitorEventType.DISCONNECTED.number());
        assertEquals(0x4000, MonitorEventType.HANDSHAKE_FAILED_AUTH.number());
        assertNotEquals(0, seen >> 32);
    }
}
