package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lingmq.MonitorEventType;

/** PAIR. */
final class PairTest implements PatternContract {

    @Override
    public Pattern create(PatternHost host) {
        return new Pair(host);
    }

    @Override
    public String[] fromPeer(Random random) {
        return new String[] {"x", "y"};
    }

    @Override
    public String[] toPeer(Random random) {
        return new String[] {"z"};
    }

    @Test
    void PAIR_2_bothDirectionsAreIndependent() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            bench.send("1");
            bench.send("2", "more");
            peer.say("a", "b").say("c");
            assertEquals(List.of("a|b", "c"), bench.receiveAll());
            assertEquals(List.of("1", "2|more"), peer.hearAll());
        }
    }

    @Test
    void PAIR_2_waitsWithoutPeerAndWithAFullOne() {
        try (Bench bench = bench().highWaterMark(1)) {
            assertFalse(bench.canSend());
            assertFalse(bench.send("x"));
            FakePeer peer = bench.accept();
            assertTrue(bench.send("1"));
            assertFalse(bench.canSend());
            assertFalse(bench.send("2"));
            peer.hear();
            assertTrue(bench.hasMail(), "room rings");
            assertTrue(bench.send("2"));
        }
    }

    @Test
    void PAIR_1_aSecondPeerIsTurnedAway() {
        try (Bench bench = bench()) {
            FakePeer first = bench.accept();
            FakePeer second = bench.accept();
            assertEquals(List.of(MonitorEventType.PEER_REFUSED), second.refusals);
            assertTrue(first.refusals.isEmpty());
            second.say("intruder");
            first.say("hello");
            assertEquals(List.of("hello"), bench.receiveAll());
            assertTrue(second.allTaken(), "what is thrown away holds no memory");
            bench.send("x");
            assertNull(second.hear());
            second.leave();
            bench.send("y");
            assertEquals(List.of("x", "y"), first.hearAll());
        }
    }

    @Test
    void PAIR_1_theSlotIsFreeWhenThePeerLeaves() {
        try (Bench bench = bench()) {
            FakePeer first = bench.accept();
            bench.send("lost");
            first.say("last words");
            first.leave();
            assertEquals(1, bench.counted(Loss.PEER_GONE));
            FakePeer second = bench.accept().say("first words");
            assertTrue(second.refusals.isEmpty());
            assertEquals(List.of("last words", "first words"), bench.receiveAll());
            bench.send("x");
            assertEquals(List.of("x"), second.hearAll());
        }
    }

    @Test
    void PAIR_1_oneThatWasTurnedAwayMayComeAgain() {
        try (Bench bench = bench()) {
            FakePeer first = bench.accept();
            FakePeer second = bench.accept();
            second.down();
            first.leave();
            second.up();
            assertEquals(1, second.refusals.size());
            assertTrue(bench.send("x"));
            assertEquals("x", second.hearOne());
            second.say("y");
            assertEquals("y", bench.receive());
        }
    }

    @Test
    void PAIR_3_messagesQueueBeforeThePeerIsThere() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.dial();
            assertTrue(bench.send("early"));
            assertEquals("early", peer.up().hearOne());
            assertTrue(peer.refusals.isEmpty());
        }
    }

    @Test
    void aReleasedPeerFreesTheSlot() {
        try (Bench bench = bench()) {
            FakePeer first = bench.accept().say("unwanted");
            bench.pattern.release(first.pipe);
            assertNull(bench.receive());
            assertFalse(bench.canSend());
            FakePeer second = bench.accept();
            assertTrue(second.refusals.isEmpty());
        }
    }
}
