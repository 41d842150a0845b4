package org.lingmq.transport;

import java.util.HashMap;
import java.util.Map;
import org.lingmq.Option;
import org.lingmq.SocketType;

/**
 * The option values of one socket: those that were set, defaults for the rest. An endpoint keeps a copy from the moment
 * of its bind or connect.
 */
public final class OptionValues {

    private final SocketType type;

    /** Never changed, but replaced: sockets and their endpoints share it. */
    private Map<Option<?>, Object> set;

    /** Nothing set yet. */
    public OptionValues(SocketType type) {
        this(type, Map.of());
    }

    private OptionValues(SocketType type, Map<Option<?>, Object> set) {
        this.type = type;
        this.set = set;
    }

    /** A copy that later changes do not reach. */
    public OptionValues copy() {
        return new OptionValues(type, set);
    }

    /** The value now. */
    public <T> T get(Option<T> option) {
        Object value = set.get(option);
        return value == null ? option.defaultFor(type) : option.type().cast(value);
    }

    /** Sets a checked value. */
    public <T> void set(Option<T> option, T value) {
        Map<Option<?>, Object> changed = new HashMap<>(set);
        changed.put(option, value);
        set = Map.copyOf(changed);
    }

    /** Back to the default. */
    public void unset(Option<?> option) {
        Map<Option<?>, Object> changed = new HashMap<>(set);
        changed.remove(option);
        set = Map.copyOf(changed);
    }
}
