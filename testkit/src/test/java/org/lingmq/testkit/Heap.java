package org.lingmq.testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What is reachable. */
final class Heap {
    private Heap() {}

    static long usedBytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
