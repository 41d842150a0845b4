package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lingmq.MonitorEventType;
import org.lingmq.SocketType;

/** CHANNEL. */
final class ChannelTest implements SingleFrameContract {

    @Override
    public SocketType type() {
        return SocketType.CHANNEL;
    }

    @Override
    public Pattern create(PatternHost host) {
        return new Channel(host);
    }

    @Override
    public String[] fromPeer(Random random) {
        return random.nextInt(4) == 0 ? new String[] {"two", "frames"} : new String[] {"one"};
    }

    @Override
    public String[] toPeer(Random random) {
        return new String[] {"z".repeat(random.nextInt(100))};
    }

    @Test
    void CHAN_1_bothDirectionsAreIndependent() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            bench.send("1");
            bench.send("2");
            peer.say("a").say("b", "dropped").say("c");
            assertEquals(List.of("a", "c"), bench.receiveAll());
            assertEquals(List.of("1", "2"), peer.hearAll());
        }
    }

    @Test
    void CHAN_1_waitsWithoutPeerAndWithAFullOne() {
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
    void CHAN_1_aSecondPeerIsTurnedAwayByName() {
        try (Bench bench = bench()) {
            FakePeer first = bench.accept();
            FakePeer second = bench.accept();
            assertEquals(List.of(), first.refusals);
            assertEquals(List.of(MonitorEventType.PEER_REFUSED), second.refusals);
            assertTrue(bench.host.reasons.get(0).startsWith("this CHANNEL socket has"), bench.host.reasons::toString);
            second.say("unheard");
            assertNull(bench.receive());
        }
    }

    @Test
    void CHAN_1_theNextPeerHasThePlaceOfOneThatLeft() {
        try (Bench bench = bench()) {
            FakePeer first = bench.accept().say("x", "dropped").say("last words");
            bench.send("unheard");
            first.leave();
            assertEquals(1, bench.counted(Loss.PEER_GONE));
            FakePeer second = bench.accept().say("hello");
            assertEquals(List.of(), second.refusals);
            assertEquals(List.of("last words", "hello"), bench.receiveAll());
        }
    }
}
