package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;

/** RADIO. */
final class RadioTest implements SingleFrameContract {

    @Override
    public SocketType type() {
        return SocketType.RADIO;
    }

    @Override
    public Pattern create(PatternHost host) {
        return new Radio(host);
    }

    @Override
    public String[] fromPeer(Random random) {
        return new String[] {"not", "wanted"};
    }

    @Override
    public String[] toPeer(Random random) {
        return new String[] {"x".repeat(random.nextInt(100))};
    }

    @Override
    public boolean send(Bench bench, Random random) {
        return bench.sendTo(group(random), toPeer(random));
    }

    @Override
    public void speak(FakePeer peer, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> peer.say(fromPeer(random));
            case 1 -> peer.leaveGroup(group(random));
            default -> peer.join(group(random));
        }
    }

    private static String group(Random random) {
        return "abc".substring(0, random.nextInt(4));
    }

    /** To a peer that joined the empty group, which a message without one is for. */
    @Override
    public boolean sendTo(Bench bench, FakePeer peer, String... frames) {
        return bench.send(frames);
    }

    @Test
    @Override
    public void ZMTP_47_aMessageOfSeveralFramesIsNotSent() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept().join("");
            ZmqException e = assertThrows(ZmqException.class, () -> bench.send("a", "b"));
            assertEquals(ErrorCode.EINVAL, e.code());
            assertTrue(bench.send("whole"));
            assertEquals(List.of("|whole"), peer.hearAll());
        }
    }

    @Nested
    final class WithoutDropping implements PatternContract {

        @Override
        public Pattern create(PatternHost host) {
            return RadioTest.this.create(host);
        }

        @Override
        public String[] fromPeer(Random random) {
            return RadioTest.this.fromPeer(random);
        }

        @Override
        public String[] toPeer(Random random) {
            return RadioTest.this.toPeer(random);
        }

        @Override
        public boolean send(Bench bench, Random random) {
            return RadioTest.this.send(bench, random);
        }

        @Override
        public void speak(FakePeer peer, Random random) {
            RadioTest.this.speak(peer, random);
        }

        @Override
        public Bench bench() {
            return new Bench(this::create).with(Options.XPUB_NODROP, true);
        }
    }

    @Test
    void RADIO_1_messagesGoToExactlyTheirGroup() {
        try (Bench bench = bench()) {
            FakePeer tv = bench.accept().join("TV");
            FakePeer both = bench.accept().join("T").join("TV");
            FakePeer longer = bench.accept().join("TV1");
            FakePeer nobody = bench.accept();
            bench.sendTo("TV", "hello");
            bench.sendTo("T", "t");
            bench.sendTo("TVX", "unheard");
            assertEquals(List.of("TV|hello"), tv.hearAll());
            assertEquals(List.of("TV|hello", "T|t"), both.hearAll());
            assertEquals(List.of(), longer.hearAll());
            assertEquals(List.of(), nobody.hearAll());
            tv.leaveGroup("TV");
            bench.sendTo("TV", "later");
            assertEquals(List.of(), tv.hearAll());
        }
    }

    @Test
    void RADIO_8_theEmptyGroupIsOneLikeOthers() {
        try (Bench bench = bench()) {
            FakePeer empty = bench.accept().join("");
            FakePeer other = bench.accept().join("a");
            bench.send("no group");
            bench.sendTo("", "empty group");
            bench.sendTo("a", "a");
            assertEquals(List.of("|no group", "|empty group"), empty.hearAll());
            assertEquals(List.of("a|a"), other.hearAll());
        }
    }

    @Test
    void RADIO_6_aZeroByteInsideAGroupCutsNothing() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept().join("a\0b");
            bench.sendTo("a", "x");
            assertEquals(List.of(), peer.hearAll());
        }
    }

    @Test
    void RADIO_4_joinsAreCounted() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept().join("a").join("a").join("a").join("b");
            peer.leaveGroup("a");
            peer.leaveGroup("a");
            bench.sendTo("a", "still");
            assertEquals(List.of("a|still"), peer.hearAll());
            peer.leaveGroup("a");
            peer.leaveGroup("a");
            bench.sendTo("a", "gone");
            bench.sendTo("b", "there");
            assertEquals(List.of("b|there"), peer.hearAll());
            peer.join("a");
            bench.sendTo("a", "back");
            assertEquals(List.of("a|back"), peer.hearAll());
        }
    }

    @Test
    void RADIO_3_aNewLinkBeginsWithoutGroups() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept().join("a").join("a").join("b");
            bench.handleMail();
            assertEquals(2, bench.pattern.topics());
            peer.down();
            peer.up();
            peer.join("b");
            bench.sendTo("a", "old");
            bench.sendTo("b", "new");
            assertEquals(List.of("b|new"), peer.hearAll());
            peer.leaveGroup("b");
            bench.handleMail();
            assertEquals(0, bench.pattern.topics());
        }
    }

    @Test
    void RADIO_5_aGroupThatIsTooLongTurnsThePeerAway() {
        try (Bench bench = bench()) {
            FakePeer good = bench.accept().join("g".repeat(255));
            bench.sendTo("g".repeat(255), "x");
            assertEquals(List.of("g".repeat(255) + "|x"), good.hearAll());
            FakePeer bad = bench.accept().join("a").join("g".repeat(256)).join("b");
            bench.sendTo("a", "x");
            bench.sendTo("b", "x");
            assertEquals(List.of(MonitorEventType.PEER_REFUSED), bad.refusals);
            assertEquals(List.of(), bad.hearAll());
            assertEquals(List.of(), good.refusals);
            FakePeer leaving = bench.accept();
            leaving.leaveGroup("g".repeat(256));
            bench.handleMail();
            assertEquals(List.of(MonitorEventType.PEER_REFUSED), leaving.refusals);
        }
    }

    @Test
    void RADIO_2_aFullPeerMissesMessagesUntilHalfOfItIsFree() {
        try (Bench bench = bench().highWaterMark(4)) {
            FakePeer slow = bench.accept().join("a");
            for (int i = 0; i < 6; i++) {
                assertTrue(bench.sendTo("a", "" + i), "never waits");
            }
            assertEquals(2, bench.counted(Loss.FULL));
            assertEquals(2, slow.pipe.droppedFull());
            assertEquals(List.of("a|0"), List.of(slow.hearOne()));
            bench.sendTo("a", "dropped");
            slow.hearAll();
            bench.sendTo("a", "last");
            assertEquals(List.of("a|last"), slow.hearAll());
            assertEquals(3, bench.counted(Loss.FULL));
        }
    }

    @Test
    void withoutDroppingAFullPeerMakesTheSenderWait() {
        try (Bench bench = bench().with(Options.XPUB_NODROP, true).highWaterMark(1)) {
            FakePeer slow = bench.accept().join("a");
            FakePeer other = bench.accept().join("a").join("b");
            assertTrue(bench.sendTo("a", "1"));
            assertFalse(bench.canSend());
            assertFalse(bench.sendTo("a", "2"));
            other.hearAll();
            assertTrue(bench.sendTo("b", "for the other"));
            assertEquals(List.of("b|for the other"), other.hearAll());
            slow.hearAll();
            assertTrue(bench.canSend());
            assertTrue(bench.sendTo("a", "2"));
            assertEquals(List.of("a|2"), slow.hearAll());
            assertEquals(0, bench.counted(Loss.FULL));
        }
    }

    @Test
    void RADIO_2_whatIsNoJoinIsDroppedAndCounted() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept().say("a message").say("\1a", "b");
            peer.subscribe("a");
            peer.command("join", "a");
            peer.command("JOI", "Na");
            bench.sendTo("a", "x");
            assertEquals(List.of(), peer.hearAll());
            assertEquals(2, bench.counted(Loss.FROM_SUBSCRIBER));
            ZmqException e = assertThrows(ZmqException.class, bench::receive);
            assertEquals(ErrorCode.ENOTSUP, e.code());
            assertTrue(e.getMessage().contains("DISH"), e::toString);
        }
    }

    @Test
    void UDP_4_aPeerThatCannotJoinGetsEverythingOnce() {
        try (Bench bench = bench()) {
            FakePeer udp = bench.dial();
            udp.leave();
            FakePeer unasking = new FakePeer(bench, 1).unasking();
            bench.peers.add(unasking);
            bench.pattern.attach(unasking.pipe);
            unasking.up();
            unasking.join("a");
            bench.sendTo("a", "1");
            bench.sendTo("b", "2");
            assertEquals(List.of("a|1", "b|2"), unasking.hearAll());
            unasking.leave();
            bench.sendTo("a", "3");
            assertEquals(0, bench.counted(Loss.FULL));
        }
    }

    @Test
    void joinsAreHandledInPiecesWhileTheApplicationIsAway() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            assertTrue(bench.pattern.servesWhileAway());
            for (int i = 0; i < 200; i++) {
                peer.join("g" + i);
            }
            bench.handleOne();
            assertEquals(64, bench.pattern.topics());
            assertTrue(bench.pattern.serve());
            assertEquals(128, bench.pattern.topics());
            bench.handleMail();
            assertEquals(200, bench.pattern.topics());
        }
    }

    @Test
    void RADIO_5_moreGroupsThanAMillionTurnThePeerAway() {
        try (Bench bench = bench()) {
            FakePeer peer = bench.accept();
            for (int i = 0; i < 500_001; i++) {
                peer.join("" + i).join("" + i);
                if (i % 1000 == 0) {
                    bench.handleMail();
                }
            }
            bench.handleMail();
            assertEquals(List.of(MonitorEventType.PEER_REFUSED), peer.refusals);
            assertEquals(0, bench.pattern.topics());
        }
    }

    @Test
    void largeMessagesToManyAreSharedAndWhole() {
        try (Bench bench = bench()) {
            for (int i = 0; i < 5; i++) {
                bench.accept().join("a");
            }
            String large = "x".repeat(100_000);
            bench.sendTo("a", large);
            assertTrue(bench.pool.inUseBytes() < 3 * 100_000 + 5 * 70_000, bench.pool.inUseBytes() + " bytes in use");
            for (FakePeer peer : bench.peers) {
                assertEquals(List.of("a|" + large), peer.hearAll());
            }
        }
    }

    @Test
    void aMessageThatFindsNoMemoryLeavesNoGroupBehind() {
        try (Bench bench = new Bench(this::create, 200_000)) {
            FakePeer peer = bench.accept().join("a");
            bench.sendTo("a", "before");
            bench.sendTo("a", "x".repeat(300_000));
            bench.sendTo("a", "after");
            assertEquals(List.of("a|before", "a|after"), peer.hearAll());
            assertEquals(1, bench.counted(Loss.FULL));
        }
    }
}
