package org.lingmq.bench;

/**
 * How long each measurement takes.
 *
 * @param warmMs before anything counts
 * @param windowMs what counts
 * @param rounds how often all is repeated
 */
record Timing(long warmMs, long windowMs, int rounds) {}
