package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.ZmqException;

/** PUB. */
final class PubTest implements PatternContract {

    @Override
    public Pattern create(PatternHost host) {
        return new Pub(host);
    }

    @Override
    public String[] fromPeer(Random random) {
        String topic = "abc".substring(0, random.nextInt(4));
        return switch (random.nextInt(5)) {
            case 0 -> new String[] {"\0" + topic};
            case 1 -> new String[] {"user message", "\1" + topic};
            default -> new String[] {"\1" + topic};
        };
    }

    @Override
    public String[] toPeer(Random random) {
        return new String[] {"abcd".substring(random.nextInt(2)), "x"};
    }

    @Nested
    final class WithoutDropping implements PatternContract {
        @Override
        public Pattern create(PatternHost host) {
            return PubTest.this.create(host);
        }

        @Override
        public String[] fromPeer(Random random) {
            return PubTest.this.fromPeer(random);
        }

        @Override
        public String[] toPeer(Random random) {
            return PubTest.this.toPeer(random);
        }

        @Override
        public Bench bench() {
            return new Bench(this::create).with(Options.XPUB_NODROP, true);
        }
    }

    private static FakePeer subscribed(Bench bench, String topic) {
        FakePeer peer = bench.accept();
        peer.subscribe(topic);
        return peer;
    }

    @Test
    void PUBSUB_2_messagesGoWhereTheirBeginningIsSubscribed() {
        try (Bench bench = bench()) {
            FakePeer all = subscribed(bench, "");
            FakePeer a = subscribed(bench, "a");
            FakePeer ab = subscribed(bench, "ab");
            ab.subscribe("a");
            FakePeer nothing = bench.accept();
            bench.send("abc", "body");
            bench.send("b", "a");
            assertEquals(List.of("abc|body", "b|a"), all.hearAll());
            assertEquals(List.of("abc|body"), a.hearAll());
            assertEquals(List.of("abc|body"), ab.hearAll(), "once, however many subscriptions match");
            assertEquals(List.of(), nothing.hearAll());
        }
    }

    @Test
    void aLargeBodyIsCopiedOnceForAllItsSubscribers() {
        try (Bench bench = bench()) {
            List<FakePeer> peers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                peers.add(subscribed(bench, ""));
            }
            long before = bench.pool.inUseBytes();
            String large = "x".repeat(60_000);
            bench.send("a", large);
            bench.send("b", large, "end");
            long once = bench.pool.inUseBytes() - before;
            assertTrue(once < 7 * 60_000, () -> once + " bytes");
            for (FakePeer peer : peers) {
                assertEquals(List.of("a|" + large, "b|" + large + "|end"), peer.hearAll());
            }
        }
    }

    @Test
    void aLargeBodyThatFindsNoMemoryIsMissedByAll() {
        try (Bench bench = new Bench(this::create, 200_000)) {
            List<FakePeer> peers = List.of(subscribed(bench, ""), subscribed(bench, ""), subscribed(bench, ""));
            bench.send("x".repeat(300_000));
            bench.send("small");
            for (FakePeer peer : peers) {
                assertEquals(List.of("small"), peer.hearAll());
            }
        }
    }

    @Test
    void PUBSUB_1_nothingIsReceived() {
        try (Bench bench = bench()) {
            bench.accept().say("user message");
            assertEquals(
                    ErrorCode.ENOTSUP,
                    assertThrows(ZmqException.class, bench::receive).code());
        }
    }

    @Test
    void SUB_3_bothFormsAreAcceptedFromAnyPeer() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            peer.say("\1A").subscribe("B");
            bench.send("A");
            bench.send("B");
            peer.say("\0B").cancel("A");
            bench.send("A");
            bench.send("B");
            assertEquals(List.of("A", "B"), peer.hearAll());
        }
    }

    @Test
    void SUB_4_subscriptionsAreASetForEachConnection() {
        try (Bench bench = bench()) {
            FakePeer twice = subscribed(bench, "A");
            twice.subscribe("A");
            FakePeer other = subscribed(bench, "A");
            twice.cancel("A");
            bench.send("A");
            assertNull(twice.hear());
            assertEquals("A", other.hearOne());
            assertEquals(1, bench.pattern.topics());
        }
    }

    @Test
    void SUB_6_cancellingWhatIsNotThereIsHarmless() {
        try (Bench bench = bench()) {
            FakePeer peer = subscribed(bench, "A");
            peer.cancel("B");
            peer.cancel("");
            peer.say("\0");
            bench.send("A");
            assertEquals("A", peer.hearOne());
        }
    }

    @Test
    void SUB_9_aSubscriptionInAnyFrameCounts() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            peer.say("\1A", "\1B");
            peer.say("user", "\1C");
            bench.send("A");
            bench.send("B");
            bench.send("C");
            assertEquals(List.of("A", "B", "C"), peer.hearAll());
            assertEquals(1, bench.counted(Loss.FROM_SUBSCRIBER));
        }
    }

    @Test
    void ZMTP_20_commandBetweenParts() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            peer.sayAround("\1A", "\11SUBSCRIBEB", "\1C");
            for (String topic : List.of("A", "B", "C")) {
                bench.send(topic);
            }
            assertEquals(List.of("A", "B", "C"), peer.hearAll());
            assertEquals(0, bench.counted(Loss.FROM_SUBSCRIBER));
        }
    }

    @Test
    void PUBSUB_1_whatSubscribersSayIsDroppedAndCounted() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            peer.say("hello").say("", "two", "frames").say("");
            peer.command("OTHER", "x");
            bench.handleMail();
            assertEquals(3, bench.counted(Loss.FROM_SUBSCRIBER));
            assertTrue(peer.allTaken());
        }
    }

    @Test
    void PUBSUB_3_aFullPeerMissesMessagesUntilHalfIsFree() {
        try (Bench bench = bench().highWaterMark(4)) {
            FakePeer slow = subscribed(bench, "");
            FakePeer quick = subscribed(bench, "");
            List<String> heard = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                assertTrue(bench.canSend());
                assertTrue(bench.send("m" + i));
                heard.addAll(quick.hearAll());
            }
            assertEquals(List.of("m0", "m1", "m2", "m3", "m4", "m5"), heard);
            assertEquals(2, bench.counted(Loss.FULL));
            assertEquals(2, slow.pipe.droppedFull());
            assertEquals("m0", slow.hearOne());
            bench.send("m6");
            assertEquals("m1", slow.hearOne());
            bench.send("m7");
            assertEquals(List.of("m2", "m3", "m7"), slow.hearAll(), "m6 came while less than half was free");
            assertEquals(3, bench.counted(Loss.FULL));
        }
    }

    @Test
    void PUBSUB_3_nodropWaitsForTheFullPeer() {
        try (Bench bench = bench().with(Options.XPUB_NODROP, true).highWaterMark(2)) {
            FakePeer slow = subscribed(bench, "a");
            FakePeer quick = subscribed(bench, "");
            bench.send("a1");
            bench.send("a2");
            quick.hearAll();
            assertFalse(bench.canSend());
            assertFalse(bench.send("a3"));
            assertTrue(bench.send("b"), "it is for the others alone");
            assertEquals(List.of("b"), quick.hearAll());
            slow.hear();
            assertTrue(bench.hasMail(), "room rings");
            assertTrue(bench.send("a3"));
            assertEquals(List.of("a2", "a3"), slow.hearAll());
            assertEquals(0, bench.counted(Loss.FULL));
        }
    }

    @Test
    void PUBSUB_13_inverted() {
        try (Bench bench = bench().with(Options.INVERT_MATCHING, true)) {
            FakePeer a = subscribed(bench, "a");
            FakePeer b = subscribed(bench, "b");
            bench.send("a1");
            bench.send("c1");
            assertEquals(List.of("c1"), a.hearAll());
            assertEquals(List.of("a1", "c1"), b.hearAll());
        }
    }

    @Test
    void toManyPeersTheIoThreadWrites() {
        try (Bench bench = bench()) {
            for (int i = 0; i < 4; i++) {
                subscribed(bench, "");
            }
            bench.send("x");
            bench.peers.forEach(peer -> assertEquals(Reach.FEW, peer.reach));
            subscribed(bench, "");
            bench.send("x");
            bench.peers.forEach(peer -> assertEquals(Reach.SEVERAL, peer.reach));
            while (bench.peers.size() <= 64) {
                subscribed(bench, "");
            }
            bench.send("x");
            bench.peers.forEach(peer -> assertEquals(Reach.MANY, peer.reach));
        }
    }

    @Test
    void aPeerThatComesBackBeginsANewSet() {
        try (Bench bench = bench()) {
            FakePeer peer = subscribed(bench, "old");
            bench.handleMail();
            peer.down();
            bench.send("old1");
            peer.up();
            bench.send("old2");
            peer.subscribe("new");
            bench.send("old3");
            bench.send("new1");
            assertEquals(List.of("old1", "old2", "new1"), peer.hearAll());
            assertEquals(1, bench.pattern.topics());
        }
    }

    @Test
    void aPeerThatLeavesTakesItsTopicsAlong() {
        try (Bench bench = bench()) {
            FakePeer peer = subscribed(bench, "a");
            bench.send("a1");
            peer.leave();
            assertEquals(0, bench.pattern.topics());
            assertEquals(1, bench.counted(Loss.PEER_GONE));
            assertTrue(bench.send("a2"));
            FakePeer released = subscribed(bench, "a");
            bench.send("a3");
            bench.pattern.release(released.pipe);
            bench.send("a4");
            assertEquals(List.of("a3"), released.hearAll());
        }
    }

    @Test
    void aFewSubscriptionsAreHandledAtATimeAndOfAllPeersInTurn() {
        try (Bench bench = bench()) {
            FakePeer many = bench.accept();
            FakePeer one = bench.accept();
            for (int i = 0; i < 150; i++) {
                many.subscribe("topic" + i);
            }
            one.subscribe("mine");
            bench.handleOne();
            assertEquals(64, bench.pattern.topics());
            bench.handleOne();
            assertEquals(128, bench.pattern.topics());
            bench.send("mine");
            assertEquals(151, bench.pattern.topics());
            assertEquals("mine", one.hearOne());
            assertFalse(bench.pattern.serve());
        }
    }

    @Test
    void serveSaysWhetherMoreIsLeft() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            for (int i = 0; i < 130; i++) {
                peer.subscribe("topic" + i);
            }
            bench.handleOne();
            assertTrue(bench.pattern.serve());
            assertEquals(128, bench.pattern.topics());
            assertFalse(bench.pattern.serve());
            assertEquals(130, bench.pattern.topics());
            peer.subscribe("rings");
            assertTrue(bench.hasMail());
        }
    }

    @Test
    void overAMillionTopicsThePeerIsTurnedAway() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            for (int i = 0; i <= 1_000_000; i++) {
                peer.subscribe("" + (char) (i >> 16) + (char) (i >> 8 & 0xFF) + (char) (i & 0xFF));
                if (i % 10_000 == 0) {
                    bench.handleMail();
                }
                if (i == 999_999) {
                    bench.handleMail();
                    assertEquals(1_000_000, bench.pattern.topics());
                    assertTrue(peer.refusals.isEmpty());
                }
            }
            assertEquals(List.of(MonitorEventType.PEER_REFUSED), peer.refusals);
            assertEquals(0, bench.pattern.topics());
            peer.subscribe("too late");
            bench.send("too late");
            assertNull(peer.hear());
            peer.down();
            peer.up();
            peer.subscribe("again");
            bench.send("again");
            assertEquals("again", peer.hearOne());
        }
    }

    @Test
    void over64MiBOfTopicsThePeerIsTurnedAway() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            String mebibyte = "x".repeat((1 << 20) - 1);
            for (char c = 0; c < 64; c++) {
                peer.subscribe(c + mebibyte);
                bench.handleMail();
            }
            assertTrue(peer.refusals.isEmpty());
            peer.subscribe("one byte more".substring(0, 1));
            bench.handleMail();
            assertEquals(List.of(MonitorEventType.PEER_REFUSED), peer.refusals);
            assertEquals(0, bench.pattern.topics());
        }
    }
}
