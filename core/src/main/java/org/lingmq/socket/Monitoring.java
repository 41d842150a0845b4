package org.lingmq.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Registration;
import org.lingmq.io.Slot;
import org.lingmq.transport.Addresses;

/** Tells a socket's events to whoever listens. Any thread raises one; listeners run on a thread of the context's. */
final class Monitoring {

    private final SocketHost host;
    private final String socket;
    private final Slot<List<Consumer<MonitorEvent>>> listeners = new Slot<>();

    Monitoring(SocketHost host, String socket) {
        this.host = host;
        this.socket = socket;
        listeners.put(List.of());
    }

    /** Adds a listener. */
    void add(Consumer<MonitorEvent> listener) {
        listeners.change(before -> {
            List<Consumer<MonitorEvent>> more = new ArrayList<>(before);
            more.add(listener);
            return List.copyOf(more);
        });
    }

    /** Removes a listener, which is told so. */
    void remove(Consumer<MonitorEvent> listener) {
        boolean[] found = new boolean[1];
        listeners.change(before -> {
            List<Consumer<MonitorEvent>> fewer = new ArrayList<>(before);
            found[0] = fewer.remove(listener);
            return List.copyOf(fewer);
        });
        if (found[0]) {
            MonitorEvent stopped = made(MonitorEventType.MONITOR_STOPPED, "", Addresses.NONE, "", 0);
            host.dispatch(socket, () -> listener.accept(stopped), true);
        }
    }

    void raise(MonitorEventType type, String endpoint, Addresses addresses, String reason, long value) {
        MonitorEvent event = made(type, endpoint, addresses, reason, value);
        host.log(socket, event);
        for (Consumer<MonitorEvent> listener : listeners.look()) {
            host.dispatch(socket, () -> listener.accept(event), false);
        }
    }

    private MonitorEvent made(MonitorEventType type, String endpoint, Addresses addresses, String reason, long value) {
        return new MonitorEvent(
                type,
                endpoint,
                addresses.local(),
                addresses.remote(),
                addresses.routingId(),
                reason,
                value,
                host.wallClockMs());
    }

    /** No listener is told anything any more. */
    void end() {
        for (Consumer<MonitorEvent> listener : listeners.look()) {
            remove(listener);
        }
    }

    /** What stops a listener. */
    Registration registration(Consumer<MonitorEvent> listener) {
        return () -> remove(listener);
    }
}
