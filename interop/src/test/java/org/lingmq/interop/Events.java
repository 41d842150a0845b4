package org.lingmq.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Socket;

/** The monitor events of one socket, in order. */
final class Events {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BlockingQueue<MonitorEvent> coming = new LinkedBlockingQueue<>();
    private final List<MonitorEvent> seen = new ArrayList<>();

    private Events() {}

    static Events of(Socket socket) {
        Events events = new Events();
        socket.monitor(events.coming::add);
        return events;
    }

    /** Waits for the next event of that type; those before it are passed over. */
    MonitorEvent await(MonitorEventType type) throws InterruptedException {
        return await(EnumSet.of(type));
    }

    /** Waits for the next event of one of those types. */
    MonitorEvent await(Set<MonitorEventType> types) throws InterruptedException {
        MonitorEvent event = next(types, PATIENCE);
        return event != null ? event : Assertions.fail("None of " + types + " came; there were " + seen);
    }

    /** The next event of one of those types; null when there is none for so long. */
    MonitorEvent next(Set<MonitorEventType> types, Duration limit) throws InterruptedException {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        while (true) {
            MonitorEvent event = coming.poll(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                return null;
            }
            seen.add(event);
            if (types.contains(event.type())) {
                return event;
            }
        }
    }

    /** All events so far, those passed over included. */
    List<MonitorEvent> soFar() {
        coming.drainTo(seen);
        return List.copyOf(seen);
    }

    /** How many events of that type there were so far. */
    long count(MonitorEventType type) {
        return soFar().stream().filter(event -> event.type() == type).count();
    }
}
