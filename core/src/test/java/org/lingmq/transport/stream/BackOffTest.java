package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.zmtp.Commands;

/** How long a dialer waits before it connects again. */
final class BackOffTest {

    private final Bench bench = new Bench(SocketType.PAIR);
    private final FakeFamily family = new FakeFamily(bench);
    private final Jitter jitter = new Jitter(1);
    private StreamDialer dialer;

    @AfterEach
    void close() {
        bench.close();
    }

    private void start(RandomGenerator random, long firstMs, long mostMs) {
        bench.with(Options.RECONNECT_IVL, firstMs < 0 ? Options.FOREVER : Duration.ofMillis(firstMs));
        bench.with(Options.RECONNECT_IVL_MAX, Duration.ofMillis(mostMs));
        dialer = new StreamDialer(bench.config(), family, random);
        dialer.start();
        bench.run();
    }

    /** The pauses of so many attempts that fail at once, as they were announced and as they were. */
    private List<Long> pausesMs(int attempts) {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < attempts; i++) {
            long announcedMs = bench.side.value(MonitorEventType.CONNECT_RETRIED);
            int before = family.attempts.size();
            bench.nowNs += announcedMs * 1_000_000 - 1;
            bench.run();
            assertEquals(before, family.attempts.size(), "too early");
            bench.nowNs += 1;
            bench.run();
            assertEquals(before + 1, family.attempts.size(), "too late");
            pauses.add(announcedMs);
        }
        return pauses;
    }

    private void startFailing(RandomGenerator random, long firstMs, long mostMs) {
        family.answer = FakeFamily.Answer.FAILS_AT_ONCE;
        start(random, firstMs, mostMs);
    }

    @Test
    void ERR_2_theLongestPauseDoublesUpToTheLimit() {
        startFailing(jitter, 100, 1_000);
        assertEquals(List.of(100L, 200L, 400L, 800L, 1_000L, 1_000L, 1_000L), pausesMs(7));
    }

    @Test
    void ERR_2_thePauseIsAnythingUpToThatButNeverNothing() {
        startFailing(jitter, 100, 1_000);
        jitter.share = 0.5;
        assertEquals(List.of(100L, 100L, 200L, 400L, 500L, 500L), pausesMs(6));
        jitter.share = 0;
        assertEquals(500, pausesMs(1).get(0));
        assertEquals(List.of(1L, 1L, 1L), pausesMs(3));
    }

    @Test
    void ERR_2_aLimitBelowTheFirstPauseKeepsItThere() {
        startFailing(jitter, 100, 0);
        assertEquals(List.of(100L, 100L, 100L), pausesMs(3));
    }

    @Test
    void ERR_2_aFirstPauseOfNothingIsAThousandth() {
        startFailing(jitter, 0, 4);
        assertEquals(List.of(1L, 2L, 4L, 4L), pausesMs(4));
    }

    @Test
    void ERR_2_aNegativeIntervalNeverTriesAgainUntilItIsTold() {
        startFailing(jitter, -1, 1_000);
        assertEquals(1, bench.side.times(MonitorEventType.DIALER_STOPPED));
        bench.pass(Duration.ofHours(1), Duration.ofMinutes(1));
        assertEquals(1, family.attempts.size());
        assertTrue(dialer.tryAgain());
        bench.run();
        assertEquals(2, family.attempts.size());
        assertEquals(2, bench.side.times(MonitorEventType.DIALER_STOPPED));
    }

    @Test
    void aNegativeIntervalDoesNotConnectAgainAfterALinkEither() {
        start(jitter, -1, 1_000);
        link(2_000);
        assertEquals(1, bench.side.times(MonitorEventType.DIALER_STOPPED));
        assertTrue(dialer.tryAgain());
        assertFalse(dialer.tryAgain());
        bench.run();
        assertEquals(2, family.attempts.size());
    }

    @Test
    void whoIsToldToTryAgainBeginsWithTheFirstPause() {
        bench.with(Options.RETRY_REFUSED, Duration.ZERO);
        start(jitter, 100, 10_000);
        family.newest().wire.ends();
        bench.run();
        assertEquals(List.of(100L), pausesMs(1));
        family.newest().wire.says(Frames.joined(Script.greeting(), Commands.error("no")));
        bench.run();
        dialer.tryAgain();
        bench.run();
        family.newest().wire.ends();
        bench.run();
        assertEquals(100, bench.side.value(MonitorEventType.CONNECT_RETRIED));
    }

    /** The peer shakes hands and leaves after a while; returns how long the dialer is going to wait. */
    private long link(long lastsMs) {
        FakeWire wire = family.newest().wire;
        wire.says(Script.hello("PAIR"));
        bench.run();
        bench.nowNs += lastsMs * 1_000_000;
        wire.ends();
        bench.run();
        return bench.side.times(MonitorEventType.CONNECT_RETRIED) == 0
                ? -1
                : bench.side.value(MonitorEventType.CONNECT_RETRIED);
    }

    @Test
    void ERR_2_aPeerThatTurnsUsAwayAfterEachHandshakeIsDialedSlowerAndSlower() {
        start(jitter, 100, 1_000);
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            link(i * 150);
            pauses.addAll(pausesMs(1));
        }
        assertEquals(List.of(100L, 200L, 400L, 800L, 1_000L, 1_000L, 1_000L), pauses);
    }

    @Test
    void ERR_2_afterALinkThatLastedTheFirstPauseIsTheFirstAgain() {
        start(jitter, 100, 10_000);
        link(0);
        pausesMs(1);
        link(0);
        assertEquals(List.of(200L), pausesMs(1));
        assertEquals(400, link(999));
        pausesMs(1);
        assertEquals(100, link(1_000));
        pausesMs(1);
        assertEquals(200, link(10));
    }

    @Test
    void aPeerTheSocketTurnsAwayItselfIsDialedSlowerToo() {
        start(jitter, 100, 1_000);
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            family.newest().wire.says(Script.hello("PAIR"));
            bench.run();
            dialer.pipe().far().refuse(MonitorEventType.PEER_REFUSED, "there is one already");
            bench.run();
            pauses.addAll(pausesMs(1));
        }
        assertEquals(List.of(100L, 200L, 400L, 800L), pauses);
    }
}
