package org.lingmq.pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.ZmqException;

/** ROUTER. */
final class RouterTest implements PatternContract {

    @Override
    public Pattern create(PatternHost host) {
        return new Router(host);
    }

    @Override
    public String[] fromPeer(Random random) {
        return new String[] {"", "body" + random.nextInt(10)};
    }

    @Override
    public String[] toPeer(Random random) {
        return new String[] {"p" + random.nextInt(13), "", "x"};
    }

    private static String idOf(FakePeer peer) {
        return new String(peer.pipe.routingId(), ISO_8859_1);
    }

    @Test
    void REQREP_13_idIsPutBeforeAndTakenAway() {
        try (Bench bench = bench()) {
            FakePeer a = bench.accept("A").say("", "hello");
            FakePeer b = bench.accept("B");
            assertEquals("A||hello", bench.receive());
            assertTrue(bench.send("B", "", "to b"));
            assertTrue(bench.send("A", "to a"));
            assertEquals(List.of("to a"), a.hearAll());
            assertEquals(List.of("|to b"), b.hearAll());
        }
    }

    @Test
    void REQREP_14_generatedIdsAreZeroAndACountFromARandomStart() {
        try (Bench bench = bench();
                Bench other = new Bench(host -> {
                    host.randomInt();
                    return new Router(host);
                })) {
            String first = idOf(bench.accept());
            String second = idOf(bench.accept());
            assertEquals(5, first.length());
            assertEquals(0, first.charAt(0));
            assertEquals(number(first) + 1, number(second));
            assertNotEquals(first, idOf(other.accept()));
        }
    }

    private static int number(String id) {
        return id.charAt(1) << 24 | id.charAt(2) << 16 | id.charAt(3) << 8 | id.charAt(4);
    }

    @Test
    void ZMTP_32_anIdThatBeginsWithZeroIsReplaced() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept("\0evil");
            assertEquals(5, peer.pipe.routingId().length);
            assertNotEquals("\0evil", idOf(peer));
            assertEquals(List.of(MonitorEventType.ROUTING_ID_REPLACED), bench.host.events);
            assertTrue(peer.refusals.isEmpty());
            peer.say("x");
            assertEquals(idOf(peer) + "|x", bench.receive());
        }
    }

    @Test
    void REQREP_16_newcomerWithAKnownIdIsRefused() {
        try (Bench bench = bench()) {
            FakePeer first = bench.accept("A");
            FakePeer newcomer = bench.accept("A");
            assertEquals(List.of(MonitorEventType.ROUTING_ID_REFUSED), newcomer.refusals);
            assertTrue(first.refusals.isEmpty());
            newcomer.say("never read");
            assertNull(bench.receive());
            assertTrue(newcomer.allTaken(), "what it says holds no memory");
            bench.send("A", "x");
            assertEquals("x", first.hearOne());
            assertNull(newcomer.hear());
            newcomer.leave();
            bench.send("A", "y");
            assertEquals("y", first.hearOne());
        }
    }

    @Test
    void aRefusedPeerThatComesAgainIsTakenWhenTheIdIsFree() {
        try (Bench bench = bench()) {
            FakePeer first = bench.accept("A");
            FakePeer newcomer = bench.accept("A");
            newcomer.down();
            first.leave();
            newcomer.up();
            newcomer.say("now");
            assertEquals("A|now", bench.receive());
        }
    }

    @Test
    void REQREP_16_withHandoverTheNewcomerTakesTheIdOver() {
        try (Bench bench = bench().with(Options.ROUTER_HANDOVER, true)) {
            FakePeer first = bench.accept("A").say("said before");
            FakePeer newcomer = bench.accept("A").say("hello");
            assertEquals(List.of(MonitorEventType.ROUTING_ID_REPLACED), first.refusals);
            assertTrue(newcomer.refusals.isEmpty());
            List<String> all = bench.receiveAll();
            assertTrue(all.containsAll(List.of("A|said before", "A|hello")), all::toString);
            first.leave();
            bench.send("A", "x");
            assertEquals("x", newcomer.hearOne());
        }
    }

    @Test
    void twoConnectionsDoNotTakeAnIdFromEachOtherForEver() {
        try (Bench bench = bench().with(Options.ROUTER_HANDOVER, true)) {
            FakePeer first = bench.accept("A");
            FakePeer newcomer = bench.accept("A");
            first.down();
            first.up();
            assertEquals(MonitorEventType.ROUTING_ID_REFUSED, first.refusals.get(1));
            assertTrue(newcomer.refusals.isEmpty());
        }
    }

    @Test
    void REQREP_15_unknownIdIsDroppedCountedAndReported() {
        try (Bench bench = bench()) {
            assertTrue(bench.canSend());
            assertTrue(bench.send("nobody", "x"));
            assertEquals(1, bench.counted(Loss.UNROUTABLE));
            assertEquals(List.of(MonitorEventType.UNROUTABLE), bench.host.events);
        }
    }

    @Test
    void REQREP_15_fullQueueDropsTheMessage() {
        try (Bench bench = bench().highWaterMark(1)) {
            FakePeer peer = bench.accept("A");
            bench.send("A", "1");
            assertTrue(bench.send("A", "2"));
            assertEquals(1, bench.counted(Loss.FULL));
            assertEquals(1, peer.pipe.droppedFull());
            assertEquals(List.of("1"), peer.hearAll());
            bench.send("A", "3");
            assertEquals(List.of("3"), peer.hearAll());
        }
    }

    @Test
    void REQREP_15_mandatorySaysThatThePeerIsUnknown() {
        try (Bench bench = bench().with(Options.ROUTER_MANDATORY, true)) {
            FakePeer peer = bench.accept("A");
            ZmqException e = assertThrows(ZmqException.class, () -> bench.send("B", "x"));
            assertEquals(ErrorCode.EHOSTUNREACH, e.code());
            assertTrue(e.getMessage().contains("B"), e::getMessage);
            peer.leave();
            assertThrows(ZmqException.class, () -> bench.send("A", "x"));
            assertEquals(0, bench.counted(Loss.UNROUTABLE));
        }
    }

    @Test
    void REQREP_15_mandatoryWaitsForRoom() {
        try (Bench bench = bench().with(Options.ROUTER_MANDATORY, true).highWaterMark(1)) {
            assertFalse(bench.canSend());
            FakePeer a = bench.accept("A");
            bench.send("A", "1");
            assertFalse(bench.send("A", "2"));
            assertFalse(bench.canSend());
            FakePeer b = bench.accept("B");
            assertTrue(bench.canSend());
            assertFalse(bench.send("A", "2"));
            assertTrue(bench.send("B", "x"));
            bench.handleMail();
            a.hear();
            assertTrue(bench.hasMail(), "room rings");
            assertTrue(bench.send("A", "2"));
            assertEquals("x", b.hearOne());
            assertEquals(0, bench.counted(Loss.FULL));
        }
    }

    @Test
    void REQREP_17_aLoneRoutingIdGoesNowhere() {
        try (Bench bench = bench().with(Options.ROUTER_MANDATORY, true)) {
            FakePeer peer = bench.accept("A");
            assertTrue(bench.send("A"));
            assertNull(peer.hear());
            assertEquals(1, bench.counted(Loss.UNROUTABLE));
        }
    }

    @Test
    void REQREP_18_probesEachLink() {
        try (Bench bench = bench().with(Options.PROBE_ROUTER, true)) {
            FakePeer peer = bench.accept("A");
            peer.down();
            peer.up();
            assertEquals(List.of("", ""), peer.hearAll());
        }
    }

    @Test
    void REQREP_19_presetIdCanBeSentToBeforeThePeerIsThere() {
        try (Bench bench = bench()) {
            FakePeer peer = new FakePeer(bench, 7).named("own");
            peer.pipe.presetRoutingId("set".getBytes(ISO_8859_1));
            bench.peers.add(peer);
            bench.pattern.attach(peer.pipe);
            bench.send("set", "early");
            peer.up();
            assertEquals("early", peer.hearOne());
            peer.say("x");
            assertEquals("set|x", bench.receive());
        }
    }

    @Test
    void REQREP_20_idStaysWhenThePeerComesBackWithAnother() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept("A");
            peer.down();
            peer.named("B").up();
            peer.say("x");
            assertEquals("A|x", bench.receive());
            bench.send("A", "y");
            assertEquals("y", peer.hearOne());
        }
    }

    @Test
    void REQREP_21_whatWasQueuedForAPeerThatLeftIsLost() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept("A");
            bench.send("A", "1");
            peer.leave();
            assertEquals(1, bench.counted(Loss.PEER_GONE));
            bench.accept("A");
            bench.send("A", "2");
            assertEquals("2", bench.peers.get(1).hearOne());
        }
    }

    @Test
    void anyNumberOfPeersIsFoundWhileTheyComeAndGo() {
        Random random = new Random(5);
        Map<String, FakePeer> there = new HashMap<>();
        try (Bench bench = bench()) {
            for (int i = 0; i < 3_000; i++) {
                String id = "id" + random.nextInt(300);
                FakePeer peer = there.remove(id);
                if (peer == null) {
                    there.put(id, bench.accept(id));
                } else {
                    peer.leave();
                }
            }
            assertTrue(there.size() > 100);
            for (int i = 0; i < 300; i++) {
                bench.send("id" + i, "to " + i);
            }
            there.forEach((id, peer) -> assertEquals(List.of("to " + id.substring(2)), peer.hearAll()));
            assertEquals(300 - there.size(), bench.counted(Loss.UNROUTABLE));
        }
    }

    @Test
    void aLongRoutingIdIsCutInSentences() {
        try (Bench bench = new Bench(Router::new)) {
            bench.accept("\1".repeat(255));
            bench.accept("\1".repeat(255));
            bench.accept("\0".repeat(255));
            assertEquals(2, bench.host.reasons.size());
            bench.host.reasons.forEach(reason -> assertTrue(reason.length() < 300, reason));
        }
    }
}
