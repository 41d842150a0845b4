package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.ZmqException;

/** What SERVER and PEER have in common. */
interface NumberedPeersContract extends SingleFrameContract {

    @Override
    default String[] fromPeer(Random random) {
        return random.nextInt(4) == 0
                ? new String[] {"two", "frames"}
                : new String[] {"x".repeat(random.nextInt(5000))};
    }

    @Override
    default String[] toPeer(Random random) {
        return new String[] {"y".repeat(random.nextInt(5000))};
    }

    /** To a peer with room, if there is any. */
    @Override
    default boolean send(Bench bench, Random random) {
        bench.handleMail();
        int number = 0;
        for (FakePeer peer : bench.peers) {
            if (!peer.gone()
                    && (number == 0 || !peer.pipe.full && peer.pipe.out().room())) {
                number = numberOf(bench, peer);
            }
        }
        return number != 0 && bench.sendTo(number, toPeer(random));
    }

    @Override
    default boolean sendTo(Bench bench, FakePeer peer, String... frames) {
        return bench.sendTo(numberOf(bench, peer), frames);
    }

    static int numberOf(Bench bench, FakePeer peer) {
        return bench.pattern.routingIdOf(peer.pipe);
    }

    @Test
    default void CLISRV_1_messagesSayWhoSentThemAndGoWhereTheyAreSent() {
        try (Bench bench = bench()) {
            FakePeer a = bench.accept();
            FakePeer b = bench.accept();
            b.say("from b");
            assertEquals("from b", bench.receive());
            assertEquals(numberOf(bench, b), bench.receivedFrom);
            a.say("from a");
            assertEquals("from a", bench.receive());
            assertEquals(numberOf(bench, a), bench.receivedFrom);
            assertTrue(bench.sendTo(numberOf(bench, a), "to a"));
            assertTrue(bench.sendTo(numberOf(bench, b), "to b"));
            assertEquals(List.of("to a"), a.hearAll());
            assertEquals(List.of("to b"), b.hearAll());
        }
    }

    @Test
    default void CLISRV_1_numbersCountUpFromARandomStartAndAreNeverZero() {
        try (Bench bench = bench();
                Bench other = new Bench(host -> {
                    host.randomInt();
                    return create(host);
                })) {
            int first = numberOf(bench, bench.accept());
            assertEquals(first + 1, numberOf(bench, bench.accept("ignored")));
            assertNotEquals(first, numberOf(other, other.accept()));
        }
    }

    @Test
    default void CLISRV_1_theNumberStaysOverReconnectionsAndWorksBeforeThePeerIsThere() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.dial();
            int number = numberOf(bench, peer);
            assertTrue(bench.sendTo(number, "early"));
            peer.up();
            assertEquals(List.of("early"), peer.hearAll());
            peer.down();
            peer.up();
            peer.say("again");
            assertEquals("again", bench.receive());
            assertEquals(number, bench.receivedFrom);
            assertEquals(number, numberOf(bench, peer));
        }
    }

    @Test
    default void CLISRV_2_anUnknownNumberIsUnreachable() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            int number = numberOf(bench, peer);
            ZmqException unknown = assertThrows(ZmqException.class, () -> bench.sendTo(number + 1, "x"));
            assertEquals(ErrorCode.EHOSTUNREACH, unknown.code());
            assertTrue(unknown.getMessage().contains(Integer.toUnsignedString(number + 1)), unknown::toString);
            ZmqException none = assertThrows(ZmqException.class, () -> bench.send("x"));
            assertEquals(ErrorCode.EHOSTUNREACH, none.code());
            assertTrue(none.getMessage().contains("withRoutingId"), none::toString);
            assertEquals(List.of(), peer.hearAll());
            assertSame(peer.pipe, bench.pattern.pipeOf(number));
            assertEquals(
                    ErrorCode.EHOSTUNREACH,
                    assertThrows(ZmqException.class, () -> bench.pattern.pipeOf(number + 1))
                            .code());
        }
    }

    @Test
    default void CLISRV_2_aFullPeerMakesTheSenderWaitAndNothingIsDropped() {
        try (Bench bench = bench().highWaterMark(1)) {
            assertFalse(bench.canSend());
            FakePeer a = bench.accept();
            FakePeer b = bench.accept();
            assertTrue(bench.sendTo(numberOf(bench, a), "1"));
            assertFalse(bench.sendTo(numberOf(bench, a), "2"));
            assertTrue(bench.canSend(), "the other one has room");
            assertTrue(bench.sendTo(numberOf(bench, b), "3"));
            assertFalse(bench.canSend());
            assertEquals(List.of("1"), a.hearAll());
            assertTrue(bench.hasMail(), "room rings");
            assertTrue(bench.sendTo(numberOf(bench, a), "2"));
            assertEquals(List.of("2"), a.hearAll());
            assertEquals(0, bench.counted(Loss.FULL));
        }
    }

    @Test
    default void CLISRV_2_whatWasQueuedForAPeerThatLeftIsLostAndCounted() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept().say("last words");
            int number = numberOf(bench, peer);
            bench.sendTo(number, "1");
            bench.sendTo(number, "2");
            peer.leave();
            assertEquals(2, bench.counted(Loss.PEER_GONE));
            assertTrue(bench.host.events.contains(MonitorEventType.MESSAGES_LOST));
            assertEquals("last words", bench.receive());
            assertEquals(number, bench.receivedFrom);
            assertEquals(
                    ErrorCode.EHOSTUNREACH,
                    assertThrows(ZmqException.class, () -> bench.sendTo(number, "3"))
                            .code());
            assertNotEquals(number, numberOf(bench, bench.accept()));
        }
    }

    @Test
    default void conflateIsNotForThisType() {
        try (Bench bench = bench().with(Options.CONFLATE, true)) {
            FakePeer peer = bench.accept().say("a").say("b");
            sendTo(bench, peer, "1");
            sendTo(bench, peer, "2");
            assertEquals(List.of("1", "2"), peer.hearAll());
            assertEquals(List.of("a", "b"), bench.receiveAll());
        }
    }

    @Test
    default void manyPeersComeAndGo() {
        Random random = new Random(5);
        Map<Integer, FakePeer> there = new HashMap<>();
        Set<Integer> ever = new HashSet<>();
        try (Bench bench = bench()) {
            for (int i = 0; i < 500; i++) {
                if (random.nextInt(3) > 0 || there.isEmpty()) {
                    FakePeer peer = bench.accept();
                    assertTrue(ever.add(numberOf(bench, peer)));
                    there.put(numberOf(bench, peer), peer);
                } else {
                    Integer number = there.keySet().stream()
                            .skip(random.nextInt(there.size()))
                            .findFirst()
                            .orElseThrow();
                    there.remove(number).leave();
                }
            }
            for (int number : ever) {
                FakePeer peer = there.get(number);
                if (peer == null) {
                    assertThrows(ZmqException.class, () -> bench.sendTo(number, "x"));
                } else {
                    assertTrue(bench.sendTo(number, "n" + number));
                    assertEquals(List.of("n" + number), peer.hearAll());
                }
            }
        }
    }
}
