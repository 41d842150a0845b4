package org.lingmq.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lingmq.Context;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.contract.Events;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.transport.OptionValues;

/** What the kernel does with our connections. */
@ExtendWith(NothingLeftBehind.class)
class TcpConnectionTest {

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** A port that is dialed from itself: the kernel connects the two, though nobody listens. */
    @Test
    void TCP_3_aConnectionToItselfIsGivenUpAndDialedAgain() throws Exception {
        try (Context context = Context.open();
                Socket push = context.socket(SocketType.PUSH).set(Options.RECONNECT_IVL, Duration.ofMillis(5))) {
            Events events = Events.of(push);
            int port = freePort();
            push.connect("tcp://127.0.0.1:" + port + ";127.0.0.1:" + port);
            for (int i = 0; i < 3; i++) {
                MonitorEvent retry = events.await(MonitorEventType.CONNECT_RETRIED);
                assertTrue(retry.reason().contains("itself"), retry.reason());
            }
            assertEquals(0, push.stats().peers());
        }
    }

    @Test
    void TCP_3_smallPacketsLeaveAtOnce() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            TcpChannels.tune(channel, new OptionValues(SocketType.PUSH));
            assertTrue(channel.getOption(StandardSocketOptions.TCP_NODELAY));
        }
    }
}
