package org.lingmq.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.io.Flag;
import org.lingmq.io.Gauge;
import org.lingmq.io.IoThread;
import org.lingmq.io.Slot;

/**
 * What sockets tell the log. What an operator should know is a warning: each kind once in ten seconds at most for the
 * context, with how many there were, so that a hostile peer cannot fill a disk. All else is for debugging. Any thread.
 */
final class EventLog {

    private static final Logger LOG = System.getLogger("org.lingmq.socket");
    private static final long APART_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int LONGEST = 512;

    private final Slot<IoThread> io = new Slot<>();
    private final Map<MonitorEventType, Kind> warnings = new EnumMap<>(MonitorEventType.class);
    private final Kind unheard = new Kind();
    private final Flag unsecured = new Flag();

    EventLog() {
        for (MonitorEventType type : MonitorEventType.values()) {
            if (isWarning(type)) {
                warnings.put(type, new Kind());
            }
        }
    }

    /** Peers that were refused or broke the protocol, and what stays undone because of that. */
    private static boolean isWarning(MonitorEventType type) {
        return switch (type) {
            case HANDSHAKE_FAILED_PROTOCOL,
                    HANDSHAKE_FAILED_AUTH,
                    PEER_REFUSED,
                    ROUTING_ID_REFUSED,
                    DIALER_STOPPED,
                    ACCEPT_FAILED -> true;
            default -> false;
        };
    }

    /** Before the first event. */
    void start(IoThread timing) {
        io.put(timing);
    }

    void write(String socket, MonitorEvent event) {
        Kind kind = warnings.get(event.type());
        if (kind != null) {
            kind.add(() -> line(socket, event));
        } else if (event.type() == MonitorEventType.LINGER_WARNING) {
            // Once for each socket, which it names.
            LOG.log(Level.WARNING, line(socket, event));
        } else if (event.type() == MonitorEventType.UNSECURED && unsecured.tryRaise()) {
            LOG.log(Level.WARNING, line(socket, event) + "; this is said once for each context");
        } else {
            LOG.log(Level.DEBUG, () -> line(socket, event));
        }
    }

    /** A listener did not hear of an event, as too many waited for it. */
    void unheard(String socket) {
        unheard.add(() -> safe(socket) + ": events were dropped, as the monitor's listeners are too slow for them");
    }

    /** The context is closed: writes what was kept back. */
    void end() {
        warnings.values().forEach(Kind::write);
        unheard.write();
    }

    private static String line(String socket, MonitorEvent event) {
        StringBuilder line = new StringBuilder(socket).append(": ").append(event.type());
        if (!event.endpoint().isEmpty()) {
            line.append(" at ").append(event.endpoint());
        }
        if (event.remoteAddress() != null) {
            line.append(", peer ").append(event.remoteAddress());
        }
        if (event.reason() != null && !event.reason().isEmpty()) {
            line.append(": ").append(event.reason());
        }
        return safe(line.toString());
    }

    /** What came from peers is escaped and cut already; this holds for whatever else went into the line. */
    private static String safe(String line) {
        String text = line.replaceAll("[^ -~]", "?");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** One kind of line. */
    private final class Kind {

        private final Flag quiet = new Flag();
        private final Gauge waiting = new Gauge();
        private final Slot<Supplier<String>> newest = new Slot<>();

        void add(Supplier<String> line) {
            newest.put(line);
            waiting.add(1);
            writeUnlessQuiet();
        }

        /** Who raises the flag writes for all that were added before. */
        private void writeUnlessQuiet() {
            if (!quiet.tryRaise()) {
                return;
            }
            write();
            IoThread timing = io.look();
            timing.execute(() -> timing.schedule(APART_NS, this::endQuiet));
        }

        private void write() {
            long count = waiting.value();
            if (count > 0) {
                waiting.add(-count);
                String line = newest.look().get();
                LOG.log(Level.WARNING, line + (count > 1 ? " (the last of " + count + ")" : ""));
            }
        }

        private void endQuiet() {
            quiet.lower();
            if (waiting.value() > 0) {
                writeUnlessQuiet();
            }
        }
    }
}
