package org.lingmq.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lingmq.interop.Pairing.PATIENCE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lingmq.Message;
import org.lingmq.MessageBuilder;
import org.lingmq.Options;
import org.lingmq.SocketType;

/** Every pair of types that can talk to each other: messages of all shapes, every way the pair allows. */
@NeedsLibzmq
class LegalPairsTest {
    private static final Message OUR_ID = Message.of("our id");
    private static final Message THEIR_ID = Message.of("their id");
    private static final Message PROBE = Message.of("probe");
    private static final Message START = Message.of("start");
    private static final Duration PROBE_LIMIT = Duration.ofMillis(20);
    private static PythonPeer python;

    @BeforeAll
    static void start() {
        python = PythonPeer.start();
    }

    @AfterAll
    static void stop() {
        python.close();
    }

    static Stream<Arguments> pairs() {
        return Scope.pairs(true);
    }

    @ParameterizedTest(name = "{0} - {1} over {2}, LingMQ binds: {3}")
    @MethodSource("pairs")
    void messagesOfAllShapesArrive(SocketType our, String their, String transport, boolean weBind)
            throws InterruptedException {
        try (Pairing pair = new Pairing(our, python, their)) {
            prepare(pair, our, their);
            pair.join(transport, weBind);
            pair.up();
            if (our == SocketType.PUB) {
                findSubscriber(pair);
            } else if (our == SocketType.SUB) {
                findPublisher(pair);
            }
            Envelopes envelopes = new Envelopes(our.name(), their);
            for (Shape shape : Shape.ALL) {
                if (!theyBegin(our, their)) {
                    forth(pair, envelopes, shape);
                }
                if (our.canReceive()) {
                    back(pair, envelopes, shape);
                }
                if (theyBegin(our, their) && our.canSend()) {
                    forth(pair, envelopes, shape);
                }
            }
        }
    }

    private static void prepare(Pairing pair, SocketType our, String their) {
        pair.ours.set(Options.ROUTING_ID, OUR_ID.bytes());
        pair.theirs.set("ROUTING_ID", THEIR_ID.bytes());
        if (our == SocketType.SUB) {
            pair.ours.subscribe("");
        }
        if (their.equals("SUB")) {
            pair.theirs.set("SUBSCRIBE", new byte[0]);
        }
        if (their.equals("XSUB")) {
            // A subscription to everything, as XSUB sends it; it waits for the connection.
            assertTrue(pair.theirs.send("\u0001"));
        }
    }

    /** Publishes until the subscription has come through. */
    private static void findSubscriber(Pairing pair) {
        List<String> probe = FrameText.of(PROBE);
        do {
            assertTrue(pair.ours.send(PROBE));
        } while (!probe.equals(pair.theirs.receive(PROBE_LIMIT)));
        assertTrue(pair.ours.send(START));
        List<String> next = probe;
        while (next.equals(probe)) {
            next = pair.theirs.receive(PATIENCE);
        }
        assertEquals(FrameText.of(START), next);
    }

    private static void findPublisher(Pairing pair) {
        do {
            assertTrue(pair.theirs.send(FrameText.of(PROBE)));
        } while (!PROBE.equals(pair.ours.receive(PROBE_LIMIT)));
        assertTrue(pair.theirs.send(FrameText.of(START)));
        Message next = PROBE;
        while (next.equals(PROBE)) {
            next = pair.ours.receive(PATIENCE);
        }
        assertEquals(START, next);
    }

    /** The side that only answers or only receives lets the other begin; so does a ROUTER that meets a REQ. */
    private static boolean theyBegin(SocketType our, String their) {
        return our == SocketType.REP || !our.canSend() || our == SocketType.ROUTER && their.equals("REQ");
    }

    private static void forth(Pairing pair, Envelopes envelopes, Shape shape) {
        MessageBuilder message = Message.builder();
        envelopes.toThem().forEach(message::add);
        assertTrue(pair.ours.send(message.add(shape.message()).build(), PATIENCE));
        List<String> expected = new ArrayList<>();
        envelopes.atThem().forEach(frame -> expected.addAll(FrameText.of(frame)));
        expected.addAll(shape.text());
        assertEquals(expected, pair.theirs.receive(PATIENCE), () -> "sent: " + shape);
    }

    private static void back(Pairing pair, Envelopes envelopes, Shape shape) {
        List<String> order = new ArrayList<>();
        envelopes.toUs().forEach(frame -> order.addAll(FrameText.of(frame)));
        order.addAll(shape.order());
        assertTrue(pair.theirs.send(order));
        MessageBuilder expected = Message.builder();
        envelopes.atUs().forEach(expected::add);
        assertEquals(expected.add(shape.message()).build(), pair.ours.receive(PATIENCE), () -> "sent: " + shape);
    }

    /** What stands before a message: as its sender writes it and as its receiver finds it. */
    private record Envelopes(String our, String their) {
        List<Message> toThem() {
            return written(our, their, THEIR_ID);
        }

        List<Message> atThem() {
            return found(our, their, OUR_ID);
        }

        List<Message> toUs() {
            return written(their, our, OUR_ID);
        }

        List<Message> atUs() {
            return found(their, our, THEIR_ID);
        }

        private static List<Message> written(String sender, String receiver, Message receiverId) {
            return switch (sender) {
                case "ROUTER" -> receiver.equals("REQ") ? List.of(receiverId, Message.empty()) : List.of(receiverId);
                case "DEALER" -> receiver.equals("REP") ? List.of(Message.empty()) : List.of();
                default -> List.of();
            };
        }

        private static List<Message> found(String sender, String receiver, Message senderId) {
            return switch (receiver) {
                case "ROUTER" -> sender.equals("REQ") ? List.of(senderId, Message.empty()) : List.of(senderId);
                case "DEALER" -> sender.equals("REP") ? List.of(Message.empty()) : List.of();
                default -> List.of();
            };
        }
    }
}
