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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.ZmqException;

/** DISH. */
final class DishTest implements PatternContract {

    @Override
    public Pattern create(PatternHost host) {
        Dish dish = new Dish(host);
        dish.join(bytes("a"));
        return dish;
    }

    @Override
    public String[] fromPeer(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new String[] {"b", "unwanted"};
            case 1 -> new String[] {"a"};
            case 2 -> new String[] {"a", "b", "c"};
            default -> new String[] {"a", "x".repeat(random.nextInt(5000))};
        };
    }

    @Override
    public String[] toPeer(Random random) {
        return new String[] {"unwanted"};
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(ISO_8859_1);
    }

    private static Bench fresh() {
        return new Bench(Dish::new);
    }

    private static void join(Bench bench, String group) {
        bench.pattern.join(bytes(group));
    }

    private static void leave(Bench bench, String group) {
        bench.pattern.leave(bytes(group));
    }

    private static String refusedJoin(Bench bench, String group) {
        ZmqException e = assertThrows(ZmqException.class, () -> join(bench, group));
        assertEquals(ErrorCode.EINVAL, e.code());
        return e.getMessage();
    }

    @Test
    void RADIO_1_messagesOfJoinedGroupsComeWithTheirGroup() {
        try (Bench bench = fresh()) {
            FakePeer peer = bench.accept().say("TV", "before");
            assertNull(bench.receive());
            join(bench, "TV");
            join(bench, "");
            peer.say("TV", "hello")
                    .say("TVX", "no")
                    .say("T", "no")
                    .say("", "empty")
                    .say("TV", "");
            assertEquals("hello", bench.receive());
            assertEquals("TV", bench.receivedGroup);
            assertEquals("empty", bench.receive());
            assertEquals("", bench.receivedGroup);
            assertEquals("", bench.receive());
            assertEquals("TV", bench.receivedGroup);
            assertNull(bench.receive());
            leave(bench, "TV");
            peer.say("TV", "late");
            assertNull(bench.receive());
            assertEquals(4, bench.counted(Loss.FILTERED));
        }
    }

    @Test
    void RADIO_6_groupsAreComparedWhole() {
        try (Bench bench = fresh()) {
            join(bench, "a");
            FakePeer peer = bench.accept().say("a\0b", "no").say("a\0", "no").say("a", "yes");
            assertEquals(List.of("yes"), bench.receiveAll());
            assertTrue(peer.allTaken());
            assertEquals(2, bench.counted(Loss.FILTERED));
        }
    }

    @Test
    void RADIO_7_whatIsNotAGroupAndOneFrameIsDroppedAndTheConnectionStays() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            peer.say("a")
                    .say("")
                    .say("a", "b", "c")
                    .say("a", "", "", "")
                    .say("a".repeat(256), "x")
                    .say("a", "good");
            assertTrue(bench.canReceive());
            assertTrue(bench.canReceive());
            assertEquals(List.of("good"), bench.receiveAll());
            assertEquals(5, bench.counted(Loss.NO_GROUP));
            assertEquals(List.of(), peer.refusals);
            assertEquals(MonitorEventType.MESSAGES_DROPPED, bench.host.events.get(0));
        }
    }

    @Test
    void RADIO_1_aGroupOf255BytesIsTheLongest() {
        try (Bench bench = fresh()) {
            String longest = "g".repeat(255);
            FakePeer peer = bench.accept();
            join(bench, longest);
            assertTrue(refusedJoin(bench, longest + "g").contains("255"));
            assertTrue(refusedJoin(bench, "a\0b").contains("byte 0"));
            assertEquals(List.of("!\4JOIN" + longest), peer.hearAll());
            peer.say(longest, "x");
            assertEquals("x", bench.receive());
            assertEquals(longest, bench.receivedGroup);
        }
    }

    @Test
    void RADIO_4_aGroupIsJoinedOnce() {
        try (Bench bench = fresh()) {
            FakePeer peer = bench.accept();
            join(bench, "TV");
            assertTrue(refusedJoin(bench, "TV").contains("joined"));
            leave(bench, "TV");
            ZmqException e = assertThrows(ZmqException.class, () -> leave(bench, "TV"));
            assertEquals(ErrorCode.EINVAL, e.code());
            assertThrows(ZmqException.class, () -> leave(bench, "T"));
            join(bench, "TV");
            assertEquals(List.of("!\4JOINTV", "!\5LEAVETV", "!\4JOINTV"), peer.hearAll());
        }
    }

    @Test
    void RADIO_3_aNewLinkHearsEachGroupOnceWhateverItsVersion() {
        try (Bench bench = fresh()) {
            join(bench, "B");
            join(bench, "A");
            FakePeer peer = bench.dial();
            assertEquals(List.of(), peer.hearAll());
            assertEquals(List.of("!\4JOINA", "!\4JOINB"), peer.up().hearAll());
            peer.down();
            leave(bench, "A");
            join(bench, "C");
            assertEquals(List.of(), peer.hearAll(), "the next link is told");
            assertEquals(List.of("!\4JOINB", "!\4JOINC"), peer.old().up().hearAll());
        }
    }

    @Test
    void joinsGoPastTheWaterMark() {
        try (Bench bench = fresh().highWaterMark(1)) {
            FakePeer peer = bench.accept();
            for (int i = 0; i < 1000; i++) {
                join(bench, "g" + i);
            }
            assertEquals(1000, peer.hearAll().size());
        }
    }

    @Test
    void RADIO_1_receivingIsFair() {
        try (Bench bench = bench()) {
            FakePeer a = bench.accept();
            FakePeer b = bench.accept();
            for (int i = 0; i < 10; i++) {
                a.say("a", "1");
                b.say("a", "2");
            }
            String all = String.join("", bench.receiveAll());
            assertEquals(20, all.length());
            assertFalse(all.contains("11") || all.contains("22"), all);
        }
    }

    @Test
    void RADIO_2_nothingIsSent() {
        try (Bench bench = bench()) {
            bench.accept();
            assertFalse(bench.canSend());
            ZmqException e = assertThrows(ZmqException.class, () -> bench.send("x"));
            assertEquals(ErrorCode.ENOTSUP, e.code());
            assertEquals("ENOTSUP: a DISH socket only receives; send with its peer, a RADIO socket", e.getMessage());
        }
    }

    @Test
    void ofARadioThatLeftWholeMessagesStay() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept().say("a", "1").say("b", "2").say("a", "3");
            peer.leave();
            assertEquals(List.of("1", "3"), bench.receiveAll());
            assertTrue(peer.pipe.inLeft());
        }
    }

    @Test
    void conflateIsNotForThisType() {
        try (Bench bench = bench().with(Options.CONFLATE, true)) {
            bench.accept().say("a", "1").say("a", "2");
            assertEquals(List.of("1", "2"), bench.receiveAll());
        }
    }

    @Test
    void aRadioThatCannotBeToldHasToComeAgain() {
        try (Bench bench = new Bench(Dish::new, 1)) {
            FakePeer peer = bench.accept();
            join(bench, "a");
            assertEquals(List.of(MonitorEventType.PEER_REFUSED), peer.refusals);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUBSCRIBE", "UNSUBSCRIBE"})
    void topicsAreNotForADish(String call) {
        try (Bench bench = bench()) {
            ZmqException e = assertThrows(ZmqException.class, () -> {
                if (call.equals("SUBSCRIBE")) {
                    bench.pattern.subscribe(bytes("a"));
                } else {
                    bench.pattern.unsubscribe(bytes("a"));
                }
            });
            assertEquals(ErrorCode.ENOTSUP, e.code());
        }
    }
}
