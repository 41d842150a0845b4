package org.lingmq.pattern;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lingmq.MonitorEventType;
import org.lingmq.Option;

/** A socket as a pattern sees it: options that a test sets, counts and events that it reads. */
final class FakeHost implements PatternHost {

    final List<MonitorEventType> events = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();
    private final Map<Option<?>, Object> values = new HashMap<>();
    private final Map<Loss, Long> counts = new EnumMap<>(Loss.class);
    private final Random random = new Random(1);

    <T> FakeHost with(Option<T> option, T value) {
        values.put(option, value);
        return this;
    }

    @Override
    public <T> T option(Option<T> option) {
        Object value = values.get(option);
        return value == null ? option.defaultValue() : option.type().cast(value);
    }

    @Override
    public void event(MonitorEventType type, Pipe pipe, String reason, long value) {
        events.add(type);
        reasons.add(reason);
    }

    @Override
    public void count(Loss reason, long messages) {
        counts.merge(reason, messages, Long::sum);
    }

    long counted(Loss reason) {
        return counts.getOrDefault(reason, 0L);
    }

    @Override
    public int randomInt() {
        return random.nextInt();
    }
}
