package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * What a connecting PUSH makes of listeners that refuse, err, or leave: its queue stays, and it comes back or says why
 * not.
 */
@ExtendWith(NothingLeftBehind.class)
class HostileListenerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Context context;
    private Socket push;
    private MonitorRecord events;

    @BeforeEach
    void open() {
        context = Context.open();
        push = context.socket(SocketType.PUSH)
                .set(Options.SNDTIMEO, PATIENCE)
                .set(Options.LINGER, Duration.ZERO)
                .set(Options.RECONNECT_IVL, Duration.ofMillis(5));
        events = MonitorRecord.of(push);
    }

    @AfterEach
    void close() {
        push.close();
        context.close();
    }

    @Test
    void NULL_2_theConnectingSideSendsReadyWithoutWaiting() {
        try (ScriptedListener listener = ScriptedListener.open()) {
            push.connect(listener.endpoint());
            try (ScriptedPeer peer = listener.accept()) {
                peer.send(ScriptedPeer.GREETING);
                peer.hearGreeting();
                peer.expect(ScriptedPeer.ready("PUSH"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FF",
                ScriptedPeer.GREETING,
                ScriptedPeer.GREETING + "04 1A 05 \"READY\"",
                "FF 00x8 7F 03 01 \"PLAIN\" 00x15 00 00x31",
                "FF 00x8 7F 03 01 \"NULL\" 00 \"X\" 00x14 00 00x31",
                "FF 00x8 7F 01 07 00 00",
                "\"HTTP/1.1\" 20 \"400\" 0D 0A 0D 0A",
                ScriptedPeer.GREETING + "00 02 \"hi\"",
                ScriptedPeer.GREETING + "04 1B 05 \"READY\" 0B \"Socket-Type\" 00000004 \"PULL\" 00",
                ScriptedPeer.GREETING + "04 19 05 \"READY\" 0B \"Socket-Type\" 00000003 \"SUB\"",
                ScriptedPeer.GREETING + "06 FFx8",
                ScriptedPeer.GREETING + "04 0A 05 \"ERROR\" 03 \"300\"",
                ScriptedPeer.GREETING + "04 0A 05 \"ERROR\" 03 \"500\"",
                ScriptedPeer.GREETING + "04 1A 05 \"READY\" 0B \"Socket-Type\" 00000004 \"PULL\" 02 FFx8"
            })
    void ERR_1_ERR_3_whateverGoesWrongTheDialerComesBackAndLosesNothing(String said) {
        try (ScriptedListener listener = ScriptedListener.open()) {
            push.connect(listener.endpoint());
            for (int i = 0; i < 3; i++) {
                assertTrue(push.send("m" + i));
            }
            for (int attempt = 0; attempt < 2; attempt++) {
                try (ScriptedPeer peer = listener.accept()) {
                    peer.sendWhileOpen(Octets.of(said));
                    peer.endOutput();
                    peer.hearEnd();
                }
                MonitorEvent retried = events.await(MonitorEventType.CONNECT_RETRIED);
                assertEquals(listener.endpoint(), retried.endpoint());
                assertTrue(!retried.reason().isEmpty());
            }
            if (said.endsWith("02 FFx8")) {
                return;
            }
            try (ScriptedPeer peer = listener.accept()) {
                peer.handshake("PULL").expect("00 02 \"m0\" 00 02 \"m1\" 00 02 \"m2\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"04 0A 05 \"ERROR\" 03 \"400\"", "04 09 05 \"ERROR\" 02 \"no\"", "04 07 05 \"ERROR\" 00"})
    void NULL_5_anExplicitRefusalStopsTheDialerUntilItIsToldToConnectAgain(String error) {
        try (ScriptedListener listener = ScriptedListener.open()) {
            push.connect(listener.endpoint());
            assertTrue(push.send("queued"));
            try (ScriptedPeer peer = listener.accept()) {
                peer.send(ScriptedPeer.GREETING + error);
                peer.hearEnd();
            }
            MonitorEvent stopped = events.await(MonitorEventType.DIALER_STOPPED);
            assertTrue(stopped.reason().contains("the peer refused the connection"), stopped.reason());
            push.connect(listener.endpoint());
            try (ScriptedPeer peer = listener.accept()) {
                peer.handshake("PULL").expect("00 06 \"queued\"");
            }
        }
    }

    @Test
    void withRetryRefusedTheDialerComesBackByItself() {
        push.set(Options.RETRY_REFUSED, Duration.ofMillis(10));
        try (ScriptedListener listener = ScriptedListener.open()) {
            push.connect(listener.endpoint());
            try (ScriptedPeer peer = listener.accept()) {
                peer.send(ScriptedPeer.GREETING + "04 09 05 \"ERROR\" 02 \"no\"")
                        .hearEnd();
            }
            assertEquals(10, events.await(MonitorEventType.CONNECT_RETRIED).value());
            try (ScriptedPeer peer = listener.accept()) {
                peer.handshake("PULL");
            }
        }
    }

    @Test
    void ZMTP_12_aListenerThatSaysNothingIsLeftInTime() {
        push.set(Options.HANDSHAKE_IVL, Duration.ofMillis(100));
        try (ScriptedListener listener = ScriptedListener.open()) {
            push.connect(listener.endpoint());
            try (ScriptedPeer peer = listener.accept()) {
                peer.hearEnd();
                MonitorEvent failed = events.await(MonitorEventType.HANDSHAKE_FAILED_NO_DETAIL);
                assertTrue(failed.reason().contains("longer than 100 ms"), failed.reason());
                assertEquals(listener.endpoint(), failed.remoteAddress());
            }
            listener.accept().close();
        }
    }

    @Test
    void ZMTP_21_22_aMessageThatDidNotLeaveWholeGoesAgainFromItsStart() {
        try (ScriptedListener listener = ScriptedListener.open()) {
            push.connect(listener.endpoint());
            byte[] big = new byte[30_000_000];
            assertTrue(push.send(big));
            assertTrue(push.send("behind"));
            try (ScriptedPeer peer = listener.accept()) {
                peer.handshake("PULL");
                peer.hear(100_000);
                peer.reset();
            }
            try (ScriptedPeer peer = listener.accept()) {
                peer.handshake("PULL");
                Frame frame = peer.hearFrame();
                assertEquals(big.length, frame.body().length);
                assertEquals("behind", peer.hearFrame().text());
            }
        }
    }

    @Test
    void aPullThatSendsMessagesIsNotHeardAndTakesNoMemory() {
        try (ScriptedListener listener = ScriptedListener.open()) {
            push.connect(listener.endpoint());
            try (ScriptedPeer peer = listener.accept()) {
                peer.handshake("PULL");
                byte[] nonsense = Octets.of("01 02 \"no\" 00 04 \"body\" ".repeat(5_000));
                for (int i = 0; i < 20; i++) {
                    peer.send(nonsense).barrier();
                }
                assertTrue(push.send("still here"));
                peer.expect("00 0A \"still\" 20 \"here\"");
            }
        }
    }
}
