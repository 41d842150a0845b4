package org.lingmq.transport.udp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.ErrorCode;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.contract.NothingLeftBehind;
import org.lingmq.contract.Transports;
import org.lingmq.zmtp.Hex;

/** DGRAM: any datagram to and from any address. */
@ExtendWith(NothingLeftBehind.class)
class DgramTest {
    private static Socket dgram(Context context) {
        return context.socket(SocketType.DGRAM).set(Options.RCVTIMEO, Transports.PATIENCE);
    }

    private static ZmqException refused(Runnable call) {
        return assertThrows(ZmqException.class, call::run);
    }

    /** The address in an endpoint that was bound. */
    private static String address(String endpoint) {
        return endpoint.substring("udp://".length());
    }

    private static Message receive(Socket socket) {
        Message message = socket.receive();
        assertNotNull(message, "nothing came");
        assertEquals(2, message.size());
        return message;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void UDP_7_addressAndBodyBothWays(String host) throws Exception {
        boolean ipv6 = host.contains(":");
        String text = ipv6 ? "[::1]" : host;
        try (Context context = Context.open();
                Socket socket = dgram(context);
                RawPeer peer = RawPeer.at(host)) {
            String endpoint = socket.bind("udp://" + text + ":*");
            peer.sendHex("00 FF 68 69", endpoint);
            Message asked = receive(socket);
            // Without the octet 0 that libzmq puts behind it.
            assertEquals(text + ":" + peer.port(), asked.text(0));
            assertArrayEquals(Hex.bytes("00 FF 68 69"), asked.bytes(1));
            assertTrue(socket.send(Message.of(asked.bytes(0), Hex.bytes("02 54 56"))));
            assertArrayEquals(Hex.bytes("02 54 56"), peer.receive());
            assertEquals(address(endpoint), AddressLayout.text(peer.lastSender()));
            assertEquals(1, socket.stats().messagesSent());
        }
    }

    @Test
    void UDP_7_anOctetZeroBehindTheAddressIsAccepted() throws Exception {
        try (Context context = Context.open();
                Socket socket = dgram(context);
                RawPeer peer = RawPeer.here()) {
            socket.bind("udp://127.0.0.1:*");
            socket.send("127.0.0.1:" + peer.port() + "\0", "1");
            socket.send("127.0.0.1:" + peer.port(), "2");
            assertArrayEquals(new byte[] {'1'}, peer.receive());
            assertArrayEquals(new byte[] {'2'}, peer.receive());
            ZmqException two = refused(() -> socket.send("127.0.0.1:" + peer.port() + "\0\0", "3"));
            assertEquals(ErrorCode.EINVAL, two.code());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0",
                "nonsense",
                "127.0.0.1",
                "127.0.0.1:",
                "127.0.0.1:0",
                "127.0.0.1:65536",
                "127.0.0.1:*",
                "127.1:5555",
                "*:5555",
                "localhost:5555",
                "::1:5555",
                "[::1:5555",
                "[::1%none0]:5555",
                "udp://127.0.0.1:5555",
                "127.0.0.1:5555 "
            })
    void UDP_7_whatIsNoAddressIsRefused(String address) throws Exception {
        try (Context context = Context.open();
                Socket socket = dgram(context);
                RawPeer peer = RawPeer.here()) {
            socket.bind("udp://127.0.0.1:*");
            ZmqException refused = refused(() -> socket.send(address, "body"));
            assertEquals(ErrorCode.EINVAL, refused.code(), refused.getMessage());
            // The socket goes on.
            socket.send("127.0.0.1:" + peer.port(), "next");
            assertEquals("next", new String(peer.receive(), ISO_8859_1));
        }
    }

    @Test
    void UDP_7_twoFramesAndNoOtherNumber() {
        try (Context context = Context.open();
                Socket socket = dgram(context)) {
            socket.bind("udp://127.0.0.1:*");
            assertEquals(
                    ErrorCode.EINVAL, refused(() -> socket.send("127.0.0.1:9")).code());
            ZmqException three = refused(() -> socket.send("127.0.0.1:9", "a", "b"));
            assertEquals(ErrorCode.EINVAL, three.code());
            assertTrue(three.getMessage().contains("this one has 3"), three.getMessage());
        }
    }

    @Test
    void UDP_7_ipv4AddressesAreReachedFromTheWildcardAndIpv6OnesNotFromAnIpv4Address() throws Exception {
        try (Context context = Context.open();
                Socket four = dgram(context);
                Socket both = dgram(context);
                RawPeer peer = RawPeer.here();
                RawPeer peer6 = RawPeer.at("::1")) {
            four.bind("udp://127.0.0.1:*");
            ZmqException refused = refused(() -> four.send("[::1]:" + peer6.port(), "six"));
            assertEquals(ErrorCode.EINVAL, refused.code());
            String endpoint = both.bind("udp://*:*");
            both.send("127.0.0.1:" + peer.port(), "4");
            both.send("[::1]:" + peer6.port(), "6");
            assertArrayEquals(new byte[] {'4'}, peer.receive());
            assertArrayEquals(new byte[] {'6'}, peer6.receive());
            peer.send(new byte[] {'b'}, "udp://127.0.0.1" + endpoint.substring(endpoint.lastIndexOf(':')));
            // Not as the IPv6 address that stands for it.
            assertEquals("127.0.0.1:" + peer.port(), receive(both).text(0));
        }
    }

    @Test
    void UDP_7_emptyAndLargestBodies() throws Exception {
        try (Context context = Context.open();
                Socket socket = dgram(context);
                RawPeer peer = RawPeer.here()) {
            String endpoint = socket.bind("udp://127.0.0.1:*");
            String to = "127.0.0.1:" + peer.port();
            byte[] largest = new byte[65_507];
            largest[65_506] = 7;
            socket.send(Message.of(to.getBytes(ISO_8859_1), new byte[0]));
            assertEquals(0, peer.receive().length);
            socket.send(Message.of(to.getBytes(ISO_8859_1), largest));
            assertArrayEquals(largest, peer.receive());
            assertTrue(socket.send(Message.of(to.getBytes(ISO_8859_1), new byte[65_508])));
            assertEquals(1, socket.stats().droppedByReason().get("too_large"));
            peer.send(new byte[0], endpoint);
            peer.send(largest, endpoint);
            assertEquals(0, receive(socket).bytes(1).length);
            assertArrayEquals(largest, receive(socket).bytes(1));
        }
    }

    @Test
    void UDP_7_manySenders() throws Exception {
        try (Context context = Context.open();
                Socket socket = dgram(context);
                RawPeer one = RawPeer.here();
                RawPeer other = RawPeer.here()) {
            String endpoint = socket.bind("udp://127.0.0.1:*");
            for (int i = 0; i < 20; i++) {
                one.send(new byte[] {1}, endpoint);
                other.send(new byte[] {2}, endpoint);
                assertEquals("127.0.0.1:" + one.port(), receive(socket).text(0));
                Message second = receive(socket);
                assertEquals("127.0.0.1:" + other.port(), second.text(0));
                socket.send(Message.of(second.bytes(0), new byte[] {3}));
                assertArrayEquals(new byte[] {3}, other.receive());
            }
        }
    }

    @Test
    void UDP_7_ofTwoEndpointsBothReceiveAndTheFirstSends() throws Exception {
        try (Context context = Context.open();
                Socket socket = dgram(context);
                RawPeer peer = RawPeer.here()) {
            String first = socket.bind("udp://127.0.0.1:*");
            String second = socket.bind("udp://127.0.0.1:*");
            peer.send(new byte[] {'1'}, first);
            assertEquals("1", receive(socket).text(1));
            peer.send(new byte[] {'2'}, second);
            assertEquals("2", receive(socket).text(1));
            socket.send("127.0.0.1:" + peer.port(), "from the first");
            peer.receive();
            assertEquals(address(first), AddressLayout.text(peer.lastSender()));
            socket.unbind(first);
            socket.send("127.0.0.1:" + peer.port(), "from the second");
            peer.receive();
            assertEquals(address(second), AddressLayout.text(peer.lastSender()));
        }
    }

    @Test
    void UDP_7_unboundItDoesNotSend() {
        try (Context context = Context.open();
                Socket socket = dgram(context)) {
            assertFalse(socket.canSend());
            ZmqException refused = refused(() -> socket.send("127.0.0.1:9", "body"));
            assertEquals(ErrorCode.EFSM, refused.code());
            socket.bind("udp://127.0.0.1:*");
            assertTrue(socket.canSend());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "inproc://dgram"})
    void UDP_5_dgramIsForUdpOnly(String endpoint) {
        try (Context context = Context.open();
                Socket socket = dgram(context)) {
            assertEquals(
                    ErrorCode.ENOCOMPATPROTO,
                    refused(() -> socket.bind(endpoint)).code());
            assertEquals(
                    ErrorCode.ENOCOMPATPROTO,
                    refused(() -> socket.connect(endpoint.replace("*", "9"))).code());
        }
    }
}
