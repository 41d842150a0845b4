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
import org.lingmq.ZmqException;

/** REP. */
final class RepTest implements PatternContract {

    @Override
    public Pattern create(PatternHost host) {
        return new Rep(host);
    }

    @Override
    public String[] fromPeer(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new String[] {"hop", "hop2", "", "body"};
            case 1 -> new String[] {"no", "delimiter"};
            default -> new String[] {"", "body", "more"};
        };
    }

    @Override
    public String[] toPeer(Random random) {
        return new String[] {"reply", "x"};
    }

    @Test
    void REQREP_8_repliesGoBackWithTheEnvelope() {
        try (Bench bench = bench()) {
            FakePeer a = bench.accept();
            FakePeer b = bench.accept();
            b.say("one", "two", "", "request", "");
            assertTrue(bench.canReceive());
            assertEquals("request|", bench.receive());
            a.say("", "other");
            assertFalse(bench.canReceive(), "first the reply");
            assertTrue(bench.send("reply", "more"));
            assertEquals(List.of("one", "two", "", "reply", "more"), b.hear());
            assertEquals("other", bench.receive());
            bench.send("ok");
            assertEquals(List.of("", "ok"), a.hear());
            assertNull(b.hear());
        }
    }

    @Test
    void REQREP_8_receiveAndSendTakeTurns() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            assertFalse(bench.canSend());
            assertEquals(
                    ErrorCode.EFSM,
                    assertThrows(ZmqException.class, () -> bench.send("x")).code());
            peer.say("", "1").say("", "2");
            assertEquals("1", bench.receive());
            assertEquals(
                    ErrorCode.EFSM,
                    assertThrows(ZmqException.class, bench::receive).code());
            assertTrue(bench.canSend());
            bench.send("x");
            assertEquals("2", bench.receive());
        }
    }

    @Test
    void REQREP_10_aRequestWithoutDelimiterIsDropped() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            peer.say("no delimiter").say("none", "here").say("", "").say("").say("", "good");
            assertEquals("", bench.receive(), "an empty body is one");
            bench.send("x");
            assertEquals("good", bench.receive());
            assertEquals(3, bench.counted(Loss.NO_DELIMITER));
            assertTrue(peer.refusals.isEmpty());
        }
    }

    @Test
    void anEnvelopeOfMoreThan64KiBIsDropped() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            String half = "h".repeat(32 * 1024);
            peer.say(half, half, "", "too much").say(half, half.substring(4), "", "just right");
            assertEquals("just right", bench.receive());
            assertEquals(1, bench.counted(Loss.NO_DELIMITER));
            bench.send("ok");
            assertEquals(4, peer.hear().size());
        }
    }

    @Test
    void REQREP_9_aReplyToAPeerThatLeftIsDroppedAndCounted() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            peer.say("", "request");
            assertEquals("request", bench.receive());
            peer.leave();
            assertTrue(bench.send("reply"));
            assertEquals(1, bench.counted(Loss.PEER_GONE));
            assertEquals(List.of(MonitorEventType.MESSAGES_LOST), bench.host.events);
            FakePeer other = bench.accept();
            other.say("", "next");
            assertEquals("next", bench.receive());
        }
    }

    @Test
    void aRequestOfAPeerThatLeftIsStillDelivered() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            peer.say("", "request");
            assertTrue(bench.canReceive());
            peer.leave();
            assertEquals("request", bench.receive());
            assertTrue(bench.send("to nobody"));
        }
    }

    @Test
    void REQREP_9_aReplyNeverWaits() {
        try (Bench bench = bench().highWaterMark(1)) {
            FakePeer peer = bench.accept();
            peer.say("", "1");
            bench.receive();
            bench.send("r1");
            peer.say("", "2");
            bench.receive();
            assertTrue(bench.send("r2"));
            assertEquals(List.of("|r1"), peer.hearAll());
            assertEquals(1, bench.counted(Loss.FULL));
        }
    }

    @Test
    void REQREP_8_requestsAreTakenInTurn() {
        try (Bench bench = bench()) {
            FakePeer a = bench.accept().say("", "a1").say("", "a2");
            FakePeer b = bench.accept().say("", "b1").say("", "b2");
            List<String> first = List.of(bench.receive(), answered(bench));
            assertTrue(first.containsAll(List.of("a1", "b1")), first::toString);
            bench.send("last");
            assertEquals(1, a.hearAll().size());
            assertEquals(1, b.hearAll().size());
        }
    }

    private static String answered(Bench bench) {
        bench.send("ok");
        return bench.receive();
    }

    @Test
    void aReleasedPeerIsForgotten() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept().say("", "request");
            assertTrue(bench.canReceive());
            bench.pattern.release(peer.pipe);
            assertNull(bench.receive());
        }
    }

    /** A request through routers: each puts the id of the peer it came from before it, and takes it off the reply. */
    @Test
    void REQREP_8_repliesFindTheWayBackThroughRouters() {
        try (Bench near = new Bench(Router::new);
                Bench far = new Bench(Router::new);
                Bench rep = bench()) {
            FakePeer client = near.accept("client");
            FakePeer between = far.accept("near");
            FakePeer service = rep.accept();
            client.say("", "question");
            between.say(near.receive().split("\\|", -1));
            service.say(far.receive().split("\\|", -1));
            assertEquals("question", rep.receive());
            rep.send("answer");
            far.send(service.hear().toArray(String[]::new));
            near.send(between.hear().toArray(String[]::new));
            assertEquals(List.of("", "answer"), client.hear());
            assertEquals("client", new String(client.pipe.routingId(), ISO_8859_1));
        }
    }
}
