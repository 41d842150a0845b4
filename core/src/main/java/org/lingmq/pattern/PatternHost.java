package org.lingmq.pattern;

import org.lingmq.MonitorEventType;
import org.lingmq.Option;

/** What a pattern needs of its socket. */
public interface PatternHost {

    /** The option's value now. */
    <T> T option(Option<T> option);

    /** Tells the monitor; the pipe may be null. */
    default void event(MonitorEventType type, Pipe pipe, String reason) {
        event(type, pipe, reason, 0);
    }

    /** As {@link #event(MonitorEventType, Pipe, String)}, with the number that belongs to the event. */
    void event(MonitorEventType type, Pipe pipe, String reason, long value);

    /** Counts messages that came to nothing, by reason. */
    void count(Loss reason, long messages);

    /** A random number, for ids that must not be guessed. */
    int randomInt();
}
