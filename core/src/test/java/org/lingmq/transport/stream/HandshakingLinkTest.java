package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.zmtp.Commands;
import org.lingmq.zmtp.PeerInfo;

/** A connection until both sides are READY, on a wire that reads, takes and breaks as the test says. */
final class HandshakingLinkTest {

    private final Bench bench = new Bench(SocketType.PAIR);
    private final Outcome outcome = new Outcome();
    private final FakeWire wire = bench.wire();

    @AfterEach
    void close() {
        bench.close();
    }

    /** What became of one. */
    private static final class Outcome implements HandshakingLink.Owner {
        PeerInfo peer;
        String rest;
        LinkEnd end;
        int times;

        @Override
        public void established(HandshakingLink link, PeerInfo found, ByteBuffer behind) {
            peer = found;
            byte[] octets = new byte[behind.remaining()];
            behind.get(octets);
            rest = new String(octets, StandardCharsets.ISO_8859_1);
            link.wire().interest(0);
            times++;
        }

        @Override
        public void failed(HandshakingLink link, LinkEnd reason) {
            end = reason;
            times++;
        }
    }

    private HandshakingLink begin() {
        HandshakingLink link = HandshakingLink.begin(bench.config(), wire, outcome);
        bench.run();
        return link;
    }

    private void assertFailed(MonitorEventType event, String reason) {
        assertNull(outcome.peer);
        assertEquals(reason, outcome.end.reason());
        assertEquals(1, outcome.times);
        assertEquals(List.of(event.toString()), bench.side.story);
        assertFalse(bench.gate.full());
    }

    @Test
    void NULL_2_theConnectingSideSpeaksWithoutWaiting() {
        begin();
        assertTrue(wire.written().length >= 10);
        assertNull(outcome.peer);
        wire.says(Script.hello("PAIR"));
        bench.run();
        assertEquals("PAIR", outcome.peer.socketType());
        assertEquals("", outcome.rest);
        assertEquals(List.of(), bench.side.story);
        assertTrue(wire.isOpen());
    }

    @Test
    void NULL_3_ZMTP_24_whatComesBehindReadyIsHandedOnWhereverTheInputIsCut() {
        byte[] all = Frames.joined(Script.hello("PAIR"), Frames.message("early"));
        String early = "\0\5early";
        for (int cut = 0; cut <= all.length; cut++) {
            FakeWire each = bench.wire();
            Outcome found = new Outcome();
            each.says(Arrays.copyOf(all, cut));
            HandshakingLink.begin(bench.config(), each, found);
            bench.run();
            int taken = Script.hello("PAIR").length;
            assertEquals(cut >= taken, found.peer != null, "cut at " + cut);
            if (cut >= taken) {
                assertEquals(early.substring(0, cut - taken), found.rest, "cut at " + cut);
                continue;
            }
            each.says(Arrays.copyOfRange(all, cut, all.length));
            bench.run();
            assertEquals(early, found.rest, "cut at " + cut);
        }
    }

    @Test
    void aWireThatTakesLittleIsWaitedFor() {
        wire.room = 0;
        wire.says(Script.hello("PAIR"));
        begin();
        assertTrue(wire.awaitsRoom());
        byte[] ours = null;
        for (int octets = 0; outcome.peer == null; octets++) {
            assertTrue(octets < 200);
            wire.room = 1;
            bench.run();
            ours = wire.written();
        }
        assertEquals(Script.hello("PAIR").length, ours.length);
        wire.room = Long.MAX_VALUE;
        assertEquals(1, outcome.times);
    }

    @Test
    void behindReadyNothingMoreIsReadUntilOursHasLeft() {
        wire.room = 70;
        wire.says(Frames.joined(Script.hello("PAIR"), Frames.message("a")));
        begin();
        assertNull(outcome.peer, "our READY has not left");
        wire.says(Frames.message("b"));
        bench.run();
        assertFalse(wire.reads());
        wire.room = 100;
        bench.run();
        assertEquals("\0\1a", outcome.rest);
    }

    @Test
    void ZMTP_12_oneDeadlineEndsItAndTricklingDoesNotExtendIt() {
        bench.with(Options.HANDSHAKE_IVL, Duration.ofMillis(500));
        HandshakingLink link = begin();
        byte[] hello = Script.hello("PAIR");
        for (int i = 0; i < 49; i++) {
            wire.says(new byte[] {hello[i]});
            bench.passMs(10);
            assertEquals(bench.nowNs - 10_000_000, link.progressNs());
        }
        assertTrue(wire.isOpen());
        bench.passMs(10);
        assertFailed(MonitorEventType.HANDSHAKE_FAILED_NO_DETAIL, "the handshake took longer than 500 ms");
        assertFalse(wire.isOpen());
        assertTrue(link.over());
    }

    @Test
    void whatThePeerHasSaidCountsThoughNobodyHadTimeToHearIt() {
        HandshakingLink link = begin();
        wire.says(Script.hello("PAIR"));
        link.look();
        assertEquals("PAIR", outcome.peer.socketType());
        link.look();
        assertEquals(1, outcome.times);
    }

    @Test
    void aLookAtASilentPeerEndsNothing() {
        HandshakingLink link = begin();
        link.look();
        assertFalse(link.over());
        assertEquals(0, outcome.times);
    }

    @Test
    void ZMTP_12_theDeadlineIsOverWithTheHandshake() {
        bench.with(Options.HANDSHAKE_IVL, Duration.ofMillis(500));
        wire.says(Script.hello("PAIR"));
        begin();
        bench.pass(Duration.ofSeconds(2));
        assertTrue(wire.isOpen());
        assertEquals(1, outcome.times);
    }

    @Test
    void withoutALimitItMayTakeForEver() {
        bench.with(Options.HANDSHAKE_IVL, Duration.ZERO);
        begin();
        bench.pass(Duration.ofDays(1), Duration.ofHours(1));
        assertEquals(0, outcome.times);
        assertTrue(wire.isOpen());
    }

    @Test
    void aPeerThatClosesIsNoRefusal() {
        begin();
        wire.ends();
        bench.run();
        assertFailed(MonitorEventType.HANDSHAKE_FAILED_NO_DETAIL, "the peer closed the connection in the handshake");
        assertFalse(outcome.end.refusal());
        assertTrue(wire.closedGently());
    }

    @Test
    void aConnectionThatBreaksIsNoRefusal() {
        begin();
        wire.breaks("connection reset");
        bench.run();
        assertFailed(
                MonitorEventType.HANDSHAKE_FAILED_NO_DETAIL, "the connection broke in the handshake: connection reset");
        assertFalse(outcome.end.refusal());
    }

    @Test
    void aWireThatCannotBeRegisteredFailsAtOnce() {
        wire.registering = new IOException("no more keys");
        HandshakingLink link = HandshakingLink.begin(bench.config(), wire, outcome);
        assertTrue(link.over());
        assertFailed(
                MonitorEventType.HANDSHAKE_FAILED_NO_DETAIL, "the connection broke in the handshake: no more keys");
    }

    @Test
    void aDefectEndsThisOneAlone() {
        begin();
        wire.says(Script.hello("PAIR"));
        wire.defect = new IllegalStateException("a defect");
        bench.run();
        assertFailed(MonitorEventType.HANDSHAKE_FAILED_NO_DETAIL, "serving the handshake failed: a defect");
        assertFalse(wire.isOpen());
    }

    @Test
    void ZMTP_42_NULL_4_aPeerOfAWrongTypeHearsOurErrorBeforeTheEnd() {
        wire.says(Script.hello("PUB"));
        begin();
        assertFailed(MonitorEventType.HANDSHAKE_FAILED_PROTOCOL, "a PAIR socket cannot talk to a peer of type \"PUB\"");
        assertFalse(outcome.end.refusal(), "that is our word, not the peer's");
        byte[] ours = wire.written();
        assertEquals(
                1,
                Frames.commands(Arrays.copyOfRange(ours, 64, ours.length), "ERROR")
                        .size());
        assertTrue(wire.outputShut);
        assertTrue(wire.isOpen(), "the peer has time to read it");
        wire.says(Frames.message("what it still had to say")).ends();
        bench.run();
        assertTrue(wire.closedAfterThePeer());
    }

    @Test
    void NULL_5_anErrorOfThePeersIsARefusal() {
        wire.says(Frames.joined(Script.greeting(), Commands.error("go away")));
        begin();
        assertFailed(MonitorEventType.HANDSHAKE_FAILED_PROTOCOL, "the peer refused the connection: go away");
        assertTrue(outcome.end.refusal());
    }

    @Test
    void whatIsDroppedIsClosedAtOnceAndTold() {
        HandshakingLink link = begin();
        link.drop("the endpoint was unbound");
        assertFailed(MonitorEventType.HANDSHAKE_FAILED_NO_DETAIL, "the endpoint was unbound");
        assertFalse(wire.isOpen());
        link.drop("again");
        link.ready(1);
        assertEquals(1, outcome.times);
    }
}
