package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lingmq.ErrorCode;
import org.lingmq.Options;
import org.lingmq.ZmqException;

/** CONFLATE on the types that have it. */
final class ConflateTest {

    /** The contract of all types holds with it. */
    interface Conflated extends PatternContract {
        @Override
        default Bench bench() {
            return conflating(this::create);
        }

        @Override
        default String[] fromPeer(Random random) {
            return new String[] {"a" + random.nextInt(100)};
        }

        @Override
        default String[] toPeer(Random random) {
            return fromPeer(random);
        }
    }

    private static Bench conflating(Function<PatternHost, Pattern> type) {
        return new Bench(type).with(Options.CONFLATE, true);
    }

    @Nested
    final class PushSide implements Conflated {
        @Override
        public Pattern create(PatternHost host) {
            return new Push(host);
        }
    }

    @Nested
    final class PullSide implements Conflated {
        @Override
        public Pattern create(PatternHost host) {
            return new Pull(host);
        }
    }

    @Nested
    final class DealerSide implements Conflated {
        @Override
        public Pattern create(PatternHost host) {
            return new Dealer(host);
        }
    }

    @Nested
    final class SubSide implements Conflated {
        @Override
        public Pattern create(PatternHost host) {
            Sub sub = new Sub(host);
            sub.subscribe(new byte[] {'a'});
            return sub;
        }
    }

    @Nested
    final class PubSide implements Conflated {
        @Override
        public Pattern create(PatternHost host) {
            return new Pub(host);
        }

        @Override
        public String[] fromPeer(Random random) {
            return new String[] {"\1a"};
        }

        @Override
        public String[] toPeer(Random random) {
            return new String[] {"a" + random.nextInt(100)};
        }
    }

    @Test
    void PUBSUB_13_onlyTheNewestMessageWaits() {
        try (Bench bench = conflating(Push::new)) {
            assertFalse(bench.send("without any peer"));
            FakePeer peer = bench.accept();
            for (int i = 0; i < 100; i++) {
                assertTrue(bench.send("m" + i));
            }
            assertEquals("m0", peer.hearOne(), "it was on its way");
            assertNull(peer.hear());
            assertTrue(bench.hasMail(), "the lane is empty, which rings");
            bench.handleMail();
            assertEquals(List.of("m99"), peer.hearAll());
            assertEquals(98, bench.counted(Loss.CONFLATED));
            bench.send("later");
            assertEquals(List.of("later"), peer.hearAll());
        }
    }

    @Test
    void whileThePeerIsAwayOnlyTheNewestIsKept() {
        try (Bench bench = conflating(Dealer::new)) {
            FakePeer peer = bench.dial();
            bench.send("1");
            bench.send("2");
            assertNull(peer.hear());
            assertEquals(List.of("2"), peer.up().hearAll());
            peer.down();
            bench.send("3");
            bench.send("4");
            assertEquals(List.of("4"), peer.up().hearAll());
        }
    }

    @Test
    void theWaterMarkDoesNotMatterEvenWhenSetLater() {
        try (Bench bench = conflating(Push::new)) {
            FakePeer peer = bench.accept();
            bench.send("0");
            peer.pipe.out().limits(1000, 0);
            bench.send("1");
            bench.send("2");
            assertEquals(List.of("0"), peer.hearAll());
            bench.handleMail();
            assertEquals(List.of("2"), peer.hearAll());
        }
    }

    @Test
    void atReleaseTheNewestQueuesForLinger() {
        try (Bench bench = conflating(Push::new)) {
            FakePeer peer = bench.accept();
            bench.send("1");
            bench.send("2");
            bench.send("3");
            bench.pattern.release(peer.pipe);
            assertEquals(List.of("1", "3"), peer.hearAll());
            assertFalse(bench.canSend());
        }
    }

    @Test
    void whatWaitsForAPeerThatLeavesIsLostAndCounted() {
        try (Bench bench = conflating(Push::new)) {
            FakePeer peer = bench.accept();
            bench.send("1");
            bench.send("2");
            peer.leave();
            assertEquals(2, bench.counted(Loss.PEER_GONE));
            assertEquals(2, peer.pipe.lost());
            assertFalse(bench.send("3"));
        }
    }

    @Test
    void peersHaveTheirTurn() {
        try (Bench bench = conflating(Push::new)) {
            FakePeer a = bench.accept();
            FakePeer b = bench.accept();
            for (int i = 0; i < 4; i++) {
                bench.send("m" + i);
            }
            assertEquals("m0", a.hearOne());
            assertEquals("m1", b.hearOne());
            bench.handleMail();
            assertEquals(List.of("m2"), a.hearAll());
            assertEquals(List.of("m3"), b.hearAll());
        }
    }

    @Test
    void severalFramesAreAnError() {
        for (Function<PatternHost, Pattern> type :
                List.<Function<PatternHost, Pattern>>of(Push::new, Dealer::new, Pub::new)) {
            try (Bench bench = conflating(type)) {
                FakePeer peer = bench.accept();
                if (bench.pattern instanceof Pub) {
                    peer.subscribe("");
                }
                ZmqException e = assertThrows(ZmqException.class, () -> bench.send("1", "2"));
                assertEquals(ErrorCode.EINVAL, e.code());
                assertTrue(bench.send("1"));
                assertEquals("1", peer.hearOne());
            }
        }
    }

    @Test
    void aPublisherKeepsTheNewestForEachSubscriber() {
        try (Bench bench = conflating(Pub::new)) {
            FakePeer a = bench.accept();
            FakePeer b = bench.accept();
            a.subscribe("a");
            b.subscribe("");
            for (String message : List.of("a1", "a2", "b1", "a3", "b2")) {
                assertTrue(bench.send(message));
            }
            assertEquals("a1", a.hearOne());
            assertEquals("a1", b.hearOne());
            bench.handleMail();
            assertEquals(List.of("a3"), a.hearAll());
            assertEquals(List.of("b2"), b.hearAll());
            assertEquals(0, bench.counted(Loss.FULL));
        }
    }

    @Test
    void theNewestReceivedIsDeliveredHoweverManyCame() {
        try (Bench bench = conflating(Pull::new).highWaterMark(10)) {
            FakePeer peer = bench.accept();
            assertTrue(bench.pattern.servesWhileAway());
            for (int i = 0; i < 1000; i++) {
                assertTrue(peer.room(), "the peer is never held back");
                peer.say("m" + i);
                bench.handleMail();
            }
            assertTrue(bench.canReceive());
            assertEquals(List.of("m999"), bench.receiveAll());
            assertEquals(999, bench.counted(Loss.CONFLATED));
            assertTrue(peer.allTaken());
        }
    }

    @Test
    void ofEachPeerOneIsKeptAlsoWhenItLeaves() {
        try (Bench bench = conflating(Dealer::new)) {
            bench.accept().say("a1").say("a2").leave();
            bench.accept().say("b1").say("b2", "whole");
            assertEquals(List.of("a2", "b2|whole"), bench.receiveAll());
        }
    }

    @Test
    void unwantedMessagesReplaceNothing() {
        try (Bench bench = conflating(Sub::new)) {
            bench.pattern.subscribe(new byte[] {'a'});
            bench.accept().say("a1").say("a2").say("b1");
            assertEquals(List.of("a2"), bench.receiveAll());
            assertEquals(1, bench.counted(Loss.FILTERED));
        }
    }
}
