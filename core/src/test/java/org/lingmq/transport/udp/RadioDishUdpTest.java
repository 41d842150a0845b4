package org.lingmq.transport.udp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.contract.Events;
import org.lingmq.contract.Eventually;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;
import org.lingmq.zmtp.Hex;

/** RADIO and DISH over udp, with each other and with a peer that knows bytes only. */
@ExtendWith(NothingLeftBehind.class)
class RadioDishUdpTest {
    static Socket dish(Context context, String... groups) {
        Socket dish = context.socket(SocketType.DISH).set(Options.RCVTIMEO, Transports.PATIENCE);
        for (String group : groups) {
            dish.join(group);
        }
        return dish;
    }

    static Message message(String group, String body) {
        return Message.of(body).withGroup(group);
    }

    static void expect(Socket dish, String group, String body) {
        Message message = dish.receive();
        assertNotNull(message, "nothing came instead of " + body);
        assertEquals(group + "|" + body, message.group() + "|" + message.text());
        assertEquals(1, message.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp://127.0.0.1:*", "udp://[::1]:*", "udp://lo:*", "udp://127.0.0.1:0"})
    void UDP_1_UDP_6_fromRadioToDish(String anywhere) {
        try (Context context = Context.open();
                Socket dish = dish(context, "TV", "");
                Socket radio = context.socket(SocketType.RADIO)) {
            String endpoint = dish.bind(anywhere);
            assertTrue(endpoint.matches("udp://.*:[1-9]\\d*"), endpoint);
            assertEquals(endpoint, dish.get(Options.LAST_ENDPOINT));
            radio.connect(endpoint);
            assertEquals(endpoint, radio.get(Options.LAST_ENDPOINT));
            assertTrue(radio.send(message("TV", "hello")));
            assertTrue(radio.send("no group"));
            assertTrue(radio.send(message("TV", "")));
            expect(dish, "TV", "hello");
            expect(dish, "", "no group");
            expect(dish, "TV", "");
            assertEquals(3, radio.stats().messagesSent());
        }
    }

    @Test
    void UDP_6_theWildcardHearsBothFamilies() {
        try (Context context = Context.open();
                Socket dish = dish(context, "g");
                Socket radio = context.socket(SocketType.RADIO)) {
            String endpoint = dish.bind("udp://*:*");
            String port = endpoint.substring(endpoint.lastIndexOf(':'));
            radio.connect("udp://127.0.0.1" + port);
            radio.send(message("g", "4"));
            expect(dish, "g", "4");
            radio.disconnect("udp://127.0.0.1" + port);
            radio.connect("udp://[::1]" + port);
            radio.send(message("g", "6"));
            expect(dish, "g", "6");
        }
    }

    @Test
    void V_38_UDP_1_bytesOfARadio() throws Exception {
        try (Context context = Context.open();
                Socket radio = context.socket(SocketType.RADIO);
                RawPeer peer = RawPeer.here()) {
            radio.connect(peer.endpoint());
            radio.send(message("TV", "hello"));
            assertArrayEquals(Hex.bytes("02 54 56 68 65 6C 6C 6F"), peer.receive());
            radio.send("nogroup");
            assertArrayEquals(Hex.bytes("00 6E 6F 67 72 6F 75 70"), peer.receive());
            radio.send(new byte[0]);
            assertArrayEquals(Hex.bytes("00"), peer.receive());
            String longest = "g".repeat(255);
            radio.send(message(longest, "b"));
            assertEquals((char) 255 + longest + "b", new String(peer.receive(), ISO_8859_1));
        }
    }

    @Test
    void UDP_2_eightKibibytesAndNoMore() throws Exception {
        try (Context context = Context.open();
                Socket radio = context.socket(SocketType.RADIO);
                RawPeer peer = RawPeer.here()) {
            Events events = Events.of(radio);
            radio.connect(peer.endpoint());
            assertTrue(radio.send(Message.of(new byte[8192 - 1 - 2]).withGroup("TV")));
            assertTrue(radio.send(Message.of(new byte[8192 - 2]).withGroup("TV")));
            assertTrue(radio.send(new byte[1 << 20]));
            assertTrue(radio.send("end"));
            assertEquals(8192, peer.receive().length);
            assertArrayEquals(Hex.bytes("00 65 6E 64"), peer.receive());
            assertEquals(2, radio.stats().droppedByReason().get("too_large"));
            assertEquals(2, radio.stats().messagesSent());
            assertEquals(8192 - 1 + 3, radio.stats().bytesSent());
            assertEquals(0, radio.stats().queuedOut());
            MonitorEvent dropped = events.await(MonitorEventType.MESSAGES_DROPPED);
            assertTrue(dropped.reason().contains("8192 bytes"), dropped.reason());
            assertEquals(peer.endpoint(), dropped.endpoint());
            assertTrue(dropped.value() >= 1);
        }
    }

    @Test
    void UDP_2_aLargerDatagramThanOursArrivesWhole() throws Exception {
        try (Context context = Context.open();
                Socket dish = dish(context, "");
                RawPeer peer = RawPeer.here()) {
            String endpoint = dish.bind("udp://127.0.0.1:*");
            byte[] largest = new byte[65_507];
            Arrays.fill(largest, 1, largest.length, (byte) 'x');
            peer.send(largest, endpoint);
            assertEquals(65_506, dish.receive().bytes().length);
        }
    }

    @Test
    void UDP_3_whatIsNoMessageIsIgnored() throws Exception {
        try (Context context = Context.open();
                Socket dish = dish(context, "TV", "");
                RawPeer peer = RawPeer.here()) {
            Events events = Events.of(dish);
            String endpoint = dish.bind("udp://127.0.0.1:*");
            for (String hex : new String[] {"", "03 54 56", "FF", "80 54 56 68"}) {
                peer.sendHex(hex, endpoint);
            }
            peer.sendHex("02 54 56 68 65 6C 6C 6F", endpoint);
            peer.sendHex("02 54 56", endpoint);
            peer.sendHex("00", endpoint);
            expect(dish, "TV", "hello");
            expect(dish, "TV", "");
            expect(dish, "", "");
            assertEquals(4, dish.stats().droppedByReason().get("no_group"));
            assertEquals(
                    endpoint, events.await(MonitorEventType.MESSAGES_DROPPED).endpoint());
        }
    }

    @Test
    void UDP_4_theDishChoosesAndSaysNothing() throws Exception {
        try (Context context = Context.open();
                Socket dish = dish(context, "TV");
                RawPeer peer = RawPeer.here();
                RawPeer other = RawPeer.here()) {
            String endpoint = dish.bind("udp://127.0.0.1:*");
            peer.sendHex("02 54 57 31", endpoint);
            peer.sendHex("02 54 56 32", endpoint);
            peer.sendHex("01 54 33", endpoint);
            peer.sendHex("03 54 56 56 34", endpoint);
            peer.sendHex("02 54 56 35", endpoint);
            expect(dish, "TV", "2");
            expect(dish, "TV", "5");
            dish.leave("TV");
            dish.join("T");
            peer.sendHex("02 54 56 36", endpoint);
            peer.sendHex("01 54 37", endpoint);
            expect(dish, "T", "7");
            assertEquals(4, dish.stats().droppedByReason().get("filtered"));
            assertEquals(0, dish.stats().messagesSent());
            other.send(new byte[] {1}, peer.endpoint());
            peer.receive();
            assertEquals(other.port(), peer.lastSender().getPort(), "the DISH has answered");
        }
    }

    @Test
    void UDP_8_nobodyHasToBeThere() throws Exception {
        int port;
        try (RawPeer gone = RawPeer.here()) {
            port = gone.port();
        }
        try (Context context = Context.open();
                Socket radio = context.socket(SocketType.RADIO);
                RawPeer peer = RawPeer.here()) {
            radio.connect("udp://127.0.0.1:" + port);
            radio.connect(peer.endpoint());
            for (int i = 0; i < 100; i++) {
                // The refusals that come back (ICMP) are no concern of the sender's.
                assertTrue(radio.send("m" + i));
                assertEquals("\0m" + i, new String(peer.receive(), ISO_8859_1));
            }
            assertEquals(2, radio.peers().size());
            assertNull(radio.peers().get(0).type());
            assertEquals(200, radio.stats().messagesSent());
        }
    }

    @Test
    void UDP_8_aNetworkThatCannotBeReachedIsNoErrorOfTheCall() throws Exception {
        try (Context context = Context.open();
                Socket radio = context.socket(SocketType.RADIO)) {
            Events events = Events.of(radio);
            // To port 9 of the broadcast address, which the system refuses for want of an option.
            radio.connect("udp://255.255.255.255:9");
            assertTrue(radio.send("lost"));
            assertEquals(1, radio.stats().droppedByReason().get("not_sent"));
            assertEquals(0, radio.stats().messagesSent());
            assertEquals(1, events.await(MonitorEventType.MESSAGES_DROPPED).value());
        }
    }

    @Test
    void UDP_8_aFullQueueDropsAndNothingWaits() throws Exception {
        try (Context context = Context.open();
                Socket dish = dish(context, "");
                RawPeer peer = RawPeer.here()) {
            Events events = Events.of(dish);
            dish.set(Options.RCVHWM, 10);
            String endpoint = dish.bind("udp://127.0.0.1:*");
            int sent = 200;
            for (int i = 0; i < sent; i++) {
                peer.send(("\0m" + i).getBytes(ISO_8859_1), endpoint);
            }
            Eventually.until(
                    () -> dish.stats().queuedIn() + dish.stats().dropped() == sent,
                    () -> "of " + sent + " only " + dish.stats());
            assertEquals(10, dish.stats().queuedIn());
            assertEquals(sent - 10, dish.stats().droppedByReason().get("full"));
            for (int i = 0; i < 10; i++) {
                expect(dish, "", "m" + i);
            }
            assertTrue(events.await(MonitorEventType.MESSAGES_DROPPED).value() > 0);
            peer.sendHex("00 61", endpoint);
            expect(dish, "", "a");
            // A mark that is raised holds for what comes once the I/O thread has heard of it.
            dish.set(Options.RCVHWM, 1_000);
            int more = 0;
            while (dish.stats().queuedIn() <= 10) {
                assertTrue(more < 1_000_000, () -> "only " + dish.stats());
                peer.send(("\0n" + more++).getBytes(ISO_8859_1), endpoint);
            }
        }
    }

    @Test
    void UDP_8_anInterruptedSenderGoesOnSending() throws Exception {
        try (Context context = Context.open();
                Socket radio = context.socket(SocketType.RADIO);
                RawPeer peer = RawPeer.here()) {
            radio.connect(peer.endpoint());
            Thread.currentThread().interrupt();
            radio.send("1");
            assertTrue(Thread.interrupted());
            radio.send("2");
            assertArrayEquals(Hex.bytes("00 31"), peer.receive());
            assertArrayEquals(Hex.bytes("00 32"), peer.receive());
        }
    }

    @Test
    void manyMessagesInOrder() {
        try (Context context = Context.open();
                Socket dish = dish(context, "g");
                Socket radio = context.socket(SocketType.RADIO)) {
            radio.connect(dish.bind("udp://127.0.0.1:*"));
            for (int i = 0; i < 20_000; i++) {
                radio.send(message("g", "m" + i));
                if (i % 50 == 49) {
                    // No more than a kernel's buffer holds.
                    for (int j = i - 49; j <= i; j++) {
                        expect(dish, "g", "m" + j);
                    }
                }
            }
            assertFalse(dish.canReceive());
        }
    }
}
