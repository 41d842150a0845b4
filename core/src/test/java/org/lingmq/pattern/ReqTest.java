package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.ZmqException;

/** REQ. */
final class ReqTest implements PatternContract {

    @Override
    public Pattern create(PatternHost host) {
        return new Req(host);
    }

    @Override
    public String[] fromPeer(Random random) {
        return random.nextInt(3) == 0 ? new String[] {"no envelope"} : new String[] {"", "reply", "x"};
    }

    @Override
    public String[] toPeer(Random random) {
        return new String[] {"request"};
    }

    @Nested
    final class Relaxed implements PatternContract {
        @Override
        public Pattern create(PatternHost host) {
            return ReqTest.this.create(host);
        }

        @Override
        public String[] fromPeer(Random random) {
            return ReqTest.this.fromPeer(random);
        }

        @Override
        public String[] toPeer(Random random) {
            return ReqTest.this.toPeer(random);
        }

        @Override
        public Bench bench() {
            return new Bench(this::create).with(Options.REQ_RELAXED, true);
        }
    }

    private static ErrorCode codeOf(Runnable call) {
        return assertThrows(ZmqException.class, call::run).code();
    }

    @Test
    void REQREP_2_delimiterIsPutBeforeAndTakenAway() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            assertTrue(bench.send("hello", "world"));
            assertEquals(List.of("", "hello", "world"), peer.hear());
            peer.say("", "hi", "there");
            assertTrue(bench.canReceive());
            assertEquals("hi|there", bench.receive());
            assertFalse(bench.canReceive());
        }
    }

    @Test
    void REQREP_1_sendAndReceiveTakeTurns() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            assertEquals(ErrorCode.EFSM, codeOf(bench::receive));
            bench.send("1");
            assertFalse(bench.canSend());
            assertEquals(ErrorCode.EFSM, codeOf(() -> bench.send("2")));
            assertNull(bench.receive());
            peer.say("", "reply");
            assertEquals("reply", bench.receive());
            assertEquals(ErrorCode.EFSM, codeOf(bench::receive));
            assertTrue(bench.canSend());
            assertTrue(bench.send("2"));
            assertEquals(List.of("|1", "|2"), peer.hearAll());
        }
    }

    @Test
    void REQREP_3_requestsGoRoundAndWaitForAPeer() {
        try (Bench bench = bench()) {
            assertFalse(bench.canSend());
            assertFalse(bench.send("early"));
            FakePeer a = bench.accept();
            FakePeer b = bench.accept();
            for (FakePeer peer : List.of(a, b, a)) {
                assertTrue(bench.send("r"));
                assertEquals("|r", peer.hearOne());
                peer.say("", "ok");
                assertEquals("ok", bench.receive());
            }
        }
    }

    @Test
    void REQREP_4_onlyTheAskedPeerReplies() {
        try (Bench bench = bench()) {
            FakePeer asked = bench.accept();
            FakePeer other = bench.accept();
            bench.send("r");
            other.say("", "not asked");
            assertFalse(bench.canReceive());
            assertNull(bench.receive());
            asked.say("", "asked");
            assertEquals("asked", bench.receive());
            assertEquals(1, bench.counted(Loss.STALE_REPLY));
            assertTrue(other.allTaken(), "what is thrown away holds no memory");
        }
    }

    @Test
    void REQREP_4_whatCameUnaskedIsNoReplyToTheNextRequest() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            peer.say("", "too early");
            bench.send("1");
            assertNull(bench.receive());
            peer.say("", "first").say("", "first again");
            assertEquals("first", bench.receive());
            bench.send("2");
            assertNull(bench.receive());
            peer.say("", "second");
            assertEquals("second", bench.receive());
            assertEquals(2, bench.counted(Loss.STALE_REPLY));
        }
    }

    @Test
    void whatComesBehindTheReplyHoldsNoMemory() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            bench.send("1");
            peer.say("", "reply").say("", "once more");
            assertEquals("reply", bench.receive());
            assertTrue(peer.allTaken());
            peer.say("", "later");
            assertTrue(bench.hasMail(), "it rings, to be thrown away");
            bench.handleMail();
            assertTrue(peer.allTaken());
            assertEquals(2, bench.counted(Loss.STALE_REPLY));
        }
    }

    @Test
    void whatCameBeforeTheRequestIsNoReplyEvenWhileItsMailLiesThere() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            bench.handleMail();
            peer.say("", "too early");
            assertTrue(bench.pattern.send(new Outgoing().set("1")));
            assertNull(bench.receive());
            assertEquals(1, bench.counted(Loss.STALE_REPLY));
        }
    }

    @Test
    void REQREP_5_repliesCarryTheIdOfTheRequest() {
        try (Bench bench = bench().with(Options.REQ_CORRELATE, true).with(Options.REQ_RELAXED, true)) {
            FakePeer peer = bench.accept();
            bench.send("1");
            bench.send("2");
            List<String> first = peer.hear();
            List<String> second = peer.hear();
            assertEquals(4, first.get(0).length());
            assertEquals(List.of("", "1"), first.subList(1, 3));
            assertNotEquals(first.get(0), second.get(0));
            peer.say(first.get(0), "", "late");
            peer.say("", "without id");
            peer.say(second.get(0), "no delimiter");
            peer.say(second.get(0), "", "right");
            assertTrue(bench.canReceive());
            assertEquals("right", bench.receive());
            assertEquals(3, bench.counted(Loss.STALE_REPLY));
        }
    }

    @Test
    void REQREP_7_anIdNobodyAskedForIsSkipped() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            bench.send("1");
            peer.say("abcd", "", "with id").say("").say("", "good");
            assertEquals("good", bench.receive());
            assertEquals(2, bench.counted(Loss.STALE_REPLY));
        }
    }

    @Test
    void REQREP_6_relaxedSendsAgainAndDropsTheReplyThatIsThere() {
        try (Bench bench = bench().with(Options.REQ_RELAXED, true)) {
            FakePeer a = bench.accept();
            FakePeer b = bench.accept();
            bench.send("1");
            a.say("", "to the first", "more");
            assertTrue(bench.canReceive());
            assertTrue(bench.canSend());
            bench.send("2");
            assertFalse(bench.canReceive());
            b.say("", "to the second");
            assertEquals("to the second", bench.receive());
            assertEquals(List.of("|1"), a.hearAll());
            assertEquals(List.of("|2"), b.hearAll());
        }
    }

    @Test
    void aPeerThatLeavesWithoutReplyIsReported() {
        try (Bench bench = bench()) {
            FakePeer asked = bench.accept();
            FakePeer other = bench.accept();
            bench.send("1");
            asked.hear();
            asked.say("", "");
            asked.leave();
            assertEquals("", bench.receive(), "what came before is there");
            bench.send("2");
            other.hear();
            other.leave();
            assertEquals(List.of(MonitorEventType.REQUEST_LOST), bench.host.events);
            assertNull(bench.receive());
            FakePeer third = bench.accept();
            third.say("", "from another pipe");
            assertNull(bench.receive());
            assertEquals(ErrorCode.EFSM, codeOf(() -> bench.send("3")));
            bench.with(Options.REQ_RELAXED, true);
            assertTrue(bench.send("3"));
            third.say("", "now");
            assertEquals("now", bench.receive());
        }
    }

    @Test
    void aRequestThatDidNotLeaveIsLostWithThePeer() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            bench.send("1");
            peer.leave();
            assertEquals(1, bench.counted(Loss.PEER_GONE));
            assertEquals(List.of(MonitorEventType.MESSAGES_LOST, MonitorEventType.REQUEST_LOST), bench.host.events);
        }
    }

    @Test
    void aLostLinkIsReportedWhenTheRequestHadLeft() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            bench.send("1");
            peer.down();
            assertTrue(bench.host.events.isEmpty(), "the request is still here and goes with the next link");
            peer.up();
            peer.hear();
            peer.down();
            assertEquals(List.of(MonitorEventType.REQUEST_LOST), bench.host.events);
            peer.up();
            peer.say("", "after all");
            assertEquals("after all", bench.receive());
        }
    }

    @Test
    void aDisconnectedPeerIsReported() {
        try (Bench bench = bench().with(Options.REQ_RELAXED, true)) {
            FakePeer peer = bench.accept();
            bench.send("1");
            peer.say("", "reply");
            assertTrue(bench.canReceive());
            bench.pattern.release(peer.pipe);
            assertFalse(bench.canReceive());
            assertEquals(List.of(MonitorEventType.REQUEST_LOST), bench.host.events);
            assertNull(bench.receive());
        }
    }

    @Test
    void REQREP_18_probesEachLink() {
        try (Bench bench = bench().with(Options.PROBE_ROUTER, true)) {
            FakePeer peer = bench.accept();
            bench.send("1");
            assertEquals(List.of("", "|1"), peer.hearAll());
        }
    }
}
