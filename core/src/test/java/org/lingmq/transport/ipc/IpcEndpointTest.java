package org.lingmq.transport.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;
import org.lingmq.spi.Endpoint;

class IpcEndpointTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"ipc:///tmp/feed", "ipc://feed", "ipc://./@feed", "ipc://a b", "ipc://../x/**", "ipc://a:b"})
    void IPC_1_pathsAreTakenAsTheyAre(String text) {
        assertEquals(text, IpcEndpoint.format(bind(text).address()));
        assertEquals(text, IpcEndpoint.format(connect(text).address()));
        assertEquals(text, bind(text).toString());
        assertFalse(bind(text).isWildcard());
    }

    @Test
    void IPC_1_106BytesAreTheLimit() {
        String longest = "ipc:///" + "x".repeat(105);
        assertEquals(longest, IpcEndpoint.format(bind(longest).address()));
        assertEquals(ErrorCode.ENAMETOOLONG, refusal(longest + "x"));
        assertEquals(ErrorCode.ENAMETOOLONG, refusal("ipc:///" + "\u00e9".repeat(54)), "bytes count, not letters");
    }

    @Test
    void IPC_1_emptyPathIsInvalid() {
        ZmqException refused = assertThrows(ZmqException.class, () -> bind("ipc://"));
        assertEquals(ErrorCode.EINVAL, refused.code());
    }

    @Test
    void IPC_1_zeroByteIsInvalid() {
        assertEquals(ErrorCode.EINVAL, refusal("ipc:///tmp/a\0b"));
    }

    @Test
    void IPC_4_wildcardGetsAFolderOfItsOwn() {
        IpcEndpoint endpoint = bind("ipc://*");
        assertTrue(endpoint.isWildcard());
        assertThrows(IllegalStateException.class, endpoint::address);
        Random random = new Random(3);
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            String text = IpcEndpoint.format(endpoint.wildcardAddress(Path.of("/tmp"), random));
            assertTrue(text.matches("ipc:///tmp/lingmq-[a-z0-9]{10}/socket"), text);
            assertTrue(made.add(text), "each time another one");
        }
        assertEquals(
                endpoint.wildcardAddress(Path.of("/tmp"), new Random(1)),
                endpoint.wildcardAddress(Path.of("/tmp"), new Random(1)));
    }

    @Test
    void IPC_4_wildcardInATooLongDirectoryIsRefused() {
        Path deep = Path.of("/" + "x".repeat(100));
        ZmqException refused =
                assertThrows(ZmqException.class, () -> bind("ipc://*").wildcardAddress(deep, new Random(1)));
        assertEquals(ErrorCode.ENAMETOOLONG, refused.code());
    }

    @Test
    void IPC_4_wildcardIsForBindOnly() {
        ZmqException refused = assertThrows(ZmqException.class, () -> connect("ipc://*"));
        assertEquals(ErrorCode.EINVAL, refused.code());
    }

    @Test
    void IPC_5_abstractNamesAreRefusedWithASentence() {
        assertEquals(ErrorCode.ENOTSUP, refusal("ipc://@feed"));
        assertEquals(ErrorCode.EINVAL, refusal("ipc://@"));
        ZmqException refused = assertThrows(ZmqException.class, () -> connect("ipc://@feed"));
        assertTrue(refused.getMessage().contains("Java"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void garbageIsAPathOrRefused(long seed) {
        Random random = new Random(seed);
        Set<ErrorCode> possible = EnumSet.of(ErrorCode.EINVAL, ErrorCode.ENAMETOOLONG, ErrorCode.ENOTSUP);
        for (int i = 0; i < 20_000; i++) {
            String text = "ipc://" + garbage(random);
            for (Function<String, IpcEndpoint> use :
                    Set.<Function<String, IpcEndpoint>>of(IpcEndpointTest::bind, IpcEndpointTest::connect)) {
                try {
                    IpcEndpoint endpoint = use.apply(text);
                    assertEquals(endpoint.isWildcard(), text.equals("ipc://*"));
                } catch (ZmqException refused) {
                    assertTrue(possible.contains(refused.code()), refused::getMessage);
                }
            }
        }
    }

    private static String garbage(Random random) {
        byte[] bytes = new byte[random.nextInt(130)];
        random.nextBytes(bytes);
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        return switch (random.nextInt(4)) {
            case 0 -> latin;
            case 1 -> latin.replaceAll("[^!-~]", "/");
            case 2 -> latin.replace('\0', '\ud800');
            default -> "*@\0/.".substring(random.nextInt(5)) + latin.substring(0, Math.min(2, latin.length()));
        };
    }

    private static IpcEndpoint bind(String text) {
        return IpcEndpoint.forBind(Endpoint.parse(text));
    }

    private static IpcEndpoint connect(String text) {
        return IpcEndpoint.forConnect(Endpoint.parse(text));
    }

    private static ErrorCode refusal(String text) {
        return assertThrows(ZmqException.class, () -> bind(text)).code();
    }
}
