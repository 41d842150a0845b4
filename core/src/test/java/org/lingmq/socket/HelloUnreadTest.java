package org.lingmq.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.contract.Events;
import org.lingmq.contract.NothingLeftBehind;

/** HELLO_MSG to a peer that does not read it. */
@Timeout(120)
@ExtendWith(NothingLeftBehind.class)
class HelloUnreadTest {

    private static final Duration LINGER = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    /** A peer's greeting and READY, as ROUTER. */
    private static void shakeHands(OutputStream out) throws IOException {
        byte[] greeting = Arrays.copyOf(new byte[] {(byte) 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F, 3, 1}, 64);
        System.arraycopy("NULL".getBytes(ISO_8859_1), 0, greeting, 12, 4);
        byte[] ready = "\5READY\13Socket-Type\0\0\0\6ROUTER".getBytes(ISO_8859_1);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(greeting);
        all.write(4);
        all.write(ready.length);
        all.write(ready);
        out.write(all.toByteArray());
    }

    /** Connects the socket to a peer with little room, after which there is nobody any more at that endpoint. */
    private static java.net.Socket onlyPeerOf(Socket socket) throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.setReceiveBufferSize(4096);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            socket.connect("tcp://127.0.0.1:" + server.getLocalPort());
            return server.accept();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void TS_1_aGreetingThatNobodyWillReadDoesNotHoldUpClosing(boolean closedFirst) throws Exception {
        Context context = Context.open();
        try {
            Socket dealer = context.socket(SocketType.DEALER)
                    .set(Options.LINGER, LINGER)
                    .set(Options.SNDBUF, 8192)
                    .set(Options.HELLO_MSG, new byte[8 << 20]);
            Events events = Events.of(dealer);
            try (java.net.Socket deaf = onlyPeerOf(dealer)) {
                shakeHands(deaf.getOutputStream());
                events.await(MonitorEventType.HANDSHAKE_SUCCEEDED);
                if (closedFirst) {
                    dealer.close();
                }
                deaf.setSoLinger(true, 0);
            }
            if (!closedFirst) {
                events.await(MonitorEventType.DISCONNECTED);
                dealer.close();
            }
            assertEquals(List.of(), assertTimeoutPreemptively(AT_ONCE, () -> context.close(LINGER)));
        } finally {
            context.close(Duration.ZERO);
        }
    }
}
