package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.pattern.Loss;
import org.lingmq.zmtp.Commands;

/** A dialer is closed, whatever it is doing. */
final class DialerClosingTest {

    private final Bench bench = new Bench(SocketType.PAIR);
    private final FakeFamily family = new FakeFamily(bench);
    private StreamDialer dialer;
    private int closed;

    @BeforeEach
    void open() {
        bench.with(Options.RECONNECT_IVL, Duration.ofMillis(100));
        bench.with(Options.RECONNECT_IVL_MAX, Duration.ofMillis(100));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void start() {
        dialer = new StreamDialer(bench.config(), family, new Jitter(1));
        dialer.start();
        bench.run();
    }

    private FakeWire shakeHands() {
        FakeWire wire = family.newest().wire;
        wire.says(Script.hello("PAIR"));
        bench.run();
        return wire;
    }

    private void closeDialer(long lingerNs) {
        if (dialer.pipe() != null) {
            dialer.pipe().letGo(lingerNs);
        }
        dialer.close(() -> closed++);
        bench.run();
    }

    private void assertClosed() {
        assertEquals(1, closed);
        int attempts = family.attempts.size();
        bench.pass(Duration.ofMinutes(1), Duration.ofSeconds(1));
        assertEquals(attempts, family.attempts.size());
        assertEquals(1, closed);
        assertEquals(0, bench.side.pool.inUseBytes(), "nothing is left behind");
    }

    @Test
    void closedWhileNamesAreLookedUp() {
        family.waiting = new ArrayList<>();
        start();
        closeDialer(0);
        family.find(new FakeFamily.Name("a"));
        assertEquals(List.of(), family.attempts);
        assertClosed();
    }

    @Test
    void closedWhileConnecting() {
        bench.with(Options.CONNECT_TIMEOUT, Duration.ofMillis(250));
        family.answer = FakeFamily.Answer.LATER;
        start();
        closeDialer(0);
        assertTrue(family.newest().closed);
        assertClosed();
    }

    @Test
    void closedWhileShakingHands() {
        start();
        closeDialer(0);
        assertFalse(family.newest().wire.isOpen());
        assertClosed();
        assertFalse(bench.side.story.contains("CONNECT_RETRIED"));
    }

    @Test
    void closedWhileWaiting() {
        family.answer = FakeFamily.Answer.FAILS_AT_ONCE;
        start();
        closeDialer(0);
        assertClosed();
    }

    @Test
    void closedWhenLinked() {
        start();
        FakeWire wire = shakeHands();
        closeDialer(0);
        assertFalse(wire.isOpen());
        assertClosed();
    }

    @Test
    void closedWhenStopped() {
        start();
        family.newest().wire.says(Frames.joined(Script.greeting(), Commands.error("go away")));
        bench.run();
        closeDialer(0);
        assertClosed();
    }

    @Test
    void closedWithImmediateAndWithoutALink() {
        bench.with(Options.IMMEDIATE, true);
        family.answer = FakeFamily.Answer.LATER;
        start();
        closeDialer(0);
        assertClosed();
    }

    @Test
    void closedWithSomethingToSayItGoesOnConnectingWhileLingerLasts() {
        family.answer = FakeFamily.Answer.FAILS_AT_ONCE;
        start();
        Bench.send(dialer.pipe(), "a");
        closeDialer(Duration.ofSeconds(5).toNanos());
        bench.passMs(1_000);
        assertEquals(0, closed);
        family.answer = FakeFamily.Answer.AT_ONCE;
        bench.passMs(100);
        FakeWire wire = shakeHands();
        wire.ends();
        bench.run();
        assertClosed();
        assertEquals(0, bench.side.counted(Loss.LINGER));
    }

    @Test
    void closedWithSomethingToSayItGivesUpWhenLingerIsOver() {
        family.answer = FakeFamily.Answer.FAILS_AT_ONCE;
        start();
        Bench.send(dialer.pipe(), "a");
        closeDialer(Duration.ofSeconds(2).toNanos());
        bench.passMs(1_990);
        assertEquals(0, closed);
        bench.passMs(10);
        assertClosed();
        assertEquals(1, bench.side.counted(Loss.LINGER));
    }
}
