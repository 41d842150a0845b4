package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.lingmq.Context;
import org.lingmq.ContextOptions;
import org.lingmq.ErrorCode;
import org.lingmq.Message;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Poller;
import org.lingmq.RoutingId;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.contract.Events;
import org.lingmq.contract.NothingLeftBehind;

/** What a newcomer's mistakes are answered with. */
@ExtendWith(NothingLeftBehind.class)
class MistakesTest {

    private final Context context =
            Context.open(ContextOptions.defaults().withName("novice").withMaxSockets(1));
    private final Poller poller = context.poller();

    @AfterEach
    void close() {
        poller.close();
        context.close(Duration.ZERO);
    }

    private static String refusal(ErrorCode code, Executable call) {
        ZmqException refused = assertThrows(ZmqException.class, call);
        assertEquals(code, refused.code());
        return refused.getMessage();
    }

    @Test
    void nullArgumentsAreNamed() {
        try (Socket socket = context.socket(SocketType.SUB)) {
            nullCalls(socket).forEach((call, name) -> {
                NullPointerException refused = assertThrows(NullPointerException.class, call, name);
                assertEquals(name, refused.getMessage());
            });
        }
    }

    private Map<Executable, String> nullCalls(Socket socket) {
        Map<Executable, String> calls = new LinkedHashMap<>();
        calls.put(() -> Context.open(null), "options");
        calls.put(() -> context.socket(null), "type");
        calls.put(() -> context.close(null), "limit");
        calls.put(() -> socket.bind(null), "endpoint");
        calls.put(() -> socket.connect(null), "endpoint");
        calls.put(() -> socket.unbind(null), "endpoint");
        calls.put(() -> socket.disconnect((String) null), "endpoint");
        calls.put(() -> socket.set(null, 1), "option");
        calls.put(() -> socket.get(null), "option");
        calls.put(() -> socket.send((String) null), "text");
        calls.put(() -> socket.trySend((String) null), "text");
        calls.put(() -> socket.send((byte[]) null), "bytes");
        calls.put(() -> socket.send((ByteBuffer) null), "bytes");
        calls.put(() -> socket.send((Message) null), "message");
        calls.put(() -> socket.trySend((Message) null), "message");
        calls.put(() -> socket.send("a", (Duration) null), "limit");
        calls.put(() -> socket.receive((Duration) null), "limit");
        calls.put(() -> socket.receive((ByteBuffer) null), "into");
        calls.put(() -> socket.canReceive(null), "limit");
        calls.put(() -> socket.subscribe((byte[]) null), "prefix");
        calls.put(() -> socket.unsubscribe((byte[]) null), "prefix");
        calls.put(() -> socket.monitor(null), "listener");
        calls.put(() -> poller.register((Socket) null, Poller.IN), "socket");
        calls.put(() -> poller.modify((Socket) null, Poller.IN), "socket");
        calls.put(() -> poller.unregister((Socket) null), "socket");
        calls.put(() -> poller.register((SelectableChannel) null, Poller.IN), "channel");
        calls.put(() -> poller.modify((SelectableChannel) null, Poller.IN), "channel");
        calls.put(() -> poller.unregister((SelectableChannel) null), "channel");
        calls.put(() -> poller.poll(null), "limit");
        calls.put(() -> RoutingId.text(null), "id");
        calls.put(() -> RoutingId.bytes(null), "text");
        return calls;
    }

    @Test
    void allHaveNamesForPeople() {
        try (Socket socket = context.socket(SocketType.PULL)) {
            assertEquals("PULL socket " + socket.name(), socket.toString());
            assertTrue(context.toString().matches("context novice-\\d+"), context.toString());
            assertEquals("a poller of " + context, poller.toString());
            poller.register(socket, Poller.IN);
            assertEquals(
                    "EINVAL: " + socket + " is registered already; use modify",
                    refusal(ErrorCode.EINVAL, () -> poller.register(socket, Poller.IN)));
            assertEquals("Ready[" + socket + ": IN OUT]", new Poller.Ready(socket, Poller.IN | Poller.OUT).toString());
            assertEquals("Ready[x: ERR]", new Poller.Ready("x", Poller.ERR).toString());
        }
        context.close();
        assertTrue(context.toString().endsWith(" (closed)"), context.toString());
    }

    @Test
    void onlyChannelsHaveErr() {
        try (Socket socket = context.socket(SocketType.PULL)) {
            assertEquals(
                    "EINVAL: only channels have ERR; a socket is watched for IN, OUT or both",
                    refusal(ErrorCode.EINVAL, () -> poller.register(socket, Poller.IN | Poller.ERR)));
            String beyond = refusal(ErrorCode.EINVAL, () -> poller.register(socket, 9));
            assertTrue(beyond.contains("event mask 9 has bits of no event"), beyond);
            poller.register(socket, Poller.IN);
            assertEquals(
                    "EINVAL: only channels have ERR; a socket is watched for IN, OUT or both",
                    refusal(ErrorCode.EINVAL, () -> poller.modify(socket, Poller.ERR)));
        }
    }

    @Test
    void aSocketOfAnyContextCanBePolled() {
        try (Context other = Context.open();
                Socket pull = other.socket(SocketType.PULL);
                Socket push = other.socket(SocketType.PUSH)) {
            push.connect(pull.bind("inproc://elsewhere"));
            poller.register(pull, Poller.IN);
            push.send("x");
            assertEquals(1, poller.poll(Options.FOREVER));
            assertEquals(List.of(new Poller.Ready(pull, Poller.IN)), poller.ready());
        }
    }

    @Test
    void oneSocketIsNotCalledSockets() {
        try (Socket only = context.socket(SocketType.PULL)) {
            assertEquals(SocketType.PULL, only.type());
            assertEquals(
                    "EMFILE: the context has its 1 socket; close it or raise maxSockets",
                    refusal(ErrorCode.EMFILE, () -> context.socket(SocketType.PULL)));
        }
    }

    @Test
    void schemesAreInLowerCase() {
        try (Socket socket = context.socket(SocketType.PULL)) {
            String refused = refusal(ErrorCode.EPROTONOSUPPORT, () -> socket.connect("TCP://127.0.0.1:5555"));
            assertTrue(refused.endsWith("there is no transport \"TCP\"; schemes are in lower case: tcp://"), refused);
            refused = refusal(ErrorCode.EPROTONOSUPPORT, () -> socket.connect("NORM://127.0.0.1:5555"));
            assertTrue(refused.endsWith("there is no transport \"NORM\"; use tcp, ipc, inproc or udp"), refused);
        }
    }

    @Test
    void whatToDoAboutAnAddressThatIsTaken() {
        try (Context other = Context.open();
                Socket first = other.socket(SocketType.PULL);
                Socket second = context.socket(SocketType.PULL)) {
            String taken = first.bind("tcp://127.0.0.1:*");
            String port = taken.substring(taken.lastIndexOf(':') + 1);
            assertEquals(
                    "EADDRINUSE: \"" + taken + "\": port " + port
                            + " is in use, by another socket of this program or by"
                            + " another program; close that one, take another port, or let the system choose one with"
                            + " tcp://127.0.0.1:*",
                    refusal(ErrorCode.EADDRINUSE, () -> second.bind(taken)));
            assertEquals(
                    "EADDRNOTAVAIL: \"tcp://198.51.100.7:5555\": this machine has no address 198.51.100.7; take one"
                            + " that it has, or tcp://*:5555 for all of them",
                    refusal(ErrorCode.EADDRNOTAVAIL, () -> second.bind("tcp://198.51.100.7:5555")));
        }
    }

    @Test
    void anAddressWhereNobodyListensIsWrittenAsItIsConnectedTo() throws Exception {
        String endpoint;
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            endpoint = "tcp://127.0.0.1:" + silent.getLocalPort();
        }
        try (Socket push = context.socket(SocketType.PUSH)) {
            Events events = Events.of(push);
            push.connect(endpoint);
            String reason = events.await(MonitorEventType.CONNECT_RETRIED).reason();
            assertTrue(reason.startsWith("connecting to " + endpoint + " failed: "), reason);
        }
    }

    @Test
    void aFolderThatTakesNoSocketFileIsNamed() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "this system has no /proc");
        try (Socket pull = context.socket(SocketType.PULL)) {
            ZmqException refused = assertThrows(ZmqException.class, () -> pull.bind("ipc:///proc/lingmq"));
            assertTrue(Set.of(ErrorCode.ENOENT, ErrorCode.EACCES).contains(refused.code()), refused.getMessage());
            assertTrue(
                    refused.getMessage().contains("no socket file could be made in the folder /proc ("),
                    refused.getMessage());
        }
    }

    @Test
    void timesAreShownInOneForm() {
        Map<Duration, String> shown = Map.of(
                Duration.ofDays(365_000),
                "31536000000000 ms",
                Duration.ofNanos(-1),
                "-1 ns",
                Duration.ofSeconds(Long.MAX_VALUE),
                Long.MAX_VALUE + " s",
                Duration.ofSeconds(Long.MIN_VALUE),
                Long.MIN_VALUE + " s");
        try (Socket socket = context.socket(SocketType.PULL)) {
            shown.forEach((time, text) -> assertEquals(
                    "EINVAL: option HEARTBEAT_IVL cannot be " + text + "; legal is: 0 to 2147483647 ms",
                    refusal(ErrorCode.EINVAL, () -> socket.set(Options.HEARTBEAT_IVL, time))));
        }
    }
}
