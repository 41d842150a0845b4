package org.lingmq.web.live;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The open event streams, up to a bound. Any thread may use it. */
final class Audience {
    private static final Logger LOG = System.getLogger("org.lingmq.web.live");

    private final int most;
    private final Set<EventStream> streams = new HashSet<>();
    private boolean closed;

    Audience(int most) {
        this.most = most;
    }

    /** Takes one more in; returns whether there was room and it is not closed. */
    synchronized boolean enter(EventStream stream) {
        return !closed && streams.size() < most && streams.add(stream);
    }

    synchronized void leave(EventStream stream) {
        streams.remove(stream);
    }

    synchronized int size() {
        return streams.size();
    }

    /**
     * Does something with each, also when that fails for some; outside the lock, for a stream may leave during that.
     */
    void each(Consumer<EventStream> action) {
        each(all(), action);
    }

    /** Does something with each of these, also when that fails for some. */
    static void each(List<EventStream> streams, Consumer<EventStream> action) {
        for (EventStream stream : streams) {
            try {
                action.accept(stream);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "A stream of events did not end well", e);
            }
        }
    }

    /** Those who are in now. */
    synchronized List<EventStream> all() {
        return new ArrayList<>(streams);
    }

    /** Takes nobody in any more and ends all streams. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        each(EventStream::finish);
    }

    synchronized void open() {
        closed = false;
    }
}
