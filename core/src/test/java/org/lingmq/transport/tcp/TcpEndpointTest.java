package org.lingmq.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;
import org.lingmq.spi.Endpoint;
import org.lingmq.spi.Resolver;
import org.lingmq.transport.ip.NumericAddress;

class TcpEndpointTest {
    private static final Resolver UNUSED = host -> {
        throw new AssertionError("no name to resolve, yet asked for " + host);
    };

    private static final Resolver NAMES = host -> switch (host) {
        case "both.example" -> addresses("2001:db8::1", "2001:db8::2", "2001:db8::3", "192.0.2.1", "192.0.2.2");
        case "four.first" -> addresses("192.0.2.1", "192.0.2.1", "2001:db8::1");
        case "six.example" -> addresses("2001:db8::1");
        case "null.example" -> null;
        case "empty.example" -> new InetAddress[0];
        default -> throw new UnknownHostException(host);
    };

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:5555, tcp://127.0.0.1:5555",
        "tcp://127.0.0.1:*, tcp://127.0.0.1:0",
        "tcp://127.0.0.1:0, tcp://127.0.0.1:0",
        "tcp://127.0.0.1:1, tcp://127.0.0.1:1",
        "tcp://127.0.0.1:65535, tcp://127.0.0.1:65535",
        "tcp://[::1]:5555, tcp://[::1]:5555",
        "tcp://[::]:*, tcp://[::]:0",
        "tcp://[2001:DB8:0:0:1:0:0:1]:80, tcp://[2001:db8::1:0:0:1]:80",
        "tcp://[2001:db8:0:1:1:1:1:1]:80, tcp://[2001:db8:0:1:1:1:1:1]:80",
        "tcp://[1:0:0:0:0:0:0:0]:80, tcp://[1::]:80",
        "tcp://[::ffff:192.0.2.1]:80, tcp://192.0.2.1:80",
        "tcp://[fe80::1%4242]:5555, tcp://[fe80::1%4242]:5555",
        "ws://127.0.0.1:80, tcp://127.0.0.1:80"
    })
    void TCP_1_bindTakesLiterals(String text, String bound) {
        TcpEndpoint endpoint = bind(text);
        assertEquals(List.of(bound), texts(endpoint.bindAddresses(UNUSED, true)));
        assertFalse(endpoint.needsResolver());
        assertEquals(text, endpoint.toString());
    }

    @Test
    void TCP_1_bindWildcardIsDualStackWithIpv6() {
        assertEquals(List.of("tcp://[::]:5555"), texts(bind("tcp://*:5555").bindAddresses(UNUSED, true)));
        assertEquals(List.of("tcp://0.0.0.0:5555"), texts(bind("tcp://*:5555").bindAddresses(UNUSED, false)));
        assertEquals(List.of("tcp://0.0.0.0:0"), texts(bind("tcp://*:*").bindAddresses(UNUSED, false)));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://*:[8000-8100], 8000, 8100",
        "tcp://127.0.0.1:[8000-8000], 8000, 8000",
        "tcp://[::1]:[1-65535], 1, 65535"
    })
    void TCP_1_bindTakesPortRanges(String text, int first, int last) {
        TcpEndpoint endpoint = bind(text);
        assertEquals(first, endpoint.firstPort());
        assertEquals(last, endpoint.lastPort());
        assertEquals(last - first + 1, endpoint.bindAddresses(UNUSED, true).size());
    }

    @Test
    void TCP_1_bindTriesEachAddressWithAllPortsAndIpv4First() {
        assertEquals(
                List.of(
                        "tcp://192.0.2.1:80",
                        "tcp://192.0.2.1:81",
                        "tcp://192.0.2.2:80",
                        "tcp://192.0.2.2:81",
                        "tcp://[2001:db8::1]:80",
                        "tcp://[2001:db8::1]:81"),
                texts(bind("tcp://both.example:[80-81]").bindAddresses(NAMES, true))
                        .subList(0, 6));
        assertEquals(
                2, bind("tcp://both.example:80").bindAddresses(NAMES, false).size());
        assertTrue(bind("tcp://both.example:80").needsResolver());
    }

    @Test
    void TCP_1_interfaceNameIsTriedBeforeTheHostName() throws SocketException {
        String loopback = loopbackInterface();
        assertEquals(
                List.of("tcp://127.0.0.1:5555"),
                texts(bind("tcp://" + loopback + ":5555").bindAddresses(UNUSED, false)));
        List<String> both = texts(bind("tcp://" + loopback + ":5555").bindAddresses(UNUSED, true));
        assertEquals("tcp://127.0.0.1:5555", both.get(0));
    }

    @Test
    void TCP_1_unknownNameOrZoneIsNoDevice() {
        for (String text : new String[] {
            "tcp://nowhere.example:80", "tcp://null.example:80", "tcp://empty.example:80", "tcp://[fe80::1%nosuch]:80"
        }) {
            ZmqException refused =
                    assertThrows(ZmqException.class, () -> bind(text).bindAddresses(NAMES, true));
            assertEquals(ErrorCode.ENODEV, refused.code(), refused.getMessage());
            assertTrue(refused.getCause() instanceof UnknownHostException);
        }
    }

    @Test
    void TCP_1_ipv6OnlyWhenTheOptionIsOn() {
        for (String text : new String[] {"tcp://[::1]:80", "tcp://six.example:80"}) {
            ZmqException refused =
                    assertThrows(ZmqException.class, () -> bind(text).bindAddresses(NAMES, false));
            assertEquals(ErrorCode.EAFNOSUPPORT, refused.code());
        }
        ZmqException refused =
                assertThrows(ZmqException.class, () -> connect("tcp://[::1]:80").connectAddresses(UNUSED, false));
        assertEquals(ErrorCode.EAFNOSUPPORT, refused.code());
        assertThrows(
                UnknownHostException.class,
                () -> connect("tcp://six.example:80").connectAddresses(NAMES, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://:5555",
                "tcp://127.0.0.1",
                "tcp://127.0.0.1:",
                "tcp://127.0.0.1:99999",
                "tcp://127.0.0.1:65536",
                "tcp://127.0.0.1:80abc",
                "tcp://127.0.0.1:abc",
                "tcp://127.0.0.1:-1",
                "tcp://127.0.0.1:+1",
                "tcp://127.0.0.1:080",
                "tcp://127.0.0.1:\u0661",
                "tcp://127.0.0.1:4294967376",
                "tcp://127.0.0.1:99999999999999999999",
                "tcp://127.0.0.1:80/path",
                "tcp://127.0.0.1: 80",
                "tcp://127.0.0.1:[8000-8100",
                "tcp://127.0.0.1:[8100-8000]",
                "tcp://127.0.0.1:[0-8000]",
                "tcp://127.0.0.1:[8000-65536]",
                "tcp://127.0.0.1:[8000]",
                "tcp://127.0.0.1:[-]",
                "tcp://127.0.0.1:[*]",
                "tcp://127.0.0.1:[]",
                "tcp://127.0.0.1:[8000-8100]1",
                "tcp://256.0.0.1:80",
                "tcp://127.1:80",
                "tcp://010.0.0.1:80",
                "tcp://1.2.3.4.5:80",
                "tcp://1234:80",
                "tcp://...:80",
                "tcp://::1:5555",
                "tcp://[::1:5555",
                "tcp://[::1]5555",
                "tcp://[::1]",
                "tcp://[]:5555",
                "tcp://[*]:5555",
                "tcp://[127.0.0.1]:5555",
                "tcp://[localhost]:5555",
                "tcp://[::g]:5555",
                "tcp://[1::2::3]:5555",
                "tcp://[::1%]:5555",
                "tcp://[::1%a/b]:5555",
                "tcp://[::ffff:1.2.3.4%eth0]:5555",
                "tcp://a b:5555",
                "tcp://a..b:5555",
                "tcp://-a:5555",
                "tcp://*a:5555",
                "tcp://h\u00f6st:5555",
                "tcp://user@host:5555",
                "tcp://host/path:5555",
                "tcp://eth0;127.0.0.1:5555",
                "tcp://127.0.0.1:0;127.0.0.1:5555"
            })
    void TCP_1_bindRefusesEverythingElse(String text) {
        ZmqException refused = assertThrows(ZmqException.class, () -> bind(text));
        assertEquals(ErrorCode.EINVAL, refused.code());
        assertTrue(refused.getMessage().length() > text.length() + 20, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:5555, tcp://127.0.0.1:5555",
        "tcp://[::1]:5555, tcp://[::1]:5555",
        "tcp://[fe80::1%7]:65535, tcp://[fe80::1%7]:65535",
        "tcp://127.0.0.1:0;127.0.0.1:5555, tcp://127.0.0.1:5555",
        "tcp://[::1]:*;[::1]:5555, tcp://[::1]:5555"
    })
    void TCP_1_connectTakesLiterals(String text, String address) throws UnknownHostException {
        TcpEndpoint endpoint = connect(text);
        assertEquals(List.of(address), texts(endpoint.connectAddresses(UNUSED, true)));
        assertFalse(endpoint.needsResolver());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://*:5555",
                "tcp://127.0.0.1:*",
                "tcp://127.0.0.1:0",
                "tcp://127.0.0.1:[8000-8100]",
                "tcp://127.0.0.1:80abc",
                "tcp://127.0.0.1:99999",
                "tcp://:25559",
                "tcp://localhost",
                "tcp://localhost:",
                "tcp://a b:5555",
                "tcp://;127.0.0.1:5555",
                "tcp://*:0;127.0.0.1:5555",
                "tcp://127.0.0.1;127.0.0.1:5555",
                "tcp://127.0.0.1:0;",
                "tcp://127.0.0.1:0;127.0.0.1:0",
                "tcp://127.0.0.1:[1-2];127.0.0.1:5555",
                "tcp://127.0.0.1:0;[::1]:5555",
                "tcp://127.0.0.1:0;127.0.0.1:0;127.0.0.1:5555"
            })
    void TCP_1_connectRefusesEverythingElse(String text) {
        ZmqException refused = assertThrows(ZmqException.class, () -> connect(text));
        assertEquals(ErrorCode.EINVAL, refused.code());
    }

    @Test
    void G27_everyAddressOfANameIsTriedWithFamiliesAlternating() throws UnknownHostException {
        assertEquals(
                List.of(
                        "tcp://[2001:db8::1]:80",
                        "tcp://192.0.2.1:80",
                        "tcp://[2001:db8::2]:80",
                        "tcp://192.0.2.2:80",
                        "tcp://[2001:db8::3]:80"),
                texts(connect("tcp://both.example:80").connectAddresses(NAMES, true)));
        assertEquals(
                List.of("tcp://192.0.2.1:80", "tcp://[2001:db8::1]:80"),
                texts(connect("tcp://four.first:80").connectAddresses(NAMES, true)));
        assertEquals(
                List.of("tcp://192.0.2.1:80", "tcp://192.0.2.2:80"),
                texts(connect("tcp://both.example:80").connectAddresses(NAMES, false)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://nowhere.example:80",
                "tcp://null.example:80",
                "tcp://empty.example:80",
                "tcp://[fe80::1%nosuch]:80",
                "tcp://nosuch:*;127.0.0.1:80",
                "tcp://127.0.0.1:*;six.example:80"
            })
    void G27_whatHasNoAddressNowFailsThisAttemptOnly(String text) {
        TcpEndpoint endpoint = connect(text);
        assertThrows(UnknownHostException.class, () -> endpoint.connectAddresses(NAMES, true));
    }

    @Test
    void TCP_1_sourceIsAnAddressOrAnInterface() throws Exception {
        assertNull(connect("tcp://127.0.0.1:80").sourceFor(address("127.0.0.1")));
        TcpEndpoint literal = connect("tcp://127.0.0.1:4000;both.example:80");
        assertEquals(List.of("tcp://192.0.2.1:80", "tcp://192.0.2.2:80"), texts(literal.connectAddresses(NAMES, true)));
        assertEquals("tcp://127.0.0.1:4000", TcpEndpoint.format(literal.sourceFor(address("192.0.2.1"))));
        TcpEndpoint named = connect("tcp://" + loopbackInterface() + ":*;127.0.0.1:80");
        assertEquals("tcp://127.0.0.1:0", TcpEndpoint.format(named.sourceFor(address("127.0.0.1"))));
        assertThrows(UnknownHostException.class, () -> literal.sourceFor(address("2001:db8::1")));
    }

    @Test
    void TCP_2_zoneIsShownByNameWhereTheInterfaceExists() throws SocketException {
        NetworkInterface loopback = NetworkInterface.getByName(loopbackInterface());
        for (String zone : new String[] {loopback.getName(), String.valueOf(loopback.getIndex())}) {
            assertEquals(
                    List.of("tcp://[fe80::1%" + loopback.getName() + "]:5555"),
                    texts(bind("tcp://[fe80::1%" + zone + "]:5555").bindAddresses(UNUSED, true)));
        }
        assertEquals(
                List.of("tcp://[::1]:5555"),
                texts(bind("tcp://[::1%" + loopback.getName() + "]:5555").bindAddresses(UNUSED, true)),
                "a zone that means nothing is not shown");
    }

    @Test
    void TCP_2_shownEndpointIsReadBackAsItself() {
        for (String text : new String[] {
            "tcp://0.0.0.0:1", "tcp://[::]:1", "tcp://[::1]:65535", "tcp://[1:2:3:4:5:6:7:8]:9", "tcp://[::1:0:0:2]:9"
        }) {
            assertEquals(List.of(text), texts(bind(text).bindAddresses(UNUSED, true)));
        }
    }

    @Test
    void systemResolverKnowsTheLoopbackAddress() throws UnknownHostException {
        assertTrue(new SystemResolver().resolve("localhost")[0].isLoopbackAddress());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void garbageIsRefusedAndNothingElseHappens(long seed) {
        Garbage garbage = new Garbage(seed);
        for (int i = 0; i < 20_000; i++) {
            String text = "tcp://" + garbage.next();
            assertDoesNotThrow(() -> tryBoth(text), text);
        }
    }

    private static void tryBoth(String text) {
        try {
            TcpEndpoint endpoint = bind(text);
            if (endpoint.lastPort() == endpoint.firstPort()) {
                endpoint.bindAddresses(NAMES, true);
            }
        } catch (ZmqException refused) {
            assertTrue(refused.code() == ErrorCode.EINVAL || refused.code() == ErrorCode.ENODEV, refused::getMessage);
        }
        try {
            connect(text).connectAddresses(NAMES, true);
        } catch (ZmqException refused) {
            assertEquals(ErrorCode.EINVAL, refused.code());
        } catch (UnknownHostException unknown) {
            assertFalse(unknown.getMessage().isEmpty());
        }
    }

    private static TcpEndpoint bind(String text) {
        return TcpEndpoint.forBind(Endpoint.parse(text));
    }

    private static TcpEndpoint connect(String text) {
        return TcpEndpoint.forConnect(Endpoint.parse(text));
    }

    private static List<String> texts(List<InetSocketAddress> addresses) {
        return addresses.stream().map(TcpEndpoint::format).toList();
    }

    private static InetAddress[] addresses(String... texts) {
        return Arrays.stream(texts).map(TcpEndpointTest::address).toArray(InetAddress[]::new);
    }

    private static InetAddress address(String text) {
        InetAddress ipv4 = NumericAddress.ipv4(text);
        return ipv4 == null ? NumericAddress.ipv6(text) : ipv4;
    }

    private static String loopbackInterface() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(TcpEndpointTest::isLoopback)
                .findFirst()
                .orElseThrow()
                .getName();
    }

    private static boolean isLoopback(NetworkInterface candidate) {
        try {
            return candidate.isLoopback();
        } catch (SocketException gone) {
            return false;
        }
    }
}
