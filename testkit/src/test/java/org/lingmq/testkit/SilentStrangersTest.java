package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** Connections that never finish their handshake: no socket sees them, and no message is meant for them. */
@Tag("cve")
@ExtendWith(NothingLeftBehind.class)
class SilentStrangersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MESSAGES = 1_000;
    private static final List<String> STATES = List.of(
            "", "FF", ScriptedPeer.GREETING, ScriptedPeer.GREETING + "04 1A 05 \"READY\" 0B \"Socket-Type\" 0000");

    @ParameterizedTest
    @CsvSource({
        "PUSH, PULL, 1", "PUSH, PULL, 3", "PUSH, PULL, 100",
        "DEALER, DEALER, 1", "DEALER, DEALER, 3", "DEALER, DEALER, 100",
        "PAIR, PAIR, 1", "PAIR, PAIR, 3", "PAIR, PAIR, 100",
        "PUB, SUB, 1", "PUB, SUB, 3", "PUB, SUB, 100",
        "PULL, PUSH, 1", "PULL, PUSH, 3", "PULL, PUSH, 100"
    })
    void T_HS1_theDecentPeerGetsEveryMessage(SocketType boundType, SocketType peerType, int strangersInEachState) {
        try (Context context = Context.open();
                Strangers strangers = new Strangers();
                Socket bound = socket(context, boundType);
                Socket decent = socket(context, peerType)) {
            String endpoint = bound.bind("tcp://127.0.0.1:*");
            addStrangers(strangers, endpoint, strangersInEachState);
            decent.connect(endpoint);
            addStrangers(strangers, endpoint, strangersInEachState);
            Eventually.until(() -> bound.peers().size() == 1, () -> "peers: " + bound.peers());
            Socket sender = boundType == SocketType.PULL ? decent : bound;
            Socket receiver = boundType == SocketType.PULL ? bound : decent;
            awaitSubscription(boundType, sender, receiver);
            for (int i = 0; i < MESSAGES; i++) {
                assertTrue(sender.send("m" + i), "number " + i);
            }
            for (int i = 0; i < MESSAGES; i++) {
                assertEquals("m" + i, receiver.receiveText());
            }
            assertEquals(1, bound.peers().size());
            assertEquals(0, bound.stats().dropped());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REP, REQ, 1", "REP, REQ, 3", "REP, REQ, 100",
        "REQ, REP, 1", "REQ, REP, 3", "REQ, REP, 100",
        "ROUTER, REQ, 1", "ROUTER, REQ, 3", "ROUTER, REQ, 100"
    })
    void T_HS1_theDecentPeerGetsEveryAnswer(SocketType boundType, SocketType peerType, int strangersInEachState) {
        try (Context context = Context.open();
                Strangers strangers = new Strangers();
                Socket bound = socket(context, boundType);
                Socket decent = socket(context, peerType)) {
            String endpoint = bound.bind("tcp://127.0.0.1:*");
            addStrangers(strangers, endpoint, strangersInEachState);
            decent.connect(endpoint);
            addStrangers(strangers, endpoint, strangersInEachState);
            Socket asking = boundType == SocketType.REQ ? bound : decent;
            Socket answering = boundType == SocketType.REQ ? decent : bound;
            for (int i = 0; i < MESSAGES; i++) {
                assertTrue(asking.send("m" + i), "number " + i);
                Message request = answering.receive();
                assertNotNull(request, "number " + i);
                assertTrue(answering.send(request));
                assertEquals("m" + i, asking.receiveText());
            }
            assertEquals(1, bound.peers().size());
            assertEquals(0, bound.stats().dropped());
        }
    }

    private static Socket socket(Context context, SocketType type) {
        Socket socket = context.socket(type)
                .set(Options.SNDTIMEO, PATIENCE)
                .set(Options.RCVTIMEO, PATIENCE)
                .set(Options.SNDHWM, 2 * MESSAGES)
                .set(Options.LINGER, Duration.ZERO);
        if (type == SocketType.SUB) {
            socket.subscribe("m");
        }
        return socket;
    }

    private static void addStrangers(Strangers strangers, String endpoint, int inEachState) {
        for (String state : STATES) {
            byte[] words = Octets.of(state);
            for (int i = 0; i < inEachState; i++) {
                strangers.add(endpoint, words);
            }
        }
    }

    /** What a PUB sends before the subscription has arrived is nobody's. */
    private static void awaitSubscription(SocketType type, Socket pub, Socket sub) {
        if (type == SocketType.PUB) {
            Eventually.until(
                    () -> {
                        pub.send("may be missed");
                        return sub.tryReceive() != null;
                    },
                    () -> "the subscription does not arrive");
            pub.send("mark");
            String text = sub.receiveText();
            while (!"mark".equals(text)) {
                assertEquals("may be missed", text);
                text = sub.receiveText();
            }
        }
    }
}
