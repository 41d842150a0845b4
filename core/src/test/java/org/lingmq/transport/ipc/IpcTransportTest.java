package org.lingmq.transport.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lingmq.Context;
import org.lingmq.ErrorCode;
import org.lingmq.Message;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.contract.Events;
import org.lingmq.contract.Eventually;
import org.lingmq.contract.NothingLeftBehind;

/** What is special about sockets that are files. */
@ExtendWith(NothingLeftBehind.class)
class IpcTransportTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

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
    void IPC_1_aPathMayHave106Bytes() {
        String longest =
                folder.resolve("x".repeat(105 - folder.toString().length())).toString();
        assertEquals(106, longest.length());
        assertCarries("ipc://" + longest);
        assertRefused(ErrorCode.ENAMETOOLONG, "ipc://" + longest + "x");
    }

    @Test
    void IPC_1_aRelativePathCountsFromTheWorkingFolder() throws IOException {
        Path relative = Path.of("target", "relative-" + folder.getFileName());
        Files.createDirectories(relative.getParent());
        assertCarries("ipc://" + relative);
        assertFalse(Files.exists(relative));
    }

    @Test
    void IPC_2_aFileBehindWhichNobodyAnswersIsReplaced() throws IOException {
        Path path = folder.resolve("dead");
        leaveDeadSocket(path);
        assertCarries("ipc://" + path);
    }

    @Test
    void IPC_2_aListenerIsNotDisturbed() throws IOException {
        Path path = folder.resolve("alive");
        try (ServerSocketChannel listener = listen(path)) {
            Object before = Files.getAttribute(path, "unix:ino");
            assertRefused(ErrorCode.EADDRINUSE, "ipc://" + path);
            assertEquals(before, Files.getAttribute(path, "unix:ino"));
            assertTrue(listener.isOpen());
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
        }
    }

    @Test
    void IPC_2_aListenerWithAFullQueueIsNotDisturbed() throws IOException {
        Path path = folder.resolve("busy");
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(path), 1);
                SocketChannel one = SocketChannel.open(UnixDomainSocketAddress.of(path));
                SocketChannel two = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertTrue(listener.isOpen() && one.isConnected() && two.isConnected());
            assertRefused(ErrorCode.EADDRINUSE, "ipc://" + path);
            assertTrue(Files.exists(path));
        }
    }

    @Test
    void IPC_2_aFileThatIsNoSocketStaysAsItIs() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "important");
        assertRefused(ErrorCode.EADDRINUSE, "ipc://" + text);
        assertEquals("important", Files.readString(text));

        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertRefused(ErrorCode.EADDRINUSE, "ipc://" + pipe);
        assertTrue(Files.exists(pipe));

        Path directory = Files.createDirectory(folder.resolve("directory"));
        assertRefused(ErrorCode.EADDRINUSE, "ipc://" + directory);
        assertTrue(Files.isDirectory(directory));

        leaveDeadSocket(folder.resolve("dead"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("dead"));
        assertRefused(ErrorCode.EADDRINUSE, "ipc://" + link);
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void aMissingFolderIsNamed() throws IOException {
        Path missing = folder.resolve("missing");
        assertTrue(assertRefused(ErrorCode.ENOENT, "ipc://" + missing + "/socket")
                .contains("folder " + missing + " does not exist"));
        Path file = Files.createFile(folder.resolve("file"));
        assertTrue(assertRefused(ErrorCode.ENOENT, "ipc://" + file + "/socket").contains(file + " is no folder"));
    }

    @Test
    void onlyTheUserMayConnect() throws IOException {
        try (Socket pull = context.socket(SocketType.PULL)) {
            Path path = folder.resolve("private");
            pull.bind("ipc://" + path);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        }
    }

    @Test
    void IPC_3_theFileGoesWithTheEndpoint() {
        Path path = folder.resolve("gone");
        Socket pull = context.socket(SocketType.PULL);
        pull.bind("ipc://" + path);
        pull.unbind("ipc://" + path);
        awaitGone(path);
        pull.bind("ipc://" + path);
        pull.close();
        awaitGone(path);
        context.socket(SocketType.PULL).bind("ipc://" + path);
        context.close(Duration.ZERO);
        awaitGone(path);
    }

    @Test
    void IPC_3_aFileThatTookThePlaceOfOursStays() throws IOException {
        Path path = folder.resolve("taken");
        try (Socket pull = context.socket(SocketType.PULL)) {
            pull.bind("ipc://" + path);
            Files.delete(path);
            try (ServerSocketChannel other = listen(path)) {
                Events events = Events.of(pull);
                pull.unbind("ipc://" + path);
                events.await(MonitorEventType.CLOSED);
                assertTrue(other.isOpen() && Files.exists(path));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void IPC_4_aWildcardGetsAFolderOfItsOwn() throws IOException {
        Path path;
        try (Socket pull = context.socket(SocketType.PULL)) {
            String endpoint = pull.bind("ipc://*");
            path = Path.of(endpoint.substring("ipc://".length()));
            assertEquals(
                    Path.of(System.getProperty("java.io.tmpdir")),
                    path.getParent().getParent());
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())));
            assertTrue(Files.exists(path));
        }
        awaitGone(path.getParent());
    }

    @Test
    void connectingGoesOnWhileThereIsNoFileOrNobodyBehindIt() throws Exception {
        Path path = folder.resolve("later");
        try (Socket push = context.socket(SocketType.PUSH).set(Options.RECONNECT_IVL, Duration.ofMillis(5));
                Socket pull = context.socket(SocketType.PULL).set(Options.RCVTIMEO, PATIENCE)) {
            Events events = Events.of(push);
            push.connect("ipc://" + path);
            events.await(MonitorEventType.CONNECT_RETRIED);
            MonitorEvent missing = events.await(MonitorEventType.CONNECT_RETRIED);
            assertTrue(missing.reason().contains("No such file"), missing.reason());
            leaveDeadSocket(path);
            Eventually.until(
                    () -> awaitRetry(events).reason().contains("refused"), () -> "nobody noticed the dead socket");
            pull.bind("ipc://" + path);
            push.send("now");
            assertEquals("now", pull.receiveText());
        }
    }

    @Test
    void bothEndsAreNamed() throws Exception {
        String endpoint = "ipc://" + folder.resolve("named");
        try (Socket push = context.socket(SocketType.PUSH);
                Socket pull = context.socket(SocketType.PULL).set(Options.RCVTIMEO, PATIENCE)) {
            Events accepting = Events.of(pull);
            Events connecting = Events.of(push);
            assertEquals(endpoint, pull.bind(endpoint));
            push.connect(endpoint);
            MonitorEvent accepted = accepting.await(MonitorEventType.HANDSHAKE_SUCCEEDED);
            assertEquals(endpoint, accepted.localAddress());
            assertEquals("ipc://", accepted.remoteAddress());
            MonitorEvent connected = connecting.await(MonitorEventType.HANDSHAKE_SUCCEEDED);
            assertEquals("ipc://", connected.localAddress());
            assertEquals(endpoint, connected.remoteAddress());
            push.send("x");
            Message message = pull.receive();
            assertEquals("localhost", message.property("Peer-Address"));
        }
    }

    private static MonitorEvent awaitRetry(Events events) {
        try {
            return events.await(MonitorEventType.CONNECT_RETRIED);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void assertCarries(String endpoint) {
        try (Socket push = context.socket(SocketType.PUSH);
                Socket pull = context.socket(SocketType.PULL).set(Options.RCVTIMEO, PATIENCE)) {
            assertEquals(endpoint, pull.bind(endpoint));
            push.connect(endpoint);
            push.send("through the file");
            assertEquals("through the file", pull.receiveText());
        }
        awaitGone(Path.of(endpoint.substring("ipc://".length())));
    }

    private String assertRefused(ErrorCode code, String endpoint) {
        try (Socket pull = context.socket(SocketType.PULL)) {
            ZmqException refusal = assertThrows(ZmqException.class, () -> pull.bind(endpoint));
            assertEquals(code, refusal.code(), refusal.getMessage());
            return refusal.getMessage();
        }
    }

    private static void awaitGone(Path path) {
        Eventually.until(() -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS), () -> path + " is still there");
    }

    private static ServerSocketChannel listen(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }

    private static void leaveDeadSocket(Path path) throws IOException {
        listen(path).close();
    }
}
