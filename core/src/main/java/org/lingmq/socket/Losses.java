package org.lingmq.socket;

import java.util.EnumMap;
import java.util.Map;
import org.lingmq.io.Gauge;
import org.lingmq.lane.LaneContent;
import org.lingmq.pattern.Loss;

/** How many messages of a socket came to nothing, by reason. Any thread. */
final class Losses {

    private final Map<Loss, Gauge> messages = new EnumMap<>(Loss.class);
    private final Gauge lingeringBytes = new Gauge();

    Losses() {
        for (Loss loss : Loss.values()) {
            messages.put(loss, new Gauge());
        }
    }

    void count(Loss reason, long more) {
        messages.get(reason).add(more);
    }

    /** What LINGER ended too early for. */
    void countLingering(LaneContent unsent) {
        count(Loss.LINGER, unsent.messages());
        lingeringBytes.add(unsent.bytes());
    }

    long of(Loss reason) {
        return messages.get(reason).value();
    }

    long lingeringBytes() {
        return lingeringBytes.value();
    }
}
