package org.lingmq.transport.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.transport.CallerDriven.Filled;
import org.lingmq.zmtp.PeerInfo;

/** When PINGs are sent, how long silence may last, and whose silence is no sign of death. */
final class HeartbeatTimersTest {

    private final Bench bench = new Bench(SocketType.PAIR);
    private final FakeOwner owner = new FakeOwner(true);
    private Session session;
    private FakeWire wire;

    @BeforeEach
    void open() {
        bench.with(Options.HEARTBEAT_IVL, Duration.ofMillis(1_000));
        bench.with(Options.HEARTBEAT_TIMEOUT, Duration.ofMillis(300));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void link() {
        session = new Session(bench.config(), owner);
        wire = bench.attach(session);
    }

    private List<String> pings() {
        return Frames.commands(wire.written(), "PING");
    }

    private boolean up() {
        return session.linkUp();
    }

    /** The peer takes everything and answers the newest PING. */
    private void answer() {
        String ping = pings().get(pings().size() - 1);
        wire.says(Frames.pong(ping.substring(2).getBytes(ISO_8859_1)));
        bench.run();
    }

    @Test
    void HB_1_aPingGoesOutEveryIntervalWithOurTtl() {
        bench.with(Options.HEARTBEAT_TTL, Duration.ofMillis(2_550));
        link();
        bench.passMs(990);
        assertEquals(List.of(), pings());
        for (int i = 1; i <= 5; i++) {
            bench.passMs(10);
            assertEquals(i, pings().size());
            answer();
            bench.passMs(990);
        }
        assertEquals("\0\31", pings().get(0).substring(0, 2));
        assertTrue(up());
    }

    @Test
    void HB_5_silenceAfterAPingEndsTheLinkWhenTheTimeoutIsOver() {
        link();
        bench.passMs(1_290);
        assertTrue(up());
        bench.passMs(10);
        assertFalse(up());
        assertFalse(wire.isOpen());
        assertEquals(
                "no sign of life from the peer for 300 ms", owner.ends.get(0).reason());
    }

    @Test
    void HB_5_withoutATimeoutOfItsOwnTheIntervalCounts() {
        bench.with(Options.HEARTBEAT_TIMEOUT, Options.FOREVER);
        link();
        bench.passMs(1_990);
        assertTrue(up());
        bench.passMs(10);
        assertFalse(up());
    }

    /** The I/O thread is kept from everything for so long. */
    private void pauseMs(long timeMs) {
        bench.nowNs += timeMs * 1_000_000;
        bench.run();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void HB_4_whatLiesInTheChannelWhenTheTimeoutIsOverIsASignOfLife(boolean driven) {
        link();
        if (driven) {
            session.drive();
        }
        bench.passMs(1_000);
        wire.says(Frames.message("m"));
        pauseMs(300);
        assertTrue(up());
        assertEquals(List.of("m"), Bench.receiveAll(session.pipe()));
        bench.passMs(1_300);
        assertFalse(up());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void HB_4_whatLiesInTheChannelWhenThePeersTtlIsOverIsASignOfLife(boolean driven) {
        bench.with(Options.HEARTBEAT_IVL, Duration.ZERO);
        link();
        wire.says(Frames.ping(20, ""));
        bench.run();
        if (driven) {
            session.drive();
        }
        wire.says(Frames.ping(20, ""));
        pauseMs(2_000);
        assertTrue(up());
        bench.passMs(1_990);
        assertTrue(up());
        bench.passMs(10);
        assertFalse(up());
    }

    @Test
    void thatThePeerClosedInTimeIsFoundBeforeItsSilence() {
        link();
        bench.passMs(1_000);
        wire.ends();
        pauseMs(300);
        assertFalse(up());
        assertEquals("the peer closed the connection", owner.ends.get(0).reason());
    }

    @Test
    void aTimeoutOfZeroNeverGivesUp() {
        bench.with(Options.HEARTBEAT_TIMEOUT, Duration.ZERO);
        link();
        bench.pass(Duration.ofMinutes(10), Duration.ofSeconds(1));
        assertTrue(up());
        assertEquals(600, pings().size());
    }

    @Test
    void HB_4_anyTrafficIsASignOfLife() {
        link();
        for (int i = 0; i < 10; i++) {
            bench.passMs(1_000);
            wire.says(i % 2 == 0 ? Frames.message("m") : new byte[] {0});
            if (i % 2 != 0) {
                bench.run();
                wire.says(new byte[] {0});
            }
            bench.run();
        }
        assertTrue(up());
        bench.passMs(1_300);
        assertFalse(up());
    }

    @Test
    void withoutAnIntervalAndForPeersThatKnowNoPingNoneIsSent() {
        bench.with(Options.HEARTBEAT_IVL, Duration.ZERO);
        link();
        bench.pass(Duration.ofMinutes(1), Duration.ofSeconds(1));
        assertEquals(0, wire.written().length);

        bench.with(Options.HEARTBEAT_IVL, Duration.ofMillis(1_000));
        session = new Session(bench.config(), owner);
        wire = bench.wire();
        PeerInfo old = new PeerInfo("PAIR", new byte[0], 0, Map.of());
        session.attach(wire, old, Bench.nothing(), p -> {});
        bench.pass(Duration.ofMinutes(1), Duration.ofSeconds(1));
        assertEquals(0, wire.written().length);
        assertTrue(up());
    }

    @Test
    void HB_5_aSilentPeersOwnTtlEndsTheLink() {
        bench.with(Options.HEARTBEAT_IVL, Duration.ZERO);
        link();
        wire.says(Frames.ping(20, ""));
        bench.passMs(1_990);
        assertTrue(up());
        bench.passMs(10);
        assertFalse(up());
        assertEquals(
                "no sign of life from the peer for 2000 ms", owner.ends.get(0).reason());
    }

    @Test
    void HB_5_theTtlCountsFromTheNewestPingAndAnyTrafficKeepsTheLink() {
        bench.with(Options.HEARTBEAT_IVL, Duration.ZERO);
        link();
        for (int i = 0; i < 10; i++) {
            wire.says(Frames.ping(20, ""));
            bench.passMs(1_500);
        }
        assertTrue(up());
        wire.says(Frames.message("m"));
        bench.pass(Duration.ofMinutes(1));
        assertTrue(up(), "something came within the TTL");
        wire.says(Frames.ping(20, ""));
        bench.run();
        wire.says(Frames.ping(0, ""));
        bench.pass(Duration.ofMinutes(1));
        assertTrue(up(), "the newest PING has no TTL");
    }

    @Test
    void aPeerThatMayStillHaveMessagesOfOursToTakeIsGivenTime() {
        link();
        Bench.send(session.pipe(), "still in the peer's buffers, for all we know");
        bench.pass(Duration.ofSeconds(90));
        assertTrue(up());
        bench.pass(Duration.ofSeconds(2));
        assertFalse(up());
        assertEquals(
                "no sign of life from the peer for 90000 ms", owner.ends.get(0).reason());
    }

    @Test
    void aPeerThatHasTakenAllIsGivenNoMoreTimeThanTheTimeout() {
        link();
        Bench.send(session.pipe(), "m");
        bench.passMs(1_000);
        answer();
        bench.passMs(1_290);
        assertTrue(up());
        bench.passMs(10);
        assertFalse(up());
    }

    @Test
    void aPongToAnEarlierPingDoesNotSpeakForLaterMessages() {
        link();
        bench.passMs(1_000);
        Bench.send(session.pipe(), "behind the PING");
        answer();
        bench.pass(Duration.ofSeconds(30));
        assertTrue(up());
    }

    @Test
    void whatWentOverAnEarlierLinkIsNotWaitedForOverTheNext() {
        link();
        Bench.send(session.pipe(), "m");
        wire.breaks("cut");
        bench.run();
        wire = bench.attach(session);
        bench.passMs(1_300);
        assertFalse(up());
    }

    @Test
    void aPongThatIsNoneOfOursSaysOnlyThatThePeerLives() {
        link();
        Bench.send(session.pipe(), "m");
        bench.passMs(1_000);
        wire.says(Frames.pong("someone's".getBytes(ISO_8859_1)));
        bench.pass(Duration.ofSeconds(30));
        assertTrue(up());
    }

    /** The application does not read, so the link's input stands still. */
    private void stall() {
        bench.with(Options.RCVHWM, 1);
        link();
        wire.says(Frames.joined(Frames.message("a"), Frames.message("b")));
        bench.run();
        assertTrue(session.stalled());
    }

    @Test
    void HB_4_aLinkThatWaitsForOurApplicationIsNotJudged() {
        stall();
        bench.pass(Duration.ofMinutes(3), Duration.ofMillis(100));
        assertTrue(up());
        Bench.receiveAll(session.pipe());
        bench.run();
        Bench.receiveAll(session.pipe());
        bench.run();
        assertFalse(session.stalled());
        bench.passMs(3_000);
        assertFalse(up(), "now it is");
    }

    @Test
    void HB_4_aLinkThatACallerHasReadUpToTheWaterMarkIsNotJudged() {
        bench.with(Options.RCVHWM, 1);
        link();
        session.drive();
        wire.says(Frames.joined(Frames.message("a"), Frames.message("b")));
        assertEquals(Filled.STALLED, session.fill());
        bench.pass(Duration.ofMinutes(1), Duration.ofMillis(100));
        assertTrue(up());
    }

    @Test
    void HB_5_aLinkThatWaitsForOurApplicationIsNotJudgedByThePeersTtlEither() {
        bench.with(Options.HEARTBEAT_IVL, Duration.ZERO).with(Options.RCVHWM, 1);
        link();
        wire.says(Frames.ping(10, ""));
        bench.run();
        wire.says(Frames.joined(Frames.message("a"), Frames.message("b")));
        bench.run();
        wire.says(Frames.ping(10, ""));
        bench.pass(Duration.ofMinutes(1), Duration.ofMillis(100));
        assertTrue(up());
    }

    @Test
    void whileOurApplicationDoesNotReadThePeerIsRemindedOfUs() {
        bench.with(Options.HEARTBEAT_IVL, Duration.ZERO).with(Options.RCVHWM, 1);
        link();
        wire.says(Frames.joined(Frames.ping(0, ""), Frames.message("a"), Frames.message("b")));
        bench.run();
        assertTrue(session.stalled());
        bench.passMs(1_000);
        assertEquals(10, pings().size());
        Bench.receiveAll(session.pipe());
        bench.run();
        Bench.receiveAll(session.pipe());
        bench.run();
        int reminders = pings().size();
        bench.passMs(1_000);
        assertEquals(reminders, pings().size());
    }

    @Test
    void aLinkThatComesUpAtTheWaterMarkRemindsIfOurApplicationWantsHeartbeats() {
        bench.with(Options.HEARTBEAT_IVL, Duration.ofSeconds(30)).with(Options.RCVHWM, 1);
        session = new Session(bench.config(), owner);
        wire = bench.wire();
        byte[] rest = Frames.joined(Frames.message("a"), Frames.message("b"));
        session.attach(wire, Bench.peer("PAIR"), ByteBuffer.wrap(rest), pipe -> {});
        assertTrue(session.stalled());
        bench.passMs(1_000);
        assertEquals(10, pings().size());
    }

    @Test
    void aPeerThatAsksForNoSignsOfLifeIsNotReminded() {
        bench.with(Options.HEARTBEAT_IVL, Duration.ZERO);
        stall();
        bench.passMs(10_000);
        assertEquals(List.of(), pings());
    }

    @Test
    void aPeerWithAShortTtlIsRemindedTwiceAsOften() {
        bench.with(Options.HEARTBEAT_IVL, Duration.ZERO).with(Options.RCVHWM, 1);
        link();
        wire.says(Frames.ping(1, ""));
        bench.run();
        wire.says(Frames.joined(Frames.message("a"), Frames.message("b")));
        bench.run();
        bench.passMs(500);
        assertEquals(10, pings().size());
    }

    @Test
    void nothingOfALinkThatIsGoneTicksOn() {
        link();
        wire.says(Frames.ping(10, ""));
        bench.passMs(500);
        wire.breaks("cut");
        bench.run();
        bench.pass(Duration.ofSeconds(3));
        bench.with(Options.HEARTBEAT_IVL, Duration.ZERO);
        wire = bench.attach(session);
        bench.passMs(990);
        assertEquals(List.of(), pings());
        assertEquals(1, owner.ends.size());
    }
}
