package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lingmq.Message;

/**
 * A lane that was found empty or full is not looked at before it has rung. One who found it so, and looked again, would
 * take one message or one place and spend the ring; the others, who wait in the same socket, would sleep on.
 */
final class NotBeforeTheRingTest {

    private static Arguments type(String name, Function<PatternHost, Pattern> create) {
        return Arguments.of(Named.of(name, create));
    }

    static Stream<Arguments> receiving() {
        return Stream.of(
                type("CHANNEL", Channel::new),
                type("PAIR", Pair::new),
                type("CLIENT", Client::new),
                type("SERVER", Server::new),
                type("PEER", Peer::new),
                type("GATHER", Gather::new));
    }

    static Stream<Arguments> sending() {
        return Stream.of(
                type("CHANNEL", Channel::new),
                type("PAIR", Pair::new),
                type("CLIENT", Client::new),
                type("SERVER", Server::new),
                type("PEER", Peer::new),
                type("SCATTER", Scatter::new));
    }

    private static boolean sendAtOnce(Bench bench, FakePeer peer, String text) {
        Message message = Message.of(text);
        int number = bench.pattern instanceof NumberedPeers ? bench.pattern.routingIdOf(peer.pipe) : 0;
        return bench.pattern.send(new Outgoing().set(number == 0 ? message : message.withRoutingId(number)));
    }

    @ParameterizedTest
    @MethodSource("receiving")
    void CLISRV_4_whatCameIsSeenByWhoeverHandlesTheRing(Function<PatternHost, Pattern> create) {
        try (Bench bench = new Bench(create)) {
            FakePeer peer = bench.accept();
            for (int round = 0; round < 3; round++) {
                assertNull(bench.receive());
                assertFalse(bench.pattern.canReceive());
                peer.say("1").say("2").say("3");
                assertTrue(bench.hasMail(), "it rings");
                assertFalse(bench.pattern.canReceive(), "before the ring was handled");
                bench.handleMail();
                assertTrue(bench.pattern.canReceive());
                assertEquals(List.of("1", "2", "3"), bench.receiveAll());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sending")
    void CLISRV_4_roomIsSeenByWhoeverHandlesTheRing(Function<PatternHost, Pattern> create) {
        try (Bench bench = new Bench(create).highWaterMark(1)) {
            FakePeer peer = bench.accept();
            for (int round = 0; round < 3; round++) {
                bench.handleMail();
                assertTrue(sendAtOnce(bench, peer, "1"));
                assertFalse(sendAtOnce(bench, peer, "2"));
                assertEquals(List.of("1"), peer.hearAll());
                assertTrue(bench.hasMail(), "it rings");
                assertFalse(sendAtOnce(bench, peer, "2"), "before the ring was handled");
                assertFalse(bench.pattern.canSend(), "before the ring was handled");
                bench.handleMail();
                assertTrue(bench.pattern.canSend());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("receiving")
    void theNextPeerIsLookedAtAnew(Function<PatternHost, Pattern> create) {
        try (Bench bench = new Bench(create)) {
            FakePeer first = bench.accept();
            assertNull(bench.receive());
            first.leave();
            bench.accept().say("hello");
            assertEquals("hello", bench.receive());
        }
    }
}
