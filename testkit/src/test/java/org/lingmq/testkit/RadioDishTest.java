package org.lingmq.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Message;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.SocketType;

/** RADIO and DISH, octet by octet. */
@ExtendWith(NothingLeftBehind.class)
class RadioDishTest {
    private static final String JOIN_TV = "04 07 04 \"JOIN\" \"TV\" ";
    private static final String LEAVE_TV = "04 08 05 \"LEAVE\" \"TV\" ";
    private static final String OLD_GREETING = "FF 00x8 7F 03 00 \"NULL\" 00x16 00 00x31 ";

    private static Message to(String group, String text) {
        return Message.of(text).withGroup(group);
    }

    @Test
    void RADIO_1_V_22_V_23_aRadioSendsToAGroupThatWasJoined() {
        try (LiveSocket radio = new LiveSocket(SocketType.RADIO);
                ScriptedPeer dish = radio.connect("DISH")) {
            radio.socket.send(to("TV", "too early"));
            dish.send(JOIN_TV).barrier();
            radio.socket.send(to("TVs", "no"));
            radio.socket.send(to("T", "no"));
            radio.socket.send("no");
            radio.socket.send(to("TV", "hello"));
            dish.expect("01 02 54 56 00 05 68 65 6C 6C 6F");
            dish.send(LEAVE_TV).barrier();
            radio.socket.send(to("TV", "gone"));
            dish.send(JOIN_TV).barrier();
            radio.socket.send(to("TV", "x".repeat(256)));
            dish.expect("01 02 \"TV\" 02 00x6 0100 78x256");
        }
    }

    @Test
    void RADIO_8_theEmptyGroupIsOneLikeOthers() {
        try (LiveSocket radio = new LiveSocket(SocketType.RADIO);
                ScriptedPeer dish = radio.connect("DISH")) {
            dish.send("04 05 04 \"JOIN\"").barrier();
            radio.socket.send("a");
            radio.socket.send(to("b", "b"));
            radio.socket.send(to("", ""));
            dish.expect("01 00 00 01 \"a\" 01 00 00 00");
        }
    }

    @Test
    void RADIO_4_aRadioCountsJoins() {
        try (LiveSocket radio = new LiveSocket(SocketType.RADIO);
                ScriptedPeer dish = radio.connect("DISH")) {
            dish.send(JOIN_TV + JOIN_TV + LEAVE_TV).barrier();
            radio.socket.send(to("TV", "1"));
            dish.expect("01 02 \"TV\" 00 01 \"1\"");
            dish.send(LEAVE_TV + LEAVE_TV + "04 05 04 \"JOIN\"").barrier();
            radio.socket.send(to("TV", "2"));
            radio.socket.send("3");
            dish.expect("01 00 00 01 \"3\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "06 00x6 0105 04 \"JOIN\" 67x256",
                "06 00x6 0106 05 \"LEAVE\" 67x256",
                "06 00x5 010006 04 \"JOIN\" 67x65537"
            })
    void RADIO_5_aGroupThatIsTooLongEndsTheConnectionAndNoOther(String command) {
        try (LiveSocket radio = new LiveSocket(SocketType.RADIO);
                ScriptedPeer good = radio.connect("DISH");
                ScriptedPeer bad = radio.connect("DISH")) {
            good.send("06 00x6 0104 04 \"JOIN\" 67x255").barrier();
            bad.sendWhileOpen(Octets.of(command));
            radio.assertEnds(bad, MonitorEventType.PEER_REFUSED, "255 bytes");
            radio.socket.send(to("g".repeat(255), "x"));
            good.expect("01 FF 67x255 00 01 \"x\"");
        }
    }

    @Test
    void RADIO_5_aLengthThatIsOnlyClaimedTakesNoMemory() {
        try (LiveSocket radio = new LiveSocket(SocketType.RADIO);
                ScriptedPeer dish = radio.connect("DISH")) {
            dish.send("06 00x4 7FFFFFFF 04 \"JOIN\" \"TV\"");
            radio.assertEnds(dish, MonitorEventType.PEER_REFUSED, "MAXMSGSIZE");
        }
    }

    @Test
    void RADIO_2_aRadioDiscardsAllElse() {
        try (LiveSocket radio = new LiveSocket(SocketType.RADIO);
                ScriptedPeer dish = radio.connect("DISH")) {
            dish.send("00 03 01 \"TV\" 01 01 \"a\" 00 01 \"b\" 04 0C 09 \"SUBSCRIBE\" \"TV\" 04 07 04 \"join\" \"TV\"")
                    .barrier();
            radio.socket.send(to("TV", "no"));
            dish.send("04 05 04 \"JOIN\"").barrier();
            radio.socket.send("yes");
            dish.expect("01 00 00 03 \"yes\"");
            assertEquals(2, radio.socket.stats().droppedByReason().get("from_subscriber"));
        }
    }

    @Test
    void RADIO_3_aDishThatComesBackToADialingRadioHasNoGroups() {
        try (LiveSocket radio = new LiveSocket(SocketType.RADIO);
                ScriptedListener listener = ScriptedListener.open()) {
            radio.socket.connect(listener.endpoint());
            try (ScriptedPeer dish = listener.accept().handshake("DISH")) {
                dish.send(JOIN_TV + JOIN_TV).barrier();
                radio.socket.send(to("TV", "1"));
                dish.expect("01 02 \"TV\" 00 01 \"1\"");
            }
            try (ScriptedPeer dish = listener.accept().handshake("DISH")) {
                dish.send("04 05 04 \"JOIN\"").barrier();
                radio.socket.send(to("TV", "2"));
                radio.socket.send("3");
                dish.expect("01 00 00 01 \"3\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ScriptedPeer.GREETING, OLD_GREETING})
    void RADIO_3_V_22_SUB_11_aDishJoinsOnEachNewConnection(String greeting) {
        try (LiveSocket dish = new LiveSocket(SocketType.DISH);
                ScriptedListener listener = ScriptedListener.open()) {
            dish.socket.join("TV").join("");
            dish.socket.connect(listener.endpoint());
            try (ScriptedPeer radio = listener.accept()) {
                introduce(radio, greeting);
                radio.expect("04 05 04 4A 4F 49 4E 04 07 04 4A 4F 49 4E 54 56");
                dish.socket.leave("TV").join("a");
                radio.expect("04 08 05 4C 45 41 56 45 54 56 04 06 04 4A 4F 49 4E 61");
            }
            try (ScriptedPeer radio = listener.accept()) {
                introduce(radio, greeting);
                radio.expect("04 05 04 \"JOIN\" 04 06 04 \"JOIN\" \"a\"");
                radio.send("01 01 \"a\" 00 05 \"hello\"");
                assertEquals("a", dish.receive("hello").group());
            }
        }
    }

    private static void introduce(ScriptedPeer radio, String greeting) {
        radio.send(greeting + ScriptedPeer.ready("RADIO")).hearGreeting();
        radio.expect(ScriptedPeer.ready("DISH"));
    }

    @Test
    void RADIO_1_RADIO_6_V_23_ZMTP_48_aDishTakesOnlyWhatItJoined() {
        try (LiveSocket dish = new LiveSocket(SocketType.DISH);
                ScriptedPeer radio = dish.connect("RADIO")) {
            dish.socket.join("TV");
            radio.expect(JOIN_TV);
            radio.send(
                    "01 02 \"T1\" 00 01 \"1\" 01 03 \"TV1\" 00 01 \"2\" 01 03 \"TV\" 00 00 01 \"3\" 01 00 00 01 \"4\"");
            radio.send("01 02 54 56 00 05 68 65 6C 6C 6F 01 02 \"TV\" 00 00");
            assertEquals("TV", dish.receive("hello").group());
            assertEquals("TV", dish.receive("").group());
            assertEquals(4, dish.socket.stats().filtered());
        }
    }

    @Test
    void RADIO_7_ZMTP_47_whatIsNoGroupAndFrameIsDroppedAndTheConnectionStays() {
        try (LiveSocket dish = new LiveSocket(SocketType.DISH);
                ScriptedPeer radio = dish.connect("RADIO")) {
            dish.socket.join("TV");
            radio.expect(JOIN_TV);
            radio.send("00 02 \"TV\" 00 00 01 02 \"TV\" 01 01 \"a\" 00 01 \"b\"");
            radio.send("03 00x6 0100 67x256 00 01 \"a\" 01 02 \"TV\" 00 02 \"ok\"");
            dish.receive("ok");
            assertNull(dish.socket.tryReceive());
            assertEquals(4, dish.socket.stats().droppedByReason().get("no_group"));
            assertTrue(dish.events
                    .await(MonitorEventType.MESSAGES_DROPPED)
                    .reason()
                    .contains("group"));
            radio.barrier();
        }
    }

    @Test
    void HB_10_aRadioSendsNoPingAndAnswersThem() {
        try (LiveSocket radio = new LiveSocket(SocketType.RADIO, socket -> {
                    socket.set(Options.HEARTBEAT_IVL, Duration.ofMillis(10));
                    socket.set(Options.HEARTBEAT_TIMEOUT, Duration.ofMillis(10));
                });
                ScriptedPeer dish = radio.connect("DISH")) {
            dish.send(JOIN_TV).barrier();
            dish.expectSilence(Duration.ofMillis(300));
            dish.barrier();
            radio.socket.send(to("TV", "hello"));
            dish.expect("01 02 \"TV\" 00 05 \"hello\"");
        }
    }

    @Test
    void HB_10_aDishTakesPingAndPongAndSendsPings() {
        try (LiveSocket dish = new LiveSocket(SocketType.DISH, socket -> {
                    socket.set(Options.HEARTBEAT_IVL, Duration.ofMillis(50));
                    socket.set(Options.HEARTBEAT_TIMEOUT, Duration.ofMinutes(1));
                });
                ScriptedPeer radio = dish.connect("RADIO")) {
            assertEquals("PING", radio.hearFrame().commandName());
            radio.send("04 05 04 \"PONG\" 04 07 04 \"PING\" 0000");
            Frame next = radio.hearFrame();
            while (next.commandName().equals("PING")) {
                next = radio.hearFrame();
            }
            assertEquals("PONG", next.commandName());
            dish.socket.join("TV");
            radio.send("04 05 04 \"PONG\" 01 02 \"TV\" 04 07 04 \"PING\" 0000 00 02 \"ok\"");
            assertEquals("TV", dish.receive("ok").group());
        }
    }
}
