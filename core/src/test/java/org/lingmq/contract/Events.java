package org.lingmq.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Socket;

/** What a socket's monitor told, in order. */
public final class Events {
    private static final long PATIENCE_S = 60;

    private final BlockingQueue<MonitorEvent> told = new LinkedBlockingQueue<>();

    private Events() {}

    public static Events of(Socket socket) {
        Events events = new Events();
        socket.monitor(events.told::add);
        return events;
    }

    /** The next event of that type; those before it are forgotten. */
    public MonitorEvent await(MonitorEventType type) throws InterruptedException {
        List<MonitorEventType> seen = new ArrayList<>();
        while (true) {
            MonitorEvent event = told.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no " + type + " came, only " + seen);
            }
            if (event.type() == type) {
                return event;
            }
            seen.add(event.type());
        }
    }

    /** The next event, whichever it is. */
    public MonitorEvent next() throws InterruptedException {
        MonitorEvent event = told.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event came");
        }
        return event;
    }
}
