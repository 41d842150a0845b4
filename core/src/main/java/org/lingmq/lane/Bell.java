package org.lingmq.lane;

/**
 * Tells the other party of a lane that what it waits for has come.
 *
 * <p>Rung at most once per time the party went to sleep, on the thread of the party that did the work, which may hold
 * its socket's entry or a custody word: an implementation posts and rings, and never runs user code.
 */
@FunctionalInterface
public interface Bell {

    /** A bell for an end that never sleeps. */
    Bell NONE = () -> {};

    /** The lane has bytes (to the consumer) or room (to the producer) again. */
    void ring();
}
