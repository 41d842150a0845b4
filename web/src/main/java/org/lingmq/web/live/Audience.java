package org.lingmq.web.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The open event streams, up to a bound. Any thread may use it. */
final class Audience {
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

    /** Does something with each; outside the lock, for a stream may leave during that. */
    void each(Consumer<EventStream> action) {
        List<EventStream> all;
        synchronized (this) {
            all = new ArrayList<>(streams);
        }
        all.forEach(action);
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
