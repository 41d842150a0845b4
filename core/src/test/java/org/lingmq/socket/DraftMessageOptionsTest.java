package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lingmq.Context;
import org.lingmq.ContextOptions;
import org.lingmq.ErrorCode;
import org.lingmq.Option;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.contract.NothingLeftBehind;

/** Who takes HELLO_MSG, DISCONNECT_MSG, HICCUP_MSG and ROUTER_NOTIFY, and what those refuse. */
@ExtendWith(NothingLeftBehind.class)
class DraftMessageOptionsTest {

    private static final Map<Option<byte[]>, Set<SocketType>> TAKERS = Map.of(
            Options.HELLO_MSG, Set.of(SocketType.DEALER, SocketType.CLIENT, SocketType.PEER),
            Options.DISCONNECT_MSG, Set.of(SocketType.ROUTER, SocketType.SERVER, SocketType.PEER),
            Options.HICCUP_MSG, Set.of(SocketType.DEALER, SocketType.CLIENT, SocketType.PEER));

    private final Context context = Context.open();

    @AfterEach
    void close() {
        context.close();
    }

    /** Each of the three with each type that has a pattern. */
    static Stream<Arguments> messagesOnTypes() {
        return TAKERS.keySet().stream()
                .flatMap(option -> Stream.of(SocketType.values())
                        .filter(type -> type != SocketType.DGRAM)
                        .map(type -> Arguments.of(option, type)));
    }

    static Stream<SocketType> types() {
        return Stream.of(SocketType.values()).filter(type -> type != SocketType.DGRAM);
    }

    private static String refusal(Executable call) {
        ZmqException refused = assertThrows(ZmqException.class, call);
        assertEquals(ErrorCode.EINVAL, refused.code());
        return refused.getMessage();
    }

    @Test
    void TS_1_numbersDefaultsAndKinds() {
        assertEquals(110, Options.HELLO_MSG.number());
        assertEquals(111, Options.DISCONNECT_MSG.number());
        assertEquals(114, Options.HICCUP_MSG.number());
        assertEquals(97, Options.ROUTER_NOTIFY.number());
        for (Option<byte[]> option : TAKERS.keySet()) {
            assertEquals(0, option.defaultValue().length);
            assertFalse(option.gettable());
            assertFalse(option.immediate());
            assertTrue(option.isDraft());
            assertSame(option, Options.named(option.name()));
            assertEquals(TAKERS.get(option), option.types());
        }
        assertEquals(0, Options.ROUTER_NOTIFY.defaultValue());
        assertEquals(Set.of(SocketType.ROUTER), Options.ROUTER_NOTIFY.types());
        assertTrue(Options.ROUTER_NOTIFY.isDraft());
        assertFalse(Options.ROUTER_NOTIFY.immediate());
    }

    @ParameterizedTest
    @MethodSource("messagesOnTypes")
    void TS_1_aMessageOptionIsTakenByItsTypesAndRefusedByAllOthers(Option<byte[]> option, SocketType type) {
        try (Socket socket = context.socket(type)) {
            if (TAKERS.get(option).contains(type)) {
                assertDoesNotThrow(() -> socket.set(option, new byte[] {1}).set(option, new byte[0]));
                assertEquals("EINVAL: option " + option + " can only be set", refusal(() -> socket.get(option)));
                assertTrue(refusal(() -> socket.set(option, null)).contains("any bytes"));
            } else {
                for (Executable call :
                        List.<Executable>of(() -> socket.set(option, new byte[] {1}), () -> socket.get(option))) {
                    String sentence = refusal(call);
                    assertTrue(sentence.startsWith("Invalid argument (EINVAL): option " + option), sentence);
                    assertTrue(sentence.contains("belongs to " + option.types() + ", not to " + type), sentence);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void REQREP_19_TS_1_ROUTER_NOTIFY_isARoutersAlone(SocketType type) {
        try (Socket socket = context.socket(type)) {
            if (type == SocketType.ROUTER) {
                for (int value = 0; value <= 3; value++) {
                    assertEquals(value, socket.set(Options.ROUTER_NOTIFY, value).get(Options.ROUTER_NOTIFY));
                }
                for (int wrong : new int[] {-1, 4, Integer.MAX_VALUE}) {
                    assertEquals(
                            "EINVAL: option ROUTER_NOTIFY cannot be " + wrong + "; legal is: 0 to 3",
                            refusal(() -> socket.set(Options.ROUTER_NOTIFY, wrong)));
                }
                assertEquals(3, socket.get(Options.ROUTER_NOTIFY));
            } else {
                assertEquals(
                        "Invalid argument (EINVAL): option ROUTER_NOTIFY belongs to [ROUTER], not to " + type,
                        refusal(() -> socket.set(Options.ROUTER_NOTIFY, 1)));
            }
        }
    }

    @Test
    void TS_1_HELLO_MSG_isAServersToo_whereTheContextSaysSo() {
        try (Context servers = Context.open(ContextOptions.defaults().withServerHello(true))) {
            for (SocketType type : new SocketType[] {SocketType.ROUTER, SocketType.SERVER}) {
                try (Socket socket = servers.socket(type)) {
                    assertDoesNotThrow(() -> socket.set(Options.HELLO_MSG, new byte[] {1}));
                }
                try (Socket socket = context.socket(type)) {
                    String sentence = refusal(() -> socket.set(Options.HELLO_MSG, new byte[] {1}));
                    assertTrue(sentence.contains("withServerHello(true)"), sentence);
                }
            }
            try (Socket rep = servers.socket(SocketType.REP)) {
                assertTrue(refusal(() -> rep.set(Options.HELLO_MSG, new byte[] {1}))
                        .startsWith("Invalid argument"));
            }
        }
    }

    @Test
    void TS_1_aContextWithoutDraftsRefusesThem() {
        try (Context stable =
                        Context.open(ContextOptions.defaults().withDraft(false).withServerHello(true));
                Socket dealer = stable.socket(SocketType.DEALER);
                Socket router = stable.socket(SocketType.ROUTER)) {
            for (String sentence : List.of(
                    refusal(() -> dealer.set(Options.HELLO_MSG, new byte[] {1})),
                    refusal(() -> dealer.set(Options.HICCUP_MSG, new byte[] {1})),
                    refusal(() -> router.set(Options.HELLO_MSG, new byte[] {1})),
                    refusal(() -> router.set(Options.DISCONNECT_MSG, new byte[] {1})),
                    refusal(() -> router.set(Options.ROUTER_NOTIFY, 1)),
                    refusal(() -> router.get(Options.ROUTER_NOTIFY)))) {
                assertTrue(sentence.startsWith("Invalid argument (EINVAL): option "), sentence);
                assertTrue(sentence.contains("is a draft"), sentence);
                assertTrue(sentence.contains("withDraft(true)"), sentence);
            }
        }
    }

    @Test
    void TS_1_aRefusedOrAChangedArrayChangesNothing() {
        byte[] mine = {'h', 'i'};
        try (Socket dealer = context.socket(SocketType.DEALER).set(Options.HELLO_MSG, mine);
                Socket other = context.socket(SocketType.DEALER)) {
            refusal(() -> dealer.set(Options.HELLO_MSG, null));
            mine[0] = 'x';
            other.connect(dealer.bind("inproc://kept"));
            assertEquals("hi", other.receiveText());
        }
    }
}
