package org.lingmq.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Socket;

/** What a socket's monitor told, in order. Any thread. */
public final class MonitorRecord {
    private static final long PATIENCE_S = 60;

    private final BlockingQueue<MonitorEvent> told = new LinkedBlockingQueue<>();

    private MonitorRecord() {}

    /**
     * Begins to record.
     *
     * @param socket whose events
     * @return a record that ends with the socket
     */
    public static MonitorRecord of(Socket socket) {
        MonitorRecord events = new MonitorRecord();
        socket.monitor(events.told::add);
        return events;
    }

    /**
     * The next event of a type, which must come within a minute; those before it are forgotten.
     *
     * @param type which
     * @return the event
     */
    public MonitorEvent await(MonitorEventType type) {
        return await(type.name(), event -> event.type() == type);
    }

    /**
     * The next event that is looked for, which must come within a minute; those before it are forgotten.
     *
     * @param what is looked for, in words
     * @param wanted whether it is that event
     * @return the event
     */
    public MonitorEvent await(String what, Predicate<MonitorEvent> wanted) {
        List<MonitorEventType> seen = new ArrayList<>();
        try {
            while (true) {
                MonitorEvent event = told.poll(PATIENCE_S, TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError("no " + what + " came, only " + seen);
                }
                if (wanted.test(event)) {
                    return event;
                }
                seen.add(event.type());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, e);
        }
    }

    /** {@return the events that were told and not waited for} */
    public List<MonitorEvent> rest() {
        List<MonitorEvent> rest = new ArrayList<>();
        told.drainTo(rest);
        return rest;
    }
}
