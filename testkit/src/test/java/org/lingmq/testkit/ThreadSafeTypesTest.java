package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lingmq.Message;
import org.lingmq.MonitorEventType;
import org.lingmq.SocketType;

/** The types for many threads and peers that speak for themselves; RADIO and DISH have tests of their own, too. */
@ExtendWith(NothingLeftBehind.class)
class ThreadSafeTypesTest {
    /** All names that RFCs and libzmq know, those of types that we lack too, and some that are none. */
    private static final List<String> NAMES = List.of(
            "REQ", "REP", "DEALER", "ROUTER", "PUB", "SUB", "XPUB", "XSUB", "PUSH", "PULL", "PAIR", "STREAM", "DGRAM",
            "CLIENT", "SERVER", "RADIO", "DISH", "SCATTER", "GATHER", "PEER", "CHANNEL", "client", "Dish", "NONE");

    private static final List<String> LEGAL = List.of(
            "CLIENT-SERVER",
            "SERVER-CLIENT",
            "RADIO-DISH",
            "DISH-RADIO",
            "SCATTER-GATHER",
            "GATHER-SCATTER",
            "PEER-PEER",
            "CHANNEL-CHANNEL");

    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (SocketType type : SocketType.values()) {
            if (type.isThreadSafe()) {
                NAMES.forEach(name -> pairs.add(Arguments.of(type, name)));
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ZMTP_42_43_NULL_4_V_12_aRightPeerIsWelcomeAndAnyOtherHearsAnError(SocketType type, String name) {
        try (LiveSocket live = new LiveSocket(type);
                ScriptedPeer peer = live.connect()) {
            peer.send(ScriptedPeer.GREETING).hearGreeting();
            peer.expect(ScriptedPeer.ready(type.name()));
            peer.send(ScriptedPeer.ready(name));
            if (LEGAL.contains(type + "-" + name)) {
                peer.barrier();
                Eventually.until(() -> live.socket.peers().size() == 1, () -> "no peer");
                assertEquals(name, live.socket.peers().get(0).type());
            } else {
                Frame error = peer.hearFrame();
                assertEquals("ERROR", error.commandName());
                assertTrue(error.text().contains("a " + type + " socket cannot talk to a peer of type"), error::text);
                live.assertEnds(peer, MonitorEventType.HANDSHAKE_FAILED_PROTOCOL, name);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"CLIENT, SERVER", "SERVER, CLIENT", "GATHER, SCATTER", "PEER, PEER", "CHANNEL, CHANNEL"})
    void ZMTP_47_CLISRV_3_aMultipartMessageIsDiscardedWholeAndTheNextOneComes(SocketType type, String facing) {
        try (LiveSocket live = new LiveSocket(type);
                ScriptedPeer peer = live.connect(facing)) {
            peer.send("01 01 \"a\" 00 01 \"b\" 00 03 \"one\" 01 00 01 00 00 00 00 00 00 01 \"c\"");
            live.receive("one");
            live.receive("");
            live.receive("c");
            peer.send("01 01 \"a\" 04 05 04 \"PONG\" 01 01 \"b\" 00 01 \"c\" 02 00x7 03 \"two\"");
            live.receive("two");
            assertNull(live.socket.tryReceive());
            assertTrue(live.events
                    .await(MonitorEventType.MESSAGES_DROPPED)
                    .reason()
                    .contains(type.name()));
            assertEquals(3, live.socket.stats().droppedByReason().get("multipart"));
            peer.barrier();
            assertEquals(1, live.socket.peers().size());
        }
    }

    @ParameterizedTest
    @CsvSource({"CLIENT, SERVER", "SCATTER, GATHER", "CHANNEL, CHANNEL"})
    void CLISRV_1_SCAT_1_CHAN_1_onlyTheFrameTravels(SocketType type, String facing) {
        try (LiveSocket live = new LiveSocket(type);
                ScriptedPeer peer = live.connect(facing)) {
            live.socket.send("hello");
            live.socket.send(Message.of("").withGroup("g").withRoutingId(7));
            peer.expect("00 05 \"hello\" 00 00");
        }
    }

    @ParameterizedTest
    @CsvSource({"SERVER, CLIENT", "PEER, PEER"})
    void CLISRV_1_PEER_1_ZMTP_48_theRoutingIdNeverTravels(SocketType type, String facing) {
        try (LiveSocket live = new LiveSocket(type);
                ScriptedPeer one = live.connect(facing);
                ScriptedPeer two = live.connect(facing)) {
            one.send("00 03 \"one\"");
            int first = live.receive("one").routingId();
            two.send("00 03 \"two\"");
            int second = live.receive("two").routingId();
            assertNotEquals(0, first);
            assertNotEquals(0, second);
            assertNotEquals(first, second);
            live.socket.send(Message.of("to two").withRoutingId(second));
            live.socket.send(Message.of("to one").withRoutingId(first));
            one.expect("00 06 74 6F 20 \"one\"");
            two.expect("00 06 74 6F 20 \"two\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"SERVER, CLIENT", "PEER, PEER"})
    void CLISRV_1_PEER_1_aDialedPeerKeepsItsRoutingIdOverReconnections(SocketType type, String facing) {
        try (LiveSocket live = new LiveSocket(type);
                ScriptedListener listener = ScriptedListener.open()) {
            live.socket.connect(listener.endpoint());
            int before;
            try (ScriptedPeer peer = listener.accept().handshake(facing)) {
                peer.send("00 01 \"a\"");
                before = live.receive("a").routingId();
            }
            try (ScriptedPeer peer = listener.accept().handshake(facing)) {
                live.socket.send(Message.of("b").withRoutingId(before));
                peer.expect("00 01 \"b\"").send("00 01 \"c\"");
                assertEquals(before, live.receive("c").routingId());
            }
        }
    }

    @Test
    void CLISRV_1_anAnnouncedIdMeansNothing() {
        try (LiveSocket live = new LiveSocket(SocketType.SERVER);
                ScriptedPeer peer = live.connect()) {
            byte[] type = "CLIENT".getBytes(StandardCharsets.US_ASCII);
            peer.send(ScriptedPeer.GREETING
                    + "04 2B 05 \"READY\" 0B \"Socket-Type\" 00000006 " + Octets.text(type)
                    + " 08 \"Identity\" 00000002 00 01 00 01 \"a\"");
            int number = live.receive("a").routingId();
            assertEquals(
                    Integer.toUnsignedString(number), live.socket.peers().get(0).routingId());
        }
    }
}
