package org.lingmq.socket;

import java.util.concurrent.TimeUnit;

/** Lets something happen once a second at most. Belongs to the holder of the socket's entry. */
final class Seldom {

    private static final long APART_NS = TimeUnit.SECONDS.toNanos(1);

    private boolean ever;
    private long lastNs;

    boolean due(long nowNs) {
        if (ever && nowNs - lastNs < APART_NS) {
            return false;
        }
        ever = true;
        lastNs = nowNs;
        return true;
    }
}
