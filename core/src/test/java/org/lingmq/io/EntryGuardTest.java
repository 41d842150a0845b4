package org.lingmq.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** One at a time: a second caller is told, the I/O thread is waited for, and after closing nobody gets in. */
final class EntryGuardTest {

    private final EntryGuard guard = new EntryGuard();

    @Test
    void secondCallerIsToldWhoIsInside() {
        assertNull(guard.owner());
        assertEquals(EntryGuard.Entry.ENTERED, guard.enter());
        assertSame(Thread.currentThread(), guard.owner());
        assertEquals(EntryGuard.Entry.BUSY, guard.enter());
        assertFalse(guard.enterCare());
        guard.exit();
        assertEquals(EntryGuard.Entry.ENTERED, guard.enter());
        guard.exit();
        assertTrue(guard.enterCare());
    }

    @Test
    void callerWaitsForTheInputOutputThread() throws InterruptedException {
        assertTrue(guard.enterCare());
        assertFalse(guard.enterCare());
        AtomicReference<EntryGuard.Entry> entry = new AtomicReference<>();
        CountDownLatch tries = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            tries.countDown();
            entry.set(guard.enter());
        });
        caller.start();
        assertTrue(tries.await(60, TimeUnit.SECONDS));
        caller.join(20);
        assertNull(entry.get(), "inside together with the I/O thread");
        guard.exit();
        caller.join(TimeUnit.SECONDS.toMillis(60));
        assertEquals(EntryGuard.Entry.ENTERED, entry.get());
    }

    @Test
    void nobodyGetsInAfterClose() {
        assertTrue(guard.enterToClose());
        assertFalse(guard.closed());
        guard.close();
        assertTrue(guard.closed());
        assertEquals(EntryGuard.Entry.CLOSED, guard.enter());
        assertFalse(guard.enterCare());
        assertFalse(guard.enterToClose());
    }

    @Test
    void closerWaitsForTheCallerInside() throws InterruptedException {
        guard.enter();
        AtomicReference<Boolean> inside = new AtomicReference<>();
        Thread closer = new Thread(() -> inside.set(guard.enterToClose()));
        closer.start();
        closer.join(20);
        assertNull(inside.get(), "inside together with the caller");
        guard.exit();
        closer.join(TimeUnit.SECONDS.toMillis(60));
        assertEquals(true, inside.get());
        assertSame(closer, guard.owner());
    }
}
