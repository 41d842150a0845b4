package org.lingmq.bench;

/**
 * How long each measurement takes.
 *
 * @param jvmWarmMs before anything counts in a program on a JVM, which compiles itself meanwhile
 * @param nativeWarmMs before anything counts in one that needs none of that
 * @param windowMs what counts
 * @param rounds how often all is repeated
 * @param idleMs how long connections that do nothing are watched
 */
record Timing(long jvmWarmMs, long nativeWarmMs, long windowMs, int rounds, long idleMs) {

    /** For one work: at a fixed rate few messages come, so a compiler and a rare delay need longer to show. */
    Timing of(Work work) {
        return work == Work.FIXED_RATE
                ? new Timing(2 * jvmWarmMs, 2 * nativeWarmMs, 2 * windowMs, rounds, idleMs)
                : this;
    }
}
