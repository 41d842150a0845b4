package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;

/** DEALER. */
final class DealerTest implements PatternContract {

    @Override
    public Pattern create(PatternHost host) {
        return new Dealer(host);
    }

    @Override
    public String[] fromPeer(Random random) {
        return random.nextBoolean() ? new String[] {"x"} : new String[] {"", "y", "z".repeat(random.nextInt(6000))};
    }

    @Override
    public String[] toPeer(Random random) {
        return fromPeer(random);
    }

    @Test
    void REQREP_12_messagesGoRoundAsTheyAre() {
        try (Bench bench = bench()) {
            FakePeer a = bench.accept();
            FakePeer b = bench.accept();
            for (int i = 0; i < 4; i++) {
                assertTrue(bench.send("", "m" + i));
            }
            assertEquals(List.of("|m0", "|m2"), a.hearAll());
            assertEquals(List.of("|m1", "|m3"), b.hearAll());
        }
    }

    @Test
    void REQREP_12_waitsWithoutPeerAndWithFullPeers() {
        try (Bench bench = bench().highWaterMark(2)) {
            assertFalse(bench.canSend());
            assertFalse(bench.send("early"));
            FakePeer peer = bench.dial();
            assertTrue(bench.send("1"));
            assertTrue(bench.send("2"));
            assertFalse(bench.send("3"));
            peer.up();
            assertEquals("1", peer.hearOne());
            assertTrue(bench.hasMail(), "room rings");
            assertTrue(bench.send("3"));
            assertEquals(List.of("2", "3"), peer.hearAll());
        }
    }

    @Test
    void QUEUE_3_receivingIsFair() {
        try (Bench bench = bench()) {
            FakePeer a = bench.accept().say("a0").say("a1").say("a2");
            FakePeer b = bench.accept().say("b0", "more").say("b1");
            assertTrue(bench.canReceive());
            List<String> all = bench.receiveAll();
            assertEquals(5, all.size());
            assertTrue(all.subList(0, 4).containsAll(List.of("a0", "b0|more", "a1", "b1")), all::toString);
            assertEquals("a2", all.get(4));
            assertTrue(a.allTaken() && b.allTaken());
        }
    }

    @Test
    void whatWasUnsentGoesToTheNextPeerBeforeNewerMessages() {
        try (Bench bench = bench()) {
            FakePeer first = bench.accept();
            for (int i = 0; i < 3; i++) {
                bench.send("m" + i, "tail");
            }
            assertEquals("m0|tail", first.hearOne());
            first.leave();
            assertEquals(List.of(MonitorEventType.MESSAGES_RETURNED), bench.host.events);
            assertEquals(2, bench.pattern.parkedMessages());
            assertFalse(bench.send("newer"));
            FakePeer second = bench.accept();
            assertEquals(0, bench.pattern.parkedMessages());
            assertTrue(bench.send("newer"));
            assertEquals(List.of("m1|tail", "m2|tail", "newer"), second.hearAll());
            assertEquals(2, bench.counted(Loss.RETURNED));
        }
    }

    @Test
    void returnedMessagesWaitForRoom() {
        try (Bench bench = bench().highWaterMark(3)) {
            FakePeer first = bench.accept();
            for (int i = 0; i < 3; i++) {
                bench.send("old" + i);
            }
            FakePeer second = bench.accept();
            for (int i = 0; i < 2; i++) {
                bench.send("new" + i);
            }
            first.leave();
            assertEquals(2, bench.pattern.parkedMessages());
            assertFalse(bench.canSend());
            assertEquals("new0", second.hearOne());
            assertFalse(bench.canSend());
            assertEquals(1, bench.pattern.parkedMessages());
            assertEquals(List.of("new1", "old0", "old1"), second.hearAll());
            bench.handleMail();
            assertEquals(List.of("old2"), second.hearAll());
        }
    }

    @Test
    void withoutReturnUnsentTheyAreLostAndCounted() {
        try (Bench bench = bench().with(Options.RETURN_UNSENT, false)) {
            FakePeer peer = bench.accept();
            bench.send("1");
            bench.send("2");
            peer.leave();
            assertEquals(2, bench.counted(Loss.PEER_GONE));
            assertEquals(2, peer.pipe.lost());
            assertEquals(List.of(MonitorEventType.MESSAGES_LOST), bench.host.events);
        }
    }

    @Test
    void whatAPeerSaidBeforeItLeftIsDelivered() {
        try (Bench bench = bench()) {
            bench.accept().say("one").say("two").leave();
            assertEquals(List.of("one", "two"), bench.receiveAll());
        }
    }

    @Test
    void REQREP_18_probeIsAnEmptyMessageOnEachLink() {
        try (Bench bench = bench().with(Options.PROBE_ROUTER, true)) {
            FakePeer peer = bench.dial();
            assertNull(peer.hear());
            peer.up();
            assertEquals(List.of(""), peer.hear());
            peer.down();
            peer.up();
            assertEquals(List.of(""), peer.hear());
            assertNull(peer.hear());
        }
    }
}
