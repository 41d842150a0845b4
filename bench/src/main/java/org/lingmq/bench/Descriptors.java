package org.lingmq.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many files a process may have open, which is also how many connections. */
final class Descriptors {

    /** What a program has open beside its sockets: a JVM its jars, for one. */
    private static final int OTHERS = 200;

    private Descriptors() {}

    /** The limit of this process and of those it starts. */
    static long limit() {
        UnixOperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        return system == null ? Long.MAX_VALUE : system.getMaxFileDescriptorCount();
    }

    /** Fails with a sentence when a process could not have so many descriptors for sockets. */
    static void check(long wanted, long limit) {
        if (wanted + OTHERS > limit) {
            throw new BenchFailure(String.format(
                    "a process needs some %,d file descriptors and may have %,d; raise the limit first: ulimit -n %d",
                    wanted + OTHERS, limit, wanted + OTHERS));
        }
    }

    /** How many processes it takes to have so many sockets. */
    static int processes(int sockets, int perSocket, long limit) {
        check(perSocket, limit);
        long each = (limit - OTHERS) / perSocket;
        return (int) ((sockets + each - 1) / each);
    }
}
