package org.lingmq.transport.udp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.lingmq.transport.udp.RadioDishUdpTest.dish;
import static org.lingmq.transport.udp.RadioDishUdpTest.expect;
import static org.lingmq.transport.udp.RadioDishUdpTest.message;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Groups of receivers. On the loopback interface nothing leaves this machine; what that cannot show has a network. */
@ExtendWith(NothingLeftBehind.class)
class MulticastTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    /** Receives one datagram sent to a group and prints the hops it has left. */
    private static final String HOPS = """
            import socket, struct, sys
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            s.bind(("239.255.7.7", 0))
            s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP,
                         socket.inet_aton("239.255.7.7") + socket.inet_aton("127.0.0.1"))
            IP_RECVTTL = 12  # of Linux; the module has no name for it
            s.setsockopt(socket.IPPROTO_IP, IP_RECVTTL, 1)
            s.settimeout(60)
            print(s.getsockname()[1], flush=True)
            data, ancillary, flags, address = s.recvmsg(100, 100)
            print(data.decode("latin1"), struct.unpack("i", ancillary[0][2])[0], flush=True)
            """;

    @ParameterizedTest
    @ValueSource(strings = {"udp://lo;239.255.7.7:*", "udp://127.0.0.1;239.255.7.7:*"})
    void UDP_6_allMembersGetEachMessage(String anywhere) {
        try (Context context = Context.open();
                Socket one = dish(context, "TV");
                Socket other = dish(context, "TV", "radio");
                Socket radio = context.socket(SocketType.RADIO)) {
            String endpoint = one.bind(anywhere);
            assertTrue(endpoint.matches(anywhere.replace("*", "[1-9]\\d*")), endpoint);
            assertEquals(endpoint, other.bind(endpoint));
            radio.connect(endpoint);
            for (int i = 0; i < 50; i++) {
                radio.send(message("TV", "m" + i));
                expect(one, "TV", "m" + i);
                expect(other, "TV", "m" + i);
            }
            radio.send(message("radio", "news"));
            expect(other, "radio", "news");
            one.unbind(endpoint);
            radio.send(message("TV", "end"));
            expect(other, "TV", "end");
        }
    }

    @Test
    void UDP_6_otherGroupsAndOtherDatagramsOfTheSamePortStayOut() throws Exception {
        try (Context context = Context.open();
                Socket dish = dish(context, "");
                Socket other = dish(context, "");
                Socket radio = context.socket(SocketType.RADIO);
                Socket otherRadio = context.socket(SocketType.RADIO);
                RawPeer peer = RawPeer.here()) {
            String endpoint = dish.bind("udp://lo;239.255.7.7:*");
            String otherEndpoint = endpoint.replace("7.7:", "7.8:");
            other.bind(otherEndpoint);
            radio.connect(endpoint);
            otherRadio.connect(otherEndpoint);
            // First, so that whichever of the two got it would have it first.
            peer.sendHex("00 78", "udp://127.0.0.1" + endpoint.substring(endpoint.lastIndexOf(':')));
            otherRadio.send("other");
            radio.send("ours");
            expect(dish, "", "ours");
            expect(other, "", "other");
        }
    }

    @Test
    void UDP_6_oneSocketBindsAGroupOnce() {
        try (Context context = Context.open();
                Socket dish = dish(context, "");
                Socket radio = context.socket(SocketType.RADIO)) {
            String endpoint = dish.bind("udp://lo;239.255.7.7:*");
            ZmqException refused = assertThrows(ZmqException.class, () -> dish.bind(endpoint));
            assertEquals(ErrorCode.EADDRINUSE, refused.code());
            radio.connect(endpoint);
            radio.send("still here");
            expect(dish, "", "still here");
        }
    }

    @Test
    void UDP_7_aDgramInAGroup() {
        try (Context context = Context.open();
                Socket one = context.socket(SocketType.DGRAM).set(Options.RCVTIMEO, Transports.PATIENCE);
                Socket other = context.socket(SocketType.DGRAM).set(Options.RCVTIMEO, Transports.PATIENCE)) {
            String endpoint = one.bind("udp://lo;239.255.7.7:*");
            other.bind(endpoint);
            String group = endpoint.substring(endpoint.indexOf(';') + 1);
            one.send(group, "to all, also to itself");
            for (Socket member : new Socket[] {one, other}) {
                Message message = member.receive();
                assertNotNull(message);
                assertEquals("127.0.0.1" + endpoint.substring(endpoint.lastIndexOf(':')), message.text(0));
                assertEquals("to all, also to itself", message.text(1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 255})
    void UDP_6_hopsAreTheOption(int hops) throws Exception {
        Process peer = python();
        try (Context context = Context.open();
                Socket radio = context.socket(SocketType.RADIO);
                BufferedReader says = peer.inputReader(ISO_8859_1)) {
            if (hops != 1) {
                radio.set(Options.MULTICAST_HOPS, hops);
            }
            radio.connect("udp://lo;239.255.7.7:" + says.readLine());
            radio.send(message("g", "x"));
            assertEquals("\1gx " + hops, says.readLine());
        } finally {
            peer.destroyForcibly().waitFor();
        }
    }

    @Test
    void UDP_6_hopsOfADgramAreTheOption() throws Exception {
        Process peer = python();
        try (Context context = Context.open();
                Socket dgram = context.socket(SocketType.DGRAM).set(Options.MULTICAST_HOPS, 5);
                BufferedReader says = peer.inputReader(ISO_8859_1)) {
            String port = says.readLine();
            dgram.bind("udp://lo;239.255.7.8:*");
            dgram.send("239.255.7.7:" + port, "x");
            assertEquals("x 5", says.readLine());
        } finally {
            peer.destroyForcibly().waitFor();
        }
    }

    private static Process python() throws IOException {
        assumeTrue(Files.isExecutable(PYTHON), "the hops of a datagram are read by /usr/bin/python3");
        return new ProcessBuilder(PYTHON.toString(), "-c", HOPS)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void UDP_6_withoutLoopNobodyOnThisMachineHears() throws Exception {
        String heard = "heard again heard again sent 2\n";
        String printed = Namespace.run(MulticastProgram.class);
        assertEquals(
                "udp://m0;239.1.2.3:* " + heard
                        + "udp://10.77.0.1;239.1.2.3:* " + heard
                        + "udp://*;239.1.2.3:* " + heard
                        + "udp://239.1.2.3:* " + heard
                        + "udp://m0;[ff02::1234]:* " + heard
                        + "udp://[ff02::1234%m0]:* " + heard
                        + "udp://[ff15::1234]:* " + heard,
                printed);
    }
}
