package org.lingmq.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The only place that blocks: ends when rung, in time, or interrupted, and never sleeps through a ring. */
final class WaiterTest {

    private final Waiter waiter = new Waiter();

    @AfterEach
    void noInterruptIsLeft() {
        assertFalse(Thread.interrupted());
    }

    @Test
    void ringBeforePrepareWakesNobody() {
        waiter.ring();
        assertFalse(waiter.waiting());
        waiter.prepare(null);
        assertTrue(waiter.waiting());
        assertEquals(Waiter.Outcome.TIME_UP, waiter.park(1000));
        assertFalse(waiter.waiting());
    }

    @Test
    void ringBetweenPrepareAndParkEndsTheSleepAtOnce() {
        waiter.prepare(null);
        waiter.ring();
        assertFalse(waiter.waiting());
        assertEquals(Waiter.Outcome.RUNG, waiter.park(-1));
    }

    @Test
    void cancelledSleepIsNotRung() {
        waiter.prepare(null);
        waiter.cancel();
        waiter.ring();
        waiter.prepare(null);
        assertEquals(Waiter.Outcome.TIME_UP, waiter.park(1000));
    }

    @Test
    void parkOfNoTimeEndsAtOnce() {
        waiter.prepare(null);
        assertEquals(Waiter.Outcome.TIME_UP, waiter.park(0));
    }

    @Test
    void interruptEndsAParkedSleepAndStays() {
        Thread.currentThread().interrupt();
        waiter.prepare(null);
        assertEquals(Waiter.Outcome.INTERRUPTED, waiter.park(-1));
        assertTrue(Thread.interrupted(), "the flag stays");
    }

    @Test
    void ringThatCameFirstWinsOverAnInterrupt() {
        waiter.prepare(null);
        waiter.ring();
        Thread.currentThread().interrupt();
        assertEquals(Waiter.Outcome.RUNG, waiter.park(-1));
        assertTrue(Thread.interrupted());
    }

    @Test
    void ringReachesASleeperThatParks() throws Exception {
        AtomicReference<Waiter.Outcome> outcome = new AtomicReference<>();
        Thread sleeper = new Thread(() -> {
            waiter.prepare(null);
            outcome.set(waiter.park(-1));
        });
        assertWoken(sleeper);
        assertEquals(Waiter.Outcome.RUNG, outcome.get());
    }

    @Test
    void ringReachesASleeperThatSelects() throws Exception {
        try (Selector selector = Selector.open()) {
            AtomicReference<Waiter.Outcome> outcome = new AtomicReference<>();
            Thread sleeper = new Thread(() -> {
                waiter.prepare(selector);
                outcome.set(select(-1, new ArrayList<>()));
            });
            assertWoken(sleeper);
            assertEquals(Waiter.Outcome.RUNG, outcome.get());
        }
    }

    private void assertWoken(Thread sleeper) throws InterruptedException {
        sleeper.start();
        while (!waiter.waiting()) {
            Thread.onSpinWait();
        }
        waiter.ring();
        sleeper.join(TimeUnit.SECONDS.toMillis(60));
        assertFalse(sleeper.isAlive());
    }

    private Waiter.Outcome select(long timeoutNs, List<SelectionKey> ready) {
        try {
            return waiter.select(timeoutNs, ready::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void ringBetweenPrepareAndSelectEndsTheSleepAtOnce() throws IOException {
        try (Selector selector = Selector.open()) {
            waiter.prepare(selector);
            waiter.ring();
            assertEquals(Waiter.Outcome.RUNG, select(-1, new ArrayList<>()));
            assertFalse(waiter.waiting());
        }
    }

    @Test
    void readyChannelEndsTheSleepAndIsGivenToTheAction() throws IOException {
        try (Selector selector = Selector.open()) {
            Pipe pipe = Pipe.open();
            pipe.source().configureBlocking(false);
            SelectionKey key = pipe.source().register(selector, SelectionKey.OP_READ);
            pipe.sink().write(ByteBuffer.allocate(1));
            for (long timeoutNs : new long[] {-1, 0, 1, TimeUnit.HOURS.toNanos(1)}) {
                List<SelectionKey> ready = new ArrayList<>();
                waiter.prepare(selector);
                select(timeoutNs, ready);
                assertEquals(List.of(key), ready);
            }
            pipe.sink().close();
            pipe.source().close();
        }
    }

    @Test
    void selectComesBackWhenTheTimeIsUp() throws IOException {
        try (Selector selector = Selector.open()) {
            for (long timeoutNs : new long[] {0, 1, 999_999, 1_000_001}) {
                waiter.prepare(selector);
                select(timeoutNs, new ArrayList<>());
                assertFalse(waiter.waiting());
            }
        }
    }

    @Test
    void interruptEndsASelectAndStays() throws IOException {
        try (Selector selector = Selector.open()) {
            Thread.currentThread().interrupt();
            waiter.prepare(selector);
            assertEquals(Waiter.Outcome.INTERRUPTED, select(-1, new ArrayList<>()));
            assertFalse(waiter.waiting());
            assertTrue(Thread.interrupted(), "the flag stays");
        }
    }
}
