package org.lingmq.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what becomes true soon, without sleeping longer than needed. Any thread. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_NS = 500_000;

    private Eventually() {}

    /**
     * Waits for a minute at most.
     *
     * @param condition asked again and again
     * @param complaint what to say when it stays false
     * @throws AssertionError when the time is up
     */
    public static void until(BooleanSupplier condition, Supplier<String> complaint) {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError(complaint.get());
            }
            LockSupport.parkNanos(LOOK_EVERY_NS);
        }
    }
}
