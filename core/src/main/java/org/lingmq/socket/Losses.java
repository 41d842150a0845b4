package org.lingmq.socket;

import java.util.EnumMap;
import java.util.Map;
import org.lingmq.io.Gauge;
import org.lingmq.io.Slot;
import org.lingmq.lane.LaneContent;
import org.lingmq.pattern.Loss;

/** How many messages of a socket came to nothing, by reason. Any thread. Most sockets lose none and count nothing. */
final class Losses {

    private final Slot<Counts> counts = new Slot<>();

    private static final class Counts {

        private final Map<Loss, Gauge> messages = new EnumMap<>(Loss.class);
        private final Gauge lingeringBytes = new Gauge();

        Counts() {
            for (Loss loss : Loss.values()) {
                messages.put(loss, new Gauge());
            }
        }
    }

    void count(Loss reason, long more) {
        counts().messages.get(reason).add(more);
    }

    private Counts counts() {
        if (!counts.filled()) {
            counts.change(before -> before == null ? new Counts() : before);
        }
        return counts.look();
    }

    /** What LINGER ended too early for. */
    void countLingering(LaneContent unsent) {
        count(Loss.LINGER, unsent.messages());
        counts().lingeringBytes.add(unsent.bytes());
    }

    long of(Loss reason) {
        Counts now = counts.look();
        return now == null ? 0 : now.messages.get(reason).value();
    }

    long lingeringBytes() {
        Counts now = counts.look();
        return now == null ? 0 : now.lingeringBytes.value();
    }
}
