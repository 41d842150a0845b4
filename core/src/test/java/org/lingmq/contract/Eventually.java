package org.lingmq.contract;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what becomes true soon; how long is only how patient a failing test is. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_NS = 500_000;

    private Eventually() {}

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
