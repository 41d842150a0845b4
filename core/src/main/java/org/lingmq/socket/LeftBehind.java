package org.lingmq.socket;

import java.util.List;
import org.lingmq.MonitorEventType;
import org.lingmq.io.Flag;
import org.lingmq.io.Slot;
import org.lingmq.pattern.Pipe;
import org.lingmq.transport.Addresses;

/** The pipes that a closed socket let go of, and that may still have messages to send. Any thread. */
final class LeftBehind {

    private final Slot<List<Pipe>> pipes = new Slot<>();
    private final Flag warned = new Flag();

    void put(List<Pipe> letGo) {
        pipes.put(List.copyOf(letGo));
    }

    /** How many messages have not left. */
    long unsent() {
        List<Pipe> all = pipes.look();
        return all == null ? 0 : all.stream().mapToLong(Pipe::unsentAfterLetGo).sum();
    }

    /** All pipes warn at the same time, and the first speaks for all. */
    void warn(Monitoring monitoring) {
        long unsent = unsent();
        if (unsent > 0 && warned.tryRaise()) {
            String reason = "the closed socket still holds " + unsent + " unsent messages, for as long as LINGER says";
            monitoring.raise(MonitorEventType.LINGER_WARNING, "", Addresses.NONE, reason, unsent);
        }
    }
}
