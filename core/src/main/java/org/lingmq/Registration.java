package org.lingmq;

/**
 * A listener that was handed in; closing it ends the calls.
 *
 * <p>Any thread may close it, any number of times. A call that has begun may still end after {@code close}.
 */
@FunctionalInterface
public interface Registration extends AutoCloseable {
    /** Ends the calls to the listener. Never blocks. */
    @Override
    void close();
}
