package org.lingmq.pattern;

import org.lingmq.MonitorEventType;
import org.lingmq.Option;

/** What a pattern needs of its socket. */
public interface PatternHost {

    /** The option's value now. */
    <T> T option(Option<T> option);

    /** Tells the monitor; the pipe may be null. */
    void event(MonitorEventType type, Pipe pipe, String reason);

    /** Counts messages that came to nothing, by reason. */
    void count(Loss reason, long messages);

    /** A random number, for ids that must not be guessed. */
    int randomInt();
}
