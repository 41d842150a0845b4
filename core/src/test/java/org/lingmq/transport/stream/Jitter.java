package org.lingmq.transport.stream;

import java.util.random.RandomGenerator;

/** Chance that always falls the same way. */
final class Jitter implements RandomGenerator {

    /** From 0, the shortest, to 1, the longest pause. */
    double share;

    Jitter(double share) {
        this.share = share;
    }

    @Override
    public long nextLong() {
        throw new AssertionError("the back-off asks for a share");
    }

    @Override
    public double nextDouble() {
        return share;
    }
}
