package org.lingmq.transport.udp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lingmq.transport.udp.RadioDishUdpTest.dish;
import static org.lingmq.transport.udp.RadioDishUdpTest.expect;
import static org.lingmq.transport.udp.RadioDishUdpTest.message;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.ContextOptions;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.contract.Events;
import org.lingmq.contract.Eventually;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.engine.ContextMemory;
import org.lingmq.engine.Contexts;
import org.lingmq.spi.Resolver;
import org.lingmq.zmtp.Hex;

/** Who may use udp, how endpoints begin and end, and names. */
@ExtendWith(NothingLeftBehind.class)
class UdpTransportTest {
    private static ZmqException refused(Runnable call) {
        return assertThrows(ZmqException.class, call::run);
    }

    private static void assertFree(String endpoint) throws Exception {
        int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
        new DatagramSocket(new InetSocketAddress("127.0.0.1", port)).close();
    }

    @ParameterizedTest
    @EnumSource(SocketType.class)
    void UDP_5_whoBindsAndWhoConnects(SocketType type) {
        try (Context context = Context.open();
                Socket socket = context.socket(type)) {
            if (type == SocketType.DISH || type == SocketType.DGRAM) {
                assertTrue(socket.bind("udp://127.0.0.1:*").startsWith("udp://127.0.0.1:"));
            } else {
                ZmqException refused = refused(() -> socket.bind("udp://127.0.0.1:*"));
                assertEquals(ErrorCode.ENOCOMPATPROTO, refused.code());
                assertTrue(refused.getMessage().contains(type == SocketType.RADIO ? "connects" : "tcp://"));
            }
            if (type == SocketType.RADIO) {
                socket.connect("udp://127.0.0.1:9");
            } else if (type != SocketType.PEER) {
                ZmqException refused = refused(() -> socket.connect("udp://127.0.0.1:9"));
                assertEquals(ErrorCode.ENOCOMPATPROTO, refused.code());
                boolean binds = type == SocketType.DISH || type == SocketType.DGRAM;
                assertTrue(refused.getMessage().contains(binds ? "binds" : "tcp://"), refused.getMessage());
            }
        }
    }

    @Test
    void unbindFreesThePortAndKeepsWhatCame() throws Exception {
        try (Context context = Context.open();
                Socket dish = dish(context, "");
                RawPeer peer = RawPeer.here()) {
            String endpoint = dish.bind("udp://127.0.0.1:*");
            peer.sendHex("00 61", endpoint);
            Eventually.until(() -> dish.stats().queuedIn() == 1, () -> "nothing came");
            dish.unbind(endpoint);
            assertFree(endpoint);
            expect(dish, "", "a");
            assertEquals(endpoint, dish.bind(endpoint));
            peer.sendHex("00 62", endpoint);
            expect(dish, "", "b");
        }
    }

    @Test
    void closingFreesThePortAndTheMemory() throws Exception {
        try (Context context = Context.open();
                RawPeer peer = RawPeer.here()) {
            Socket dish = dish(context, "");
            Socket radio = context.socket(SocketType.RADIO);
            String endpoint = dish.bind("udp://127.0.0.1:*");
            radio.connect(peer.endpoint());
            radio.send("x");
            peer.sendHex("00 61", endpoint);
            Eventually.until(() -> dish.stats().queuedIn() == 1, () -> "nothing came");
            assertTrue(ContextMemory.inUseBytes(context) > 0);
            dish.close();
            assertFree(endpoint);
            radio.close();
            Eventually.until(
                    () -> ContextMemory.inUseBytes(context) == 0,
                    () -> "still in use: " + ContextMemory.inUseBytes(context));
        }
    }

    @Test
    void disconnectEndsTheSending() throws Exception {
        try (Context context = Context.open();
                Socket radio = context.socket(SocketType.RADIO);
                RawPeer peer = RawPeer.here();
                RawPeer other = RawPeer.here()) {
            radio.connect(peer.endpoint());
            radio.send("1");
            radio.disconnect(peer.endpoint());
            assertTrue(radio.send("2"));
            other.sendHex("FF", peer.endpoint());
            assertArrayEquals(Hex.bytes("00 31"), peer.receive());
            assertArrayEquals(Hex.bytes("FF"), peer.receive());
            assertEquals(1, radio.stats().messagesSent());
            assertEquals(0, radio.peers().size());
            assertEquals(
                    ErrorCode.ENOENT,
                    refused(() -> radio.disconnect(peer.endpoint())).code());
        }
    }

    @Test
    void UDP_6_aUnicastPortHasOneOwner() {
        try (Context context = Context.open();
                Socket one = dish(context);
                Socket other = dish(context)) {
            Events events = Events.of(other);
            String endpoint = one.bind("udp://127.0.0.1:*");
            ZmqException refused = refused(() -> other.bind(endpoint));
            assertEquals(ErrorCode.EADDRINUSE, refused.code());
            assertTrue(refused.getMessage().contains("is in use"), refused.getMessage());
            assertEquals(ErrorCode.EADDRINUSE, refused(() -> one.bind(endpoint)).code());
            MonitorEvent failed = assertTold(events, MonitorEventType.BIND_FAILED);
            assertEquals(ErrorCode.EADDRINUSE.number(), failed.value());
        }
    }

    private static MonitorEvent assertTold(Events events, MonitorEventType type) {
        try {
            return events.await(type);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anAddressOfAnotherMachine() {
        try (Context context = Context.open();
                Socket dish = dish(context)) {
            ZmqException refused = refused(() -> dish.bind("udp://198.51.100.7:5555"));
            assertEquals(ErrorCode.EADDRNOTAVAIL, refused.code());
            assertTrue(refused.getMessage().contains("198.51.100.7"), refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp://*:*", "udp://0.0.0.0:*", "udp://[::]:*", "udp://198.51.100.7:*"})
    void strictContextsBindForThisMachineOnly(String open) {
        try (Context context = Context.open(ContextOptions.defaults().withStrict(true));
                Socket dish = dish(context)) {
            assertEquals(ErrorCode.EACCES, refused(() -> dish.bind(open)).code());
            dish.bind("udp://127.0.0.1:*");
            dish.bind("udp://lo;239.255.7.7:*");
        }
    }

    @Test
    void whatOthersCanReachIsTold() throws Exception {
        try (Context context = Context.open();
                Socket dish = dish(context)) {
            Events events = Events.of(dish);
            String endpoint = dish.bind("udp://*:*");
            assertEquals(endpoint, events.await(MonitorEventType.LISTENING).endpoint());
            assertEquals(endpoint, events.await(MonitorEventType.UNSECURED).endpoint());
            dish.unbind(endpoint);
            assertEquals(endpoint, events.await(MonitorEventType.CLOSED).endpoint());
        }
    }

    @Test
    void peersAreWhereTheyAreSentTo() throws Exception {
        try (Context context = Context.open();
                Socket radio = context.socket(SocketType.RADIO);
                Socket dish = dish(context, "");
                RawPeer peer = RawPeer.here()) {
            Events events = Events.of(radio);
            radio.connect(peer.endpoint());
            assertEquals(
                    peer.endpoint(), events.await(MonitorEventType.CONNECTED).remoteAddress());
            assertEquals(1, radio.peers().size());
            assertEquals(peer.endpoint(), radio.peers().get(0).remoteAddress());
            assertNull(radio.peers().get(0).type());
            String endpoint = dish.bind("udp://127.0.0.1:*");
            assertEquals(endpoint, dish.peers().get(0).localAddress());
            assertNull(dish.peers().get(0).remoteAddress());
            assertTrue(radio.disconnect(radio.peers().get(0)));
            Eventually.until(() -> radio.peers().isEmpty(), () -> "still there: " + radio.peers());
        }
    }

    @Test
    void aNameThatIsUnknownAtFirstIsAskedForAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Resolver slowToLearn = host -> {
            if (asked.incrementAndGet() < 3) {
                throw new UnknownHostException(host);
            }
            return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
        };
        try (Context context = Contexts.resolving(slowToLearn);
                Socket radio = context.socket(SocketType.RADIO);
                RawPeer peer = RawPeer.here()) {
            Events events = Events.of(radio);
            radio.connect("udp://late.example:" + peer.port());
            assertTrue(radio.send("too early"));
            MonitorEvent retried = events.await(MonitorEventType.CONNECT_RETRIED);
            assertTrue(retried.reason().contains("looking up late.example failed"), retried.reason());
            assertEquals(100, retried.value());
            events.await(MonitorEventType.CONNECTED);
            radio.send("found");
            assertEquals("\0found", new String(peer.receive(), US_ASCII));
            assertEquals(3, asked.get());
            assertEquals(1, radio.stats().droppedByReason().get("not_sent"));
        }
    }

    @Test
    void aLookupThatNeverEndsHoldsNothingUp() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        Resolver stuck = host -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        };
        try (Context context = Contexts.resolving(stuck);
                Socket radio = context.socket(SocketType.RADIO);
                RawPeer peer = RawPeer.here()) {
            radio.connect("udp://stuck.example:5555");
            radio.connect(peer.endpoint());
            radio.send("x");
            assertArrayEquals(Hex.bytes("00 78"), peer.receive());
            // Closing does not wait for the answer either.
        } finally {
            answer.countDown();
        }
    }

    @Test
    void buffersAndServiceAreTheOptions() throws Exception {
        try (Context context = Context.open();
                Socket radio = context.socket(SocketType.RADIO);
                Socket dish = dish(context, "g")) {
            radio.set(Options.SNDBUF, 1 << 16).set(Options.TOS, 0x20);
            dish.set(Options.RCVBUF, 1 << 16);
            radio.connect(dish.bind("udp://127.0.0.1:*"));
            radio.send(message("g", "x"));
            expect(dish, "g", "x");
        }
    }
}
