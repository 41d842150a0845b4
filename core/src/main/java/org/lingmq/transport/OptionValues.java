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
    private final Map<Option<?>, Object> set;

    /** Nothing set yet. */
    public OptionValues(SocketType type) {
        this(type, new HashMap<>());
    }

    private OptionValues(SocketType type, Map<Option<?>, Object> set) {
        this.type = type;
        this.set = set;
    }

    /** A copy that later changes do not reach. */
    public OptionValues copy() {
        return new OptionValues(type, new HashMap<>(set));
    }

    /** The value now. */
    public <T> T get(Option<T> option) {
        Object value = set.get(option);
        return value == null ? option.defaultFor(type) : option.type().cast(value);
    }

    /** Sets a checked value. */
    public <T> void set(Option<T> option, T value) {
        set.put(option, value);
    }

    /** Back to the default. */
    public void unset(Option<?> option) {
        set.remove(option);
    }
}
