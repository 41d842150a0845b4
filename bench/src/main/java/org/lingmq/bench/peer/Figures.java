package org.lingmq.bench.peer;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Prints figures for the driver, and knows what this process has used. */
public final class Figures {

    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    private static final com.sun.management.ThreadMXBean THREADS =
            ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class);
    private static final double NS_PER_S = TimeUnit.SECONDS.toNanos(1);

    private Figures() {}

    /** Prints one figure. */
    public static void tell(String name, Object value) {
        System.out.println(name + " " + value);
    }

    /** Prints a histogram of nanoseconds. */
    public static void tell(Histogram histogram) {
        histogram
                .recordedValues()
                .forEach(bar -> System.out.println(
                        "h " + bar.getValueIteratedTo() + " " + bar.getCountAddedInThisIterationStep()));
    }

    /** A histogram that needs no memory while it records. */
    public static Histogram histogram() {
        return new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    }

    /** What the process has used when a window begins; tells what was used in between at its end. */
    public static final class Window {

        private final long beginNs = System.nanoTime();
        private final long cpuNs = SYSTEM.getProcessCpuTime();
        private final long allocated = allocatedBytes();

        /** Since when. */
        public long beginNs() {
            return beginNs;
        }

        /** Ends the window. */
        public void tell(long messages) {
            long allocatedBytes = allocatedBytes() - allocated;
            long usedNs = SYSTEM.getProcessCpuTime() - cpuNs;
            long ns = System.nanoTime() - beginNs;
            Figures.tell("cpu", usedNs / NS_PER_S);
            Figures.tell("seconds", ns / NS_PER_S);
            Figures.tell("allocated", allocatedBytes);
            Figures.tell("messages", messages);
        }

        private static long allocatedBytes() {
            long sum = 0;
            for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
                sum += Math.max(0, bytes);
            }
            return sum;
        }
    }

    /** What lies on the heap after a collection, and outside it in direct buffers. */
    public static void tellMemory() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        tell("heap", runtime.totalMemory() - runtime.freeMemory());
        long direct = ManagementFactory.getPlatformMXBeans(java.lang.management.BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(java.lang.management.BufferPoolMXBean::getMemoryUsed)
                .sum();
        tell("direct", direct);
    }
}
