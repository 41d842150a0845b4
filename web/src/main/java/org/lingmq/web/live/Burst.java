package org.lingmq.web.live;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Changes that belong together. An editor saves in several steps and a build writes many files: they are told of once,
 * when it has been quiet for {@value #QUIET_MS} ms, or {@value #PATIENCE_MS} ms after the first one when it does not
 * get quiet. The clock comes from outside. Used by one thread.
 */
final class Burst {
    static final long QUIET_MS = 100;
    static final long PATIENCE_MS = 1000;

    private Set<String> paths = new TreeSet<>();
    private long firstNs;
    private long lastNs;

    void add(String path, long nowNs) {
        if (paths.isEmpty()) {
            firstNs = nowNs;
        }
        lastNs = nowNs;
        paths.add(path);
    }

    /** How long until it is due: not above 0 when it is, the largest number when nothing has changed. */
    long waitNs(long nowNs) {
        if (paths.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long quietNs = lastNs + TimeUnit.MILLISECONDS.toNanos(QUIET_MS) - nowNs;
        long patienceNs = firstNs + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS) - nowNs;
        return Math.min(quietNs, patienceNs);
    }

    /** What has changed, once; nothing while it is not due. */
    Set<String> take(long nowNs) {
        if (waitNs(nowNs) > 0) {
            return Set.of();
        }
        Set<String> taken = paths;
        paths = new TreeSet<>();
        return taken;
    }
}
