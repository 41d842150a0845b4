package org.lingmq.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Context;
import org.lingmq.ErrorCode;
import org.lingmq.Message;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;

/** What the types for many threads do over every transport, each with the peers that suit it. */
@ExtendWith(NothingLeftBehind.class)
public interface ThreadSafeTypesContract extends Transports {

    private static Socket socket(Context context, SocketType type) {
        Socket socket = context.socket(type);
        if (type.canSend()) {
            socket.set(Options.SNDTIMEO, PATIENCE);
        }
        return type.canReceive() ? socket.set(Options.RCVTIMEO, PATIENCE) : socket;
    }

    private static ErrorCode refusal(Runnable call) {
        ZmqException e = assertThrows(ZmqException.class, call::run);
        assertTrue(e.getMessage().length() > 30, e::toString);
        return e.code();
    }

    private static Message receive(Socket socket) {
        Message message = socket.receive();
        assertNotNull(message, "nothing came");
        return message;
    }

    /** Sends until a message arrives, as nothing tells a RADIO's user that somebody joined. */
    private static void awaitJoined(Socket radio, Socket dish, String group) {
        Eventually.until(
                () -> {
                    radio.send(Message.of("is anybody there").withGroup(group));
                    Message heard = dish.tryReceive();
                    return heard != null && heard.group().equals(group);
                },
                () -> "the group " + group + " was not joined");
    }

    /** Takes all that was sent before that message, and the message. */
    private static void receiveUpTo(Socket dish, String text) {
        String heard = receive(dish).text();
        while (!heard.equals(text)) {
            heard = receive(dish).text();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void CLISRV_1_4_aServerAnswersEachClient(boolean serverBinds) {
        try (Context context = Context.open();
                Socket server = socket(context, SocketType.SERVER);
                Socket one = socket(context, SocketType.CLIENT);
                Socket two = socket(context, SocketType.CLIENT)) {
            if (serverBinds) {
                String endpoint = server.bind(anywhere());
                one.connect(endpoint);
                two.connect(endpoint);
            } else {
                server.connect(one.bind(anywhere()));
                server.connect(two.bind(anywhere()));
            }
            for (int i = 0; i < 100; i++) {
                one.send("one " + i);
                two.send("two " + i);
                for (int j = 0; j < 2; j++) {
                    Message request = receive(server);
                    assertEquals(1, request.size());
                    assertNotEquals(0, request.routingId());
                    assertTrue(server.send(Message.of("re " + request.text()).withRoutingId(request.routingId())));
                }
                Message reply = receive(one);
                assertEquals("re one " + i, reply.text());
                assertEquals(0, reply.routingId());
                assertEquals("re two " + i, receive(two).text());
            }
        }
    }

    @Test
    default void CLISRV_2_aServerCannotSendToWhomItDoesNotKnow() {
        try (Context context = Context.open();
                Socket server = socket(context, SocketType.SERVER)) {
            int id;
            try (Socket client = socket(context, SocketType.CLIENT)) {
                client.connect(server.bind(anywhere()));
                client.send("hello");
                id = receive(server).routingId();
                assertEquals(ErrorCode.EHOSTUNREACH, refusal(() -> server.send("to nobody")));
                assertEquals(
                        ErrorCode.EHOSTUNREACH,
                        refusal(() -> server.send(Message.of("x").withRoutingId(id == 1 ? 2 : 1))));
            }
            Transports.awaitPeers(server, 0);
            assertEquals(
                    ErrorCode.EHOSTUNREACH,
                    refusal(() -> server.send(Message.of("x").withRoutingId(id))));
        }
    }

    @Test
    default void CLISRV_2_aServerDisconnectsAPeer() {
        try (Context context = Context.open();
                Socket server = socket(context, SocketType.SERVER);
                Socket client = socket(context, SocketType.CLIENT)) {
            server.connect(client.bind(anywhere()));
            client.send("hello");
            int id = receive(server).routingId();
            server.disconnectPeer(id);
            assertEquals(
                    ErrorCode.EHOSTUNREACH,
                    refusal(() -> server.send(Message.of("x").withRoutingId(id))));
            assertEquals(ErrorCode.EHOSTUNREACH, refusal(() -> server.disconnectPeer(id)));
            Transports.awaitPeers(client, 0);
            assertEquals(ErrorCode.ENOTSUP, refusal(() -> client.disconnectPeer(id)));
        }
    }

    @Test
    default void PEER_1_connectPeerTellsTheRoutingIdAtOnce() {
        try (Context context = Context.open();
                Socket one = socket(context, SocketType.PEER);
                Socket two = socket(context, SocketType.PEER)) {
            String endpoint = nowhere();
            int id = one.connectPeer(endpoint);
            assertNotEquals(0, id);
            assertTrue(one.send(Message.of("early").withRoutingId(id)));
            two.bind(endpoint);
            Message early = receive(two);
            assertEquals("early", early.text());
            two.send(Message.of("answer").withRoutingId(early.routingId()));
            Message answer = receive(one);
            assertEquals("answer", answer.text());
            assertEquals(id, answer.routingId());
            int other = one.connectPeer(two.bind(anywhere()));
            assertNotEquals(id, other);
            one.send(Message.of("over the other").withRoutingId(other));
            Message second = receive(two);
            assertNotEquals(early.routingId(), second.routingId());
            one.disconnectPeer(id);
            assertEquals(
                    ErrorCode.EHOSTUNREACH,
                    refusal(() -> one.send(Message.of("x").withRoutingId(id))));
            one.send(Message.of("still there").withRoutingId(other));
            assertEquals("still there", receive(two).text());
        }
    }

    @Test
    default void PEER_1_connectPeerNeedsAPipeAtOnceAndAPeer() {
        try (Context context = Context.open();
                Socket peer = socket(context, SocketType.PEER);
                Socket client = socket(context, SocketType.CLIENT)) {
            assertEquals(ErrorCode.ENOTSUP, refusal(() -> client.connectPeer(nowhere())));
            peer.set(Options.IMMEDIATE, true);
            assertEquals(ErrorCode.EFAULT, refusal(() -> peer.connectPeer(nowhere())));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void SCAT_1_messagesAreSharedAmongAllGathers(boolean scatterBinds) {
        try (Context context = Context.open();
                Socket scatter = socket(context, SocketType.SCATTER);
                Socket one = socket(context, SocketType.GATHER);
                Socket two = socket(context, SocketType.GATHER)) {
            if (scatterBinds) {
                String endpoint = scatter.bind(anywhere());
                one.connect(endpoint);
                two.connect(endpoint);
            } else {
                scatter.connect(one.bind(anywhere()));
                scatter.connect(two.bind(anywhere()));
            }
            Transports.awaitPeers(scatter, 2);
            Transports.sendNumbers(scatter, 0, 200);
            assertEquals(100, Transports.receiveTexts(one, 100).size());
            assertEquals(100, Transports.receiveTexts(two, 100).size());
            assertNull(one.tryReceive());
            assertNull(two.tryReceive());
            assertEquals(ErrorCode.ENOTSUP, refusal(scatter::tryReceive));
            assertEquals(ErrorCode.ENOTSUP, refusal(() -> one.send("x")));
        }
    }

    @Test
    default void CHAN_1_bothSidesTalkAndAThirdIsTurnedAway() throws InterruptedException {
        try (Context context = Context.open();
                Socket one = socket(context, SocketType.CHANNEL);
                Socket two = socket(context, SocketType.CHANNEL);
                Socket three = socket(context, SocketType.CHANNEL).set(Options.RECONNECT_IVL, Options.FOREVER)) {
            Events events = Events.of(one);
            String endpoint = one.bind(anywhere());
            two.connect(endpoint);
            for (int i = 0; i < 100; i++) {
                two.send("ping " + i);
                assertEquals("ping " + i, receive(one).text());
                one.send("pong " + i);
                assertEquals("pong " + i, receive(two).text());
            }
            three.connect(endpoint);
            assertTrue(events.await(MonitorEventType.PEER_REFUSED).reason().contains("CHANNEL"));
            two.send("still here");
            assertEquals("still here", receive(one).text());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void RADIO_1_ZMTP_48_messagesReachTheirGroup(boolean radioBinds) {
        try (Context context = Context.open();
                Socket radio = socket(context, SocketType.RADIO);
                Socket tv = socket(context, SocketType.DISH);
                Socket both = socket(context, SocketType.DISH)) {
            tv.join("TV");
            both.join("TV");
            if (radioBinds) {
                String endpoint = radio.bind(anywhere());
                tv.connect(endpoint);
                both.connect(endpoint);
            } else {
                radio.connect(tv.bind(anywhere()));
                radio.connect(both.bind(anywhere()));
            }
            both.join("news").join("");
            awaitJoined(radio, tv, "TV");
            awaitJoined(radio, both, "news");
            awaitJoined(radio, both, "");
            radio.send(Message.of("now").withGroup("TV"));
            receiveUpTo(tv, "now");
            receiveUpTo(both, "now");
            assertEquals(ErrorCode.EINVAL, refusal(() -> tv.join("TV")));
            assertEquals(ErrorCode.EINVAL, refusal(() -> tv.leave("news")));
            for (int i = 0; i < 100; i++) {
                radio.send(Message.of("n" + i).withGroup("news"));
                radio.send(Message.of("t" + i).withGroup("TV"));
            }
            for (int i = 0; i < 100; i++) {
                Message shown = receive(tv);
                assertEquals("t" + i, shown.text());
                assertEquals("TV", shown.group());
                assertEquals(1, shown.size());
                assertEquals("n" + i, receive(both).text());
                assertEquals("t" + i, receive(both).text());
            }
            tv.leave("TV");
            assertEquals(ErrorCode.EINVAL, refusal(() -> tv.leave("TV")));
            radio.send(Message.of("nobody here").withGroup("TV"));
            radio.send("the empty group");
            assertEquals("nobody here", receive(both).text());
            assertEquals("", receive(both).group());
            assertFalse(tv.canReceive());
        }
    }

    @Test
    default void RADIO_2_9_aSlowDishMissesMessagesAndItsRadioNeverWaits() {
        try (Context context = Context.open();
                Socket radio = socket(context, SocketType.RADIO);
                Socket dish = socket(context, SocketType.DISH)) {
            radio.set(Options.SNDHWM, 10);
            dish.set(Options.RCVHWM, 10).join("");
            dish.connect(radio.bind(anywhere()));
            awaitJoined(radio, dish, "");
            String padding = " ".repeat(200_000);
            for (int i = 0; i < 500; i++) {
                assertTrue(radio.trySend(Message.of(i + padding)));
            }
            assertTrue(radio.stats().droppedFull() > 0, () -> radio.stats().toString());
            int last = -1;
            int count = 0;
            for (Message next = receive(dish); next != null; next = dish.tryReceive()) {
                if (next.byteSize() > padding.length()) {
                    int number = Integer.parseInt(next.text().trim());
                    assertTrue(number > last, number + " came after " + last);
                    last = number;
                    count++;
                }
            }
            assertTrue(count > 0 && count < 500, count + " messages");
        }
    }

    @Test
    default void RADIO_1_joinAndLeaveAreForDishOnlyAndTheirNamesAreChecked() {
        try (Context context = Context.open();
                Socket dish = socket(context, SocketType.DISH);
                Socket radio = socket(context, SocketType.RADIO)) {
            assertEquals(ErrorCode.ENOTSUP, refusal(() -> radio.join("a")));
            assertEquals(ErrorCode.ENOTSUP, refusal(() -> radio.leave("a")));
            assertEquals(ErrorCode.EINVAL, refusal(() -> dish.join("a".repeat(256))));
            assertEquals(ErrorCode.EINVAL, refusal(() -> dish.join("a\0b")));
            dish.join("a".repeat(255)).join("").leave("");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SocketType.class,
            names = {"CLIENT", "SERVER", "PEER", "RADIO", "SCATTER", "CHANNEL"})
    default void ZMTP_47_severalFramesAreRefused(SocketType type) {
        try (Context context = Context.open();
                Socket socket = socket(context, type)) {
            socket.bind(anywhere());
            ZmqException e = assertThrows(ZmqException.class, () -> socket.send(Message.of("a", "b")));
            assertEquals(ErrorCode.EINVAL, e.code());
            assertTrue(e.getMessage().contains(type.name()) && e.getMessage().contains("one frame"), e::toString);
            assertEquals(
                    ErrorCode.EINVAL,
                    refusal(() -> socket.send(Message.of("a", "b").withRoutingId(5), Duration.ZERO)));
            assertTrue(socket.get(Options.THREAD_SAFE));
        }
    }

    /** Every type with every other one: who may not talk learns it from an event, on both sides. */
    @ParameterizedTest
    @EnumSource(
            value = SocketType.class,
            names = {"CLIENT", "SERVER", "PEER", "RADIO", "DISH", "SCATTER", "GATHER", "CHANNEL"})
    default void ZMTP_42_theRightPeersMeetAndTheOthersAreRefused(SocketType type) throws InterruptedException {
        try (Context context = Context.open()) {
            for (SocketType other : SocketType.values()) {
                if (other != SocketType.DGRAM) {
                    try (Socket bound = socket(context, type).set(Options.LINGER, Duration.ZERO);
                            Socket dialing = socket(context, other)
                                    .set(Options.LINGER, Duration.ZERO)
                                    .set(Options.RECONNECT_IVL, Options.FOREVER)) {
                        Events events = Events.of(bound);
                        dialing.connect(bound.bind(anywhere()));
                        if (type.accepts(other)) {
                            Transports.awaitPeers(bound, 1);
                        } else {
                            String reason = events.await(MonitorEventType.HANDSHAKE_FAILED_PROTOCOL)
                                    .reason();
                            assertTrue(reason.contains(type.name()) && reason.contains(other.name()), reason);
                            assertEquals(0, bound.peers().size());
                        }
                    }
                }
            }
        }
    }
}
