package org.lingmq.transport.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;
import org.lingmq.spi.Endpoint;
import org.lingmq.spi.Resolver;

/** What the address of a udp endpoint may look like, after libzmq's unittest_udp_address. */
class UdpEndpointTest {
    private static final Resolver NAMES = host -> switch (host) {
        case "both.example" -> new InetAddress[] {InetAddress.getByName("::1"), InetAddress.getByName("192.0.2.1")};
        case "null.example" -> null;
        default -> throw new UnknownHostException(host);
    };

    @ParameterizedTest
    @CsvSource({
        "udp://127.0.0.1:5555, udp://127.0.0.1:5555",
        "udp://127.0.0.1:*, udp://127.0.0.1:0",
        "udp://127.0.0.1:0, udp://127.0.0.1:0",
        "udp://[::1]:5555, udp://[::1]:5555",
        "udp://*:5555, udp://[::]:5555",
        "udp://lo:5555, udp://127.0.0.1:5555"
    })
    void UDP_6_bindTakesAddressesAndInterfaces(String text, String bound) {
        UdpEndpoint endpoint = UdpEndpoint.forBind(Endpoint.parse(text));
        assertFalse(endpoint.isMulticast());
        assertEquals(bound, UdpEndpoint.bound(endpoint.bindAddress(true)));
    }

    @Test
    void UDP_6_withoutIpv6TheWildcardIsIpv4() {
        assertEquals(
                "udp://0.0.0.0:7",
                UdpEndpoint.bound(
                        UdpEndpoint.forBind(Endpoint.parse("udp://*:7")).bindAddress(false)));
        assertEquals(
                ErrorCode.EAFNOSUPPORT,
                assertThrows(
                                ZmqException.class,
                                () -> UdpEndpoint.forBind(Endpoint.parse("udp://[::1]:7"))
                                        .bindAddress(false))
                        .code());
        assertEquals(
                ErrorCode.EAFNOSUPPORT,
                assertThrows(
                                ZmqException.class,
                                () -> UdpEndpoint.forConnect(Endpoint.parse("udp://[::1]:7"))
                                        .connectAddress(NAMES, false))
                        .code());
    }

    @ParameterizedTest
    @CsvSource({
        "udp://lo;239.0.0.1:5555, lo",
        "udp://127.0.0.1;239.0.0.1:5555, lo",
        "udp://lo;[ff02::1234]:5555, lo",
        "udp://[::1];[ff02::1234]:5555, lo",
        "udp://::1;[ff02::1234]:5555, lo",
        "udp://[ff02::1234%lo]:5555, lo"
    })
    void UDP_6_anInterfaceByNameOrAddress(String text, String name) throws Exception {
        for (UdpEndpoint endpoint : new UdpEndpoint[] {
            UdpEndpoint.forBind(Endpoint.parse(text)), UdpEndpoint.forConnect(Endpoint.parse(text))
        }) {
            assertTrue(endpoint.isMulticast());
            NetworkInterface found = endpoint.networkInterface();
            assertEquals(name, found.getName());
            assertEquals(5555, endpoint.connectAddress(NAMES, true).getPort());
            assertEquals("udp://" + endpoint.endpoint().address(), endpoint.boundGroup(5555));
        }
    }

    @Test
    void UDP_6_anyInterfaceIsTheOneThatTheRoutesLeadTo() {
        for (String text : new String[] {"udp://239.0.0.1:5555", "udp://*;239.0.0.1:5555"}) {
            UdpEndpoint endpoint = UdpEndpoint.forBind(Endpoint.parse(text));
            assertTrue(endpoint.networkInterface().getInterfaceAddresses().size() > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "udp://127.0.0.1",
                "udp://127.0.0.1:65536",
                "udp://127.0.0.1:-1",
                "udp://127.0.0.1:1x",
                "udp://127.0.0.1:[8000-8100]",
                "udp://127.1:5555",
                "udp://::1:5555",
                "udp://:5555",
                "udp://lo;127.0.0.1:5555",
                "udp://*;127.0.0.1:5555",
                "udp://*;*:5555",
                "udp://lo;[::1]:5555",
                "udp://239.0.0.2;239.0.0.1:5555",
                "udp://[ff02::1];[ff02::2]:5555",
                "udp://;239.0.0.1:5555",
                "udp://lo;lo;239.0.0.1:5555",
                "udp://lo;[ff02::1%lo]:5555",
                "udp://lo;example.org:5555"
            })
    void UDP_6_whatIsNoAddress(String text) {
        ZmqException refused =
                assertThrows(ZmqException.class, () -> UdpEndpoint.forBind(Endpoint.parse(text)), () -> text);
        assertEquals(ErrorCode.EINVAL, refused.code());
        assertTrue(refused.getMessage().contains(text), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp://*:5555", "udp://127.0.0.1:0", "udp://127.0.0.1:*", "udp://239.0.0.1:0"})
    void UDP_6_connectNeedsAHostAndAPort(String text) {
        ZmqException refused = assertThrows(ZmqException.class, () -> UdpEndpoint.forConnect(Endpoint.parse(text)));
        assertEquals(ErrorCode.EINVAL, refused.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"udp://none0;239.0.0.1:5555", "udp://192.0.2.99;239.0.0.1:5555", "udp://[ff02::1%none0]:5555"})
    void UDP_6_anInterfaceThatIsNotThere(String text) {
        UdpEndpoint endpoint = UdpEndpoint.forBind(Endpoint.parse(text));
        ZmqException refused = assertThrows(ZmqException.class, endpoint::networkInterface);
        assertEquals(ErrorCode.ENODEV, refused.code());
    }

    @Test
    void UDP_6_namesAreForConnect() throws Exception {
        UdpEndpoint bind = UdpEndpoint.forBind(Endpoint.parse("udp://both.example:7"));
        assertEquals(
                ErrorCode.ENODEV,
                assertThrows(ZmqException.class, () -> bind.bindAddress(true)).code());
        UdpEndpoint connect = UdpEndpoint.forConnect(Endpoint.parse("udp://both.example:7"));
        assertTrue(connect.needsResolver());
        assertEquals("udp://[::1]:7", UdpEndpoint.bound(connect.connectAddress(NAMES, true)));
        assertEquals("udp://192.0.2.1:7", UdpEndpoint.bound(connect.connectAddress(NAMES, false)));
        for (String name : new String[] {"null.example", "unknown.example"}) {
            UdpEndpoint unknown = UdpEndpoint.forConnect(Endpoint.parse("udp://" + name + ":7"));
            assertThrows(UnknownHostException.class, () -> unknown.connectAddress(NAMES, true));
        }
    }
}
