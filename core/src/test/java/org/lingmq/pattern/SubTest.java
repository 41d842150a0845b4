package org.lingmq.pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.ZmqException;

/** SUB. */
final class SubTest implements PatternContract {

    @Override
    public Pattern create(PatternHost host) {
        Sub sub = new Sub(host);
        sub.subscribe(bytes("a"));
        return sub;
    }

    @Override
    public String[] fromPeer(Random random) {
        return random.nextBoolean() ? new String[] {"abc", "body"} : new String[] {"b", "unwanted"};
    }

    @Override
    public String[] toPeer(Random random) {
        return new String[] {"unwanted"};
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(ISO_8859_1);
    }

    private static Bench fresh() {
        return new Bench(Sub::new);
    }

    private static void subscribe(Bench bench, String topic) {
        bench.pattern.subscribe(bytes(topic));
    }

    private static void unsubscribe(Bench bench, String topic) {
        bench.pattern.unsubscribe(bytes(topic));
    }

    @Test
    void PUBSUB_9_nothingIsSent() {
        try (Bench bench = bench()) {
            bench.accept();
            assertFalse(bench.canSend());
            assertEquals(
                    ErrorCode.ENOTSUP,
                    assertThrows(ZmqException.class, () -> bench.send("x")).code());
        }
    }

    @Test
    void SUB_2_newerPeersGetCommandsAndOlderOnesMessages() {
        try (Bench bench = fresh()) {
            FakePeer modern = bench.accept();
            FakePeer old = bench.dial().old().up();
            subscribe(bench, "A");
            unsubscribe(bench, "A");
            assertEquals(List.of("!\11SUBSCRIBEA", "!\6CANCELA"), modern.hearAll());
            assertEquals(List.of("\1A", "\0A"), old.hearAll());
        }
    }

    @Test
    void SUB_4_topicsAreCounted() {
        try (Bench bench = fresh()) {
            FakePeer peer = bench.accept();
            subscribe(bench, "A");
            subscribe(bench, "A");
            assertEquals(List.of("!\11SUBSCRIBEA"), peer.hearAll());
            unsubscribe(bench, "A");
            unsubscribe(bench, "B");
            assertEquals(List.of(), peer.hearAll());
            peer.say("A1");
            assertEquals("A1", bench.receive());
            unsubscribe(bench, "A");
            assertEquals(List.of("!\6CANCELA"), peer.hearAll());
            peer.say("A2");
            assertNull(bench.receive());
            assertEquals(0, bench.pattern.topics());
        }
    }

    @Test
    void SUB_10_aNewLinkHearsEachTopicOnce() {
        try (Bench bench = fresh()) {
            subscribe(bench, "A");
            subscribe(bench, "A");
            subscribe(bench, "");
            FakePeer peer = bench.dial();
            assertEquals(List.of(), peer.hearAll());
            assertEquals(List.of("!\11SUBSCRIBE", "!\11SUBSCRIBEA"), peer.up().hearAll());
            assertEquals(2, bench.pattern.topics());
        }
    }

    @Test
    void SUB_5_afterReconnectionTopicsAreToldAnewInTheFormOfThatPeer() {
        try (Bench bench = fresh()) {
            FakePeer peer = bench.accept();
            subscribe(bench, "A");
            subscribe(bench, "B");
            peer.forgetUnheard();
            peer.down();
            unsubscribe(bench, "A");
            subscribe(bench, "C");
            assertEquals(List.of(), peer.hearAll(), "the next link is told");
            peer.old().up();
            assertEquals(List.of("\1B", "\1C"), peer.hearAll());
        }
    }

    @Test
    void subscriptionsGoPastTheWaterMark() {
        try (Bench bench = fresh().highWaterMark(1)) {
            FakePeer peer = bench.dial().old().up();
            for (int i = 0; i < 1000; i++) {
                subscribe(bench, "topic" + i);
            }
            assertEquals(1000, peer.hearAll().size());
        }
    }

    @Test
    void PUBSUB_9_whatIsUnderWayIsFilteredHere() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            peer.say("b", "unwanted").say("").say("b2");
            assertFalse(bench.canReceive());
            assertEquals(3, bench.counted(Loss.FILTERED));
            peer.say("b3", "a").say("a1", "b");
            assertTrue(bench.canReceive());
            assertEquals("a1|b", bench.receive());
        }
    }

    @Test
    void unwantedMessagesHaveTheirTurnLikeOthers() {
        try (Bench bench = bench()) {
            FakePeer noisy = bench.accept();
            FakePeer quiet = bench.accept();
            for (int i = 0; i < 100; i++) {
                noisy.say("b");
            }
            quiet.say("a");
            bench.handleMail();
            assertEquals("a", bench.receive());
            assertTrue(bench.counted(Loss.FILTERED) <= 2);
        }
    }

    @Test
    void withoutTopicsNothingIsReceived() {
        try (Bench bench = fresh()) {
            bench.accept().say("a").say("");
            assertFalse(bench.canReceive());
        }
    }

    @Test
    void PUBSUB_13_inverted() {
        try (Bench bench = bench().with(Options.INVERT_MATCHING, true)) {
            bench.accept().say("a1").say("b1");
            assertEquals(List.of("b1"), bench.receiveAll());
        }
    }

    @Test
    void aPublisherThatCannotBeToldHasToComeAgain() {
        try (Bench bench = new Bench(Sub::new, 6_000)) {
            FakePeer peer = bench.accept();
            subscribe(bench, "A");
            subscribe(bench, "x".repeat(10_000));
            assertEquals(List.of(MonitorEventType.PEER_REFUSED), peer.refusals);
            assertEquals(List.of("!\11SUBSCRIBEA"), peer.hearAll());
        }
    }

    /** What one side writes the other side reads. */
    @Test
    void SUB_1_publisherAndSubscriberUnderstandEachOther() {
        try (Bench sub = fresh();
                Bench pub = new Bench(Pub::new)) {
            FakePeer publisher = sub.dial().old();
            publisher.up();
            subscribe(sub, "weather");
            FakePeer subscriber = pub.accept();
            subscriber.say(publisher.hear().toArray(String[]::new));
            pub.send("weather", "rain");
            pub.send("sports", "1:0");
            publisher.say(subscriber.hear().toArray(String[]::new));
            assertEquals("weather|rain", sub.receive());
            assertNull(subscriber.hear());
        }
    }
}
