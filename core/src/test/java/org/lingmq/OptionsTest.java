package org.lingmq;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void everyConstantIsInTheTableOnce() throws IllegalAccessException {
        Set<Object> constants = new HashSet<>();
        for (Field field : Options.class.getFields()) {
            if (field.getType() == Option.class) {
                Option<?> option = (Option<?>) field.get(null);
                constants.add(option);
                assertSame(option, Options.named(field.getName()), field.getName());
            }
        }
        assertEquals(constants, new HashSet<>(Options.all()));
        assertEquals(constants.size(), Options.all().size());
    }

    @Test
    void everyEntryIsComplete() {
        Set<Integer> numbers = new HashSet<>();
        for (Option<?> option : Options.all()) {
            assertTrue(option.doc().endsWith("."), option.name());
            assertFalse(option.doc().contains("\n"), option.name());
            assertFalse(option.range().isEmpty(), option.name());
            assertTrue(option.type().isInstance(option.defaultValue()), option.name());
            assertFalse(option.types().isEmpty(), option.name());
            assertTrue(option.settable() || option.gettable(), option.name());
            assertTrue(option.number() == 0 || numbers.add(option.number()), option.name());
        }
    }

    @Test
    void everyDefaultIsLegal() {
        for (Option<?> option : Options.all()) {
            if (option.settable()) {
                for (SocketType type : option.types()) {
                    assertDoesNotThrow(() -> checkDefault(option, type), option.name());
                }
            }
        }
    }

    private static <T> void checkDefault(Option<T> option, SocketType type) {
        option.check(option.defaultFor(type));
    }

    @Test
    void namesAreFoundWhateverTheCase() {
        assertSame(Options.LINGER, Options.named("linger"));
        assertSame(Options.ROUTING_ID, Options.named("identity"));
        assertNull(Options.named("NO_SUCH_OPTION"));
    }

    @Test
    void numbersAreLibzmqsAndZeroMarksOurOwn() {
        assertEquals(5, Options.ROUTING_ID.number());
        assertEquals(17, Options.LINGER.number());
        assertEquals(61, Options.CONNECT_ROUTING_ID.number());
        assertEquals(76, Options.HEARTBEAT_TTL.number());
        assertEquals(
                Set.of("SND_BYTES", "RCV_BYTES", "RETRY_REFUSED", "RETURN_UNSENT", "SPIN"),
                Options.all().stream()
                        .filter(option -> option.number() == 0)
                        .map(Option::name)
                        .collect(Collectors.toSet()));
    }

    @Test
    void defaultsAreTheSafeOnes() {
        assertEquals(Duration.ofSeconds(30), Options.LINGER.defaultFor(SocketType.PUSH));
        assertEquals(Duration.ZERO, Options.LINGER.defaultFor(SocketType.SUB));
        assertEquals(1000, Options.SNDHWM.defaultValue());
        assertEquals(64L << 20, Options.RCV_BYTES.defaultValue());
        assertEquals(Duration.ofSeconds(10), Options.HANDSHAKE_IVL.defaultValue());
        assertEquals(Duration.ofSeconds(10), Options.RECONNECT_IVL_MAX.defaultValue());
        assertEquals(4096, Options.BACKLOG.defaultValue());
        assertEquals(1, Options.TCP_KEEPALIVE.defaultValue());
        assertTrue(Options.RETURN_UNSENT.defaultValue());
        assertTrue(Options.IPV6.defaultValue());
        assertTrue(Options.MAXMSGSIZE.defaultValue() <= 1L << 30);
        assertTrue(Options.MAXMSGSIZE.defaultValue() <= Runtime.getRuntime().maxMemory() / 4);
    }

    @Test
    void refusalNamesOptionValueAndRange() {
        assertEquals("EINVAL: option SNDHWM cannot be -1; legal is: 0 or more", refusal(Options.SNDHWM, -1));
        assertEquals("EINVAL: option TOS cannot be 256; legal is: 0 to 255", refusal(Options.TOS, 256));
        assertEquals("EINVAL: option SNDHWM cannot be null; legal is: 0 or more", refusal(Options.SNDHWM, null));
        assertEquals(
                "EINVAL: option ROUTING_ID cannot be 2 bytes (0041); legal is: 1 to 255 bytes, the first not 0;"
                        + " or none for no id",
                refusal(Options.ROUTING_ID, new byte[] {0, 'A'}));
        assertEquals(
                "EINVAL: option HANDSHAKE_IVL cannot be -1 ms; legal is: 0 to 2147483647 ms",
                refusal(Options.HANDSHAKE_IVL, Options.FOREVER));
    }

    private static <T> String refusal(Option<T> option, T value) {
        ZmqException refused = assertThrows(ZmqException.class, () -> option.check(value));
        assertEquals(ErrorCode.EINVAL, refused.code());
        return refused.getMessage();
    }

    @Test
    void negativeTimesAreLegalOnlyWhereTheyMeanSomething() {
        assertDoesNotThrow(() -> Options.LINGER.check(Options.FOREVER));
        assertDoesNotThrow(() -> Options.RCVTIMEO.check(Options.FOREVER));
        assertDoesNotThrow(() -> Options.RECONNECT_IVL.check(Options.FOREVER));
        refusal(Options.RECONNECT_IVL_MAX, Options.FOREVER);
        refusal(Options.RETRY_REFUSED, Options.FOREVER);
        refusal(Options.CONNECT_TIMEOUT, Options.FOREVER);
    }

    @Test
    void timesBeyondLibzmqsIntAreRefused() {
        assertDoesNotThrow(() -> Options.LINGER.check(Duration.ofMillis(Integer.MAX_VALUE)));
        refusal(Options.LINGER, Duration.ofMillis(Integer.MAX_VALUE + 1L));
        refusal(Options.LINGER, Duration.ofSeconds(Long.MAX_VALUE));
        assertDoesNotThrow(() -> Options.HEARTBEAT_TTL.check(Duration.ofMillis(6_553_599)));
        refusal(Options.HEARTBEAT_TTL, Duration.ofMillis(6_553_600));
    }

    @Test
    void routingIdsHaveUpTo255BytesAndDoNotBeginWithZero() {
        assertDoesNotThrow(() -> Options.ROUTING_ID.check(new byte[0]));
        assertDoesNotThrow(() -> Options.ROUTING_ID.check("A".repeat(255).getBytes(StandardCharsets.UTF_8)));
        refusal(Options.ROUTING_ID, new byte[256]);
        refusal(Options.ROUTING_ID, "A".repeat(256).getBytes(StandardCharsets.UTF_8));
        refusal(Options.CONNECT_ROUTING_ID, new byte[1]);
    }

    @Test
    void metadataNamesBeginWithX() {
        assertDoesNotThrow(() -> Options.METADATA.check(Map.of("X-Role", "worker", "x-a.b_c+d", "")));
        refusal(Options.METADATA, Map.of("Role", "worker"));
        refusal(Options.METADATA, Map.of("X-", "worker"));
        refusal(Options.METADATA, Map.of("X-Ro le", "worker"));
        refusal(Options.METADATA, Map.of("X-" + "a".repeat(254), ""));
        refusal(Options.METADATA, nullValue());
    }

    private static Map<String, String> nullValue() {
        Map<String, String> map = new HashMap<>();
        map.put("X-Role", null);
        return map;
    }

    @Test
    void metadataFitsWhatAPeerTakes() {
        refusal(Options.METADATA, Map.of("X-Big", "b".repeat(3073)));
        refusal(Options.METADATA, IntStream.range(0, 61).boxed().collect(Collectors.toMap(i -> "X-" + i, i -> "")));
        assertDoesNotThrow(() -> Options.METADATA.check(
                IntStream.range(0, 60).boxed().collect(Collectors.toMap(i -> "X-" + i, i -> ""))));
    }

    @Test
    void refusalShowsLongAndOddValuesShort() {
        String text = refusal(Options.METADATA, Map.of("\u001b[2J", "v".repeat(1000)));
        assertFalse(text.contains("\u001b"));
        assertTrue(text.length() < 250, text);
    }

    @Test
    void readOnlyOptionsCannotBeSet() {
        for (Option<?> option : Options.all()) {
            if (!option.settable()) {
                assertThrows(ZmqException.class, () -> checkDefault(option, SocketType.PUB), option.name());
            }
        }
        assertFalse(Options.TYPE.settable());
        assertFalse(Options.LAST_ENDPOINT.settable());
        assertFalse(Options.CONNECT_ROUTING_ID.gettable());
    }

    @Test
    void optionsOfAPatternAreRefusedElsewhere() {
        assertEquals(EnumSet.of(SocketType.ROUTER), Options.ROUTER_MANDATORY.types());
        assertTrue(Options.CONFLATE.appliesTo(SocketType.SUB));
        assertFalse(Options.CONFLATE.appliesTo(SocketType.REQ));
        assertTrue(Options.LINGER.appliesTo(SocketType.REP));
        ZmqException refused =
                assertThrows(ZmqException.class, () -> Options.INVERT_MATCHING.checkAppliesTo(SocketType.PAIR));
        assertEquals(ErrorCode.EINVAL, refused.code());
        assertEquals(
                "Invalid argument (EINVAL): option INVERT_MATCHING belongs to [PUB, SUB], not to PAIR",
                refused.getMessage());
        assertDoesNotThrow(() -> Options.INVERT_MATCHING.checkAppliesTo(SocketType.SUB));
    }

    @Test
    void immediateOptionsAreLibzmqs() {
        assertTrue(Options.LINGER.immediate());
        assertTrue(Options.SNDHWM.immediate());
        assertTrue(Options.ROUTER_HANDOVER.immediate());
        assertFalse(Options.MAXMSGSIZE.immediate());
        assertFalse(Options.HEARTBEAT_IVL.immediate());
        assertFalse(Options.CONFLATE.immediate());
    }
}
