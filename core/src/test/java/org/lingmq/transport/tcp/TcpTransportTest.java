package org.lingmq.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;

/** What is special about TCP: ports, addresses of two families, interfaces. */
@ExtendWith(NothingLeftBehind.class)
class TcpTransportTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LOOPBACK = "tcp://127.0.0.1:";

    private Context context;

    @BeforeEach
    void openContext() {
        context = Context.open();
    }

    @AfterEach
    void closeContext() {
        context.close(Duration.ZERO);
    }

    @Test
    void TCP_1_aWildcardPortIsFilledIn() {
        try (Socket pull = pull()) {
            assertTrue(port(pull.bind("tcp://127.0.0.1:*")) > 0);
            assertTrue(port(pull.bind("tcp://127.0.0.1:0")) > 0);
        }
    }

    @Test
    void theFirstFreePortOfARangeIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket pull = pull();
                Socket second = pull()) {
            int first = taken.getLocalPort();
            String range = LOOPBACK + "[" + first + "-" + Math.min(65_535, first + 20) + "]";
            int found = port(pull.bind(range));
            assertTrue(found > first && found <= first + 20, range + " gave " + found);
            int next = port(second.bind(range));
            assertTrue(next > found && next <= first + 20, range + " gave " + next);
        }
    }

    @Test
    void aRangeWithoutAFreePortIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket pull = pull()) {
            Events events = Events.of(pull);
            int port = taken.getLocalPort();
            String range = LOOPBACK + "[" + port + "-" + port + "]";
            assertEquals(ErrorCode.EADDRINUSE, refusal(pull, range));
            MonitorEvent failed = events.await(MonitorEventType.BIND_FAILED);
            assertEquals(range, failed.endpoint());
            assertEquals(ErrorCode.EADDRINUSE.number(), failed.value());
        }
    }

    @Test
    void anAddressOfAnotherMachineCannotBeBound() {
        try (Socket pull = pull()) {
            assertEquals(ErrorCode.EADDRNOTAVAIL, refusal(pull, "tcp://198.51.100.7:*"));
        }
    }

    @Test
    void TCP_1_theWildcardHostTakesBothFamilies() {
        try (Socket pull = pull()) {
            String endpoint = pull.bind("tcp://*:*");
            assertTrue(endpoint.startsWith("tcp://[::]:"), endpoint);
            assertReceives(pull, LOOPBACK + port(endpoint));
            assertReceives(pull, "tcp://[::1]:" + port(endpoint));
        }
    }

    @Test
    void TCP_1_withoutIpv6TheWildcardHostIsIpv4() {
        try (Socket pull = pull().set(Options.IPV6, false)) {
            String endpoint = pull.bind("tcp://*:*");
            assertTrue(endpoint.startsWith("tcp://0.0.0.0:"), endpoint);
            assertReceives(pull, LOOPBACK + port(endpoint));
            assertEquals(ErrorCode.EAFNOSUPPORT, refusal(pull, "tcp://[::1]:*"));
        }
    }

    @Test
    void TCP_1_anInterfaceMayBeBoundByName() {
        try (Socket pull = pull()) {
            String endpoint = pull.bind("tcp://lo:*");
            assertTrue(endpoint.startsWith(LOOPBACK), endpoint);
            assertReceives(pull, endpoint);
            assertEquals(ErrorCode.ENODEV, refusal(pull, "tcp://lo.invalid:*"));
        }
    }

    @Test
    void TCP_1_connectionsComeFromTheSourceAddress() throws IOException {
        try (Socket pull = pull()) {
            int port = port(pull.bind("tcp://*:*"));
            String any = sourceOf("tcp://127.0.0.5:*;127.0.0.1:" + port, pull);
            assertTrue(any.contains("127.0.0.5:") && !any.endsWith(":0"), any);
            int source = freePort();
            String exact = sourceOf("tcp://127.0.0.6:" + source + ";127.0.0.1:" + port, pull);
            assertTrue(exact.endsWith("127.0.0.6:" + source), exact);
            String byInterface = sourceOf("tcp://lo:*;[::1]:" + port, pull);
            assertTrue(byInterface.startsWith("tcp://[::1]:"), byInterface);
        }
    }

    private String sourceOf(String endpoint, Socket pull) {
        try (Socket push = push()) {
            push.connect(endpoint);
            Transports.awaitPeers(pull, 1);
            return pull.peers().get(0).remoteAddress();
        } finally {
            Transports.awaitPeers(pull, 0);
        }
    }

    @Test
    void TCP_3_aConnectionToItselfIsGivenUp() throws Exception {
        try (Socket push = push().set(Options.RECONNECT_IVL, Duration.ofMillis(1))) {
            Events events = Events.of(push);
            int port = freePort();
            push.connect(LOOPBACK + port + ";127.0.0.1:" + port);
            assertTrue(events.await(MonitorEventType.CONNECT_RETRIED).reason().contains("led to itself"));
            assertEquals(0, push.peers().size());
            events.await(MonitorEventType.CONNECT_RETRIED);
        }
    }

    @Test
    void aConnectionThatTakesTooLongIsGivenUp() throws Exception {
        try (ServerSocket deaf = new ServerSocket();
                Socket push = push().set(Options.CONNECT_TIMEOUT, Duration.ofMillis(60))) {
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            try (java.net.Socket one = new java.net.Socket(InetAddress.getLoopbackAddress(), deaf.getLocalPort());
                    java.net.Socket two = new java.net.Socket(InetAddress.getLoopbackAddress(), deaf.getLocalPort())) {
                assertTrue(one.isConnected() && two.isConnected(), "they fill the queue");
                Events events = Events.of(push);
                push.connect(LOOPBACK + deaf.getLocalPort());
                String reason = events.await(MonitorEventType.CONNECT_RETRIED).reason();
                assertTrue(reason.contains("did not answer in 60 ms"), reason);
            }
        }
    }

    @Test
    void aRefusedConnectionIsTriedAgain() throws Exception {
        try (Socket push = push().set(Options.RECONNECT_IVL, Duration.ofMillis(1))) {
            Events events = Events.of(push);
            push.connect(LOOPBACK + freePort());
            for (int i = 0; i < 3; i++) {
                MonitorEvent retried = events.await(MonitorEventType.CONNECT_RETRIED);
                assertTrue(retried.reason().contains("refused"), retried.reason());
            }
        }
    }

    @Test
    void ERR_2_theBackOffDoublesUpToItsLimit() throws Exception {
        try (Socket push = push().set(Options.RECONNECT_IVL, Duration.ofMillis(2))
                .set(Options.RECONNECT_IVL_MAX, Duration.ofMillis(30))) {
            Events events = Events.of(push);
            push.connect(LOOPBACK + freePort());
            long most = 2;
            for (int i = 0; i < 12; i++) {
                long waitMs = events.await(MonitorEventType.CONNECT_RETRIED).value();
                assertTrue(waitMs <= most, waitMs + " ms at attempt " + i);
                most = Math.min(30, 2 * most);
            }
        }
    }

    @Test
    void ERR_2_aNegativeIntervalNeverTriesAgain() throws Exception {
        try (Socket push = push().set(Options.RECONNECT_IVL, Options.FOREVER)) {
            Events events = Events.of(push);
            push.connect(LOOPBACK + freePort());
            assertTrue(events.await(MonitorEventType.DIALER_STOPPED).reason().contains("refused"));
        }
    }

    @Test
    void ZMTP_37_bothEndsAreNamed() throws Exception {
        try (Socket pull = pull();
                Socket push = push()) {
            Events accepting = Events.of(pull);
            Events connecting = Events.of(push);
            String endpoint = pull.bind(LOOPBACK + "*");
            push.connect(endpoint);
            MonitorEvent accepted = accepting.await(MonitorEventType.HANDSHAKE_SUCCEEDED);
            MonitorEvent connected = connecting.await(MonitorEventType.HANDSHAKE_SUCCEEDED);
            assertEquals(endpoint, connected.remoteAddress());
            assertEquals(endpoint, accepted.localAddress());
            assertEquals(connected.localAddress(), accepted.remoteAddress());
            assertNotEquals(endpoint, connected.localAddress());
            push.send("x");
            assertEquals("127.0.0.1", pull.receive().property("Peer-Address"));
        }
    }

    private Socket pull() {
        return context.socket(SocketType.PULL).set(Options.RCVTIMEO, PATIENCE);
    }

    private Socket push() {
        return context.socket(SocketType.PUSH).set(Options.SNDTIMEO, PATIENCE);
    }

    private void assertReceives(Socket pull, String endpoint) {
        try (Socket push = push()) {
            push.connect(endpoint);
            push.send("through " + endpoint);
            assertEquals("through " + endpoint, pull.receiveText());
        }
    }

    private static ErrorCode refusal(Socket socket, String endpoint) {
        return assertThrows(ZmqException.class, () -> socket.bind(endpoint)).code();
    }

    private static int port(String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Test
    void aStrictContextRefusesWhatOthersCouldReach() throws InterruptedException {
        try (Context strict = Context.open(ContextOptions.defaults().withStrict(true));
                Socket pull = strict.socket(SocketType.PULL);
                Socket open = context.socket(SocketType.PULL)) {
            ZmqException refused = assertThrows(ZmqException.class, () -> pull.bind("tcp://*:*"));
            assertEquals(ErrorCode.EACCES, refused.code());
            assertTrue(pull.bind("tcp://127.0.0.1:*").startsWith(LOOPBACK));
            Events events = Events.of(open);
            open.bind("tcp://*:*");
            events.await(MonitorEventType.UNSECURED);
        }
    }

    @Test
    void aPortIsFreeWhenUnbindOrCloseReturns() {
        String endpoint = null;
        for (int round = 0; round < 50; round++) {
            Socket pull = pull();
            endpoint = pull.bind(endpoint == null ? LOOPBACK + "*" : endpoint);
            if (round % 2 == 0) {
                pull.unbind(endpoint);
                pull.bind(endpoint);
            }
            pull.close();
        }
    }

    @Test
    void dialsThatArePendingKeepNobodyOut() throws IOException, InterruptedException {
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Context narrow = Context.open(ContextOptions.defaults().withHandshakesAtOnce(2));
                Socket dialing = narrow.socket(SocketType.PUSH);
                Socket pull = narrow.socket(SocketType.PULL);
                Socket push = context.socket(SocketType.PUSH)) {
            // So that the dials are pending however long the rest takes.
            dialing.set(Options.LINGER, Duration.ZERO).set(Options.HANDSHAKE_IVL, Duration.ZERO);
            Events events = Events.of(dialing);
            for (int i = 0; i < 4; i++) {
                dialing.connect(LOOPBACK + mute.getLocalPort());
                events.await(MonitorEventType.CONNECTED);
            }
            push.connect(pull.bind(LOOPBACK + "*"));
            push.send("in");
            assertEquals("in", pull.receiveText(PATIENCE));
        }
    }

    @Test
    void aDialerThatGaveUpDoesNotLinger() throws IOException, InterruptedException {
        int nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = closed.getLocalPort();
        }
        try (Socket push = context.socket(SocketType.PUSH)) {
            push.set(Options.LINGER, Duration.ofNanos(-1)).set(Options.RECONNECT_IVL, Duration.ofNanos(-1));
            Events events = Events.of(push);
            push.connect(LOOPBACK + nobody);
            push.send("nowhere");
            events.await(MonitorEventType.DIALER_STOPPED);
            push.disconnect(LOOPBACK + nobody);
            events.await(MonitorEventType.MESSAGES_LOST);
            assertEquals(1, push.stats().lost());
            assertEquals(0, push.stats().bytesSent());
        }
    }
}
