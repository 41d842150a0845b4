package org.lingmq;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What {@link Options} says of one option while its table is built: a value with a range, then what is special about
 * it. Used by one thread; an {@link Option} holds it once it is complete.
 */
final class OptionSpec<T> {
    /** What libzmq's int milliseconds hold. */
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    final String name;
    final int number;
    final Class<T> type;
    final T defaultValue;
    final Map<SocketType, T> defaultsByType = new EnumMap<>(SocketType.class);
    final String range;
    final Predicate<T> legal;
    String doc = "";
    Set<SocketType> types = Collections.unmodifiableSet(EnumSet.allOf(SocketType.class));
    boolean settable = true;
    boolean gettable = true;
    boolean immediate;
    boolean draft;

    OptionSpec(String name, int number, Class<T> type, T defaultValue, String range, Predicate<T> legal) {
        this.name = name;
        this.number = number;
        this.type = type;
        this.defaultValue = defaultValue;
        this.range = range;
        this.legal = legal;
    }

    static OptionSpec<Boolean> flag(String name, int number, boolean defaultValue) {
        return new OptionSpec<>(name, number, Boolean.class, defaultValue, "true or false", value -> true);
    }

    static OptionSpec<Integer> count(String name, int number, int defaultValue, int least, int most) {
        return new OptionSpec<>(
                name,
                number,
                Integer.class,
                defaultValue,
                most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most,
                value -> value >= least && value <= most);
    }

    static OptionSpec<Long> size(String name, int number, long defaultValue, long least) {
        return new OptionSpec<>(name, number, Long.class, defaultValue, least + " or more", value -> value >= least);
    }

    /** A time of zero or more. */
    static OptionSpec<Duration> time(String name, int number, Duration defaultValue) {
        return time(name, number, defaultValue, LONGEST, false, "");
    }

    /** A time of zero or more, or a negative one with a meaning of its own. */
    static OptionSpec<Duration> timeOr(String name, int number, Duration defaultValue, String negativeMeans) {
        return time(name, number, defaultValue, LONGEST, true, ", or negative: " + negativeMeans);
    }

    static OptionSpec<Duration> timeUpTo(String name, int number, Duration defaultValue, Duration most) {
        return time(name, number, defaultValue, most, false, "");
    }

    private static OptionSpec<Duration> time(
            String name, int number, Duration defaultValue, Duration most, boolean negative, String more) {
        return new OptionSpec<>(
                name,
                number,
                Duration.class,
                defaultValue,
                "0 to " + most.toMillis() + " ms" + more,
                value -> value.isNegative() ? negative : value.compareTo(most) <= 0);
    }

    /** A routing id; ids that begin with byte 0 are those a ROUTER makes up. */
    static OptionSpec<byte[]> routingId(String name, int number) {
        return new OptionSpec<>(
                name,
                number,
                byte[].class,
                new byte[0],
                "1 to 255 bytes, the first not 0; or none for no id",
                value -> value.length == 0 || (value.length <= 255 && value[0] != 0));
    }

    static <T> OptionSpec<T> readOnly(String name, int number, Class<T> type, T defaultValue, String range) {
        OptionSpec<T> spec = new OptionSpec<>(name, number, type, defaultValue, range, value -> true);
        spec.settable = false;
        spec.immediate = true;
        return spec;
    }

    /** Restricts the option to some types of sockets. */
    OptionSpec<T> on(SocketType first, SocketType... more) {
        types = Collections.unmodifiableSet(EnumSet.of(first, more));
        return this;
    }

    OptionSpec<T> defaultOn(SocketType socketType, T value) {
        defaultsByType.put(socketType, value);
        return this;
    }

    OptionSpec<T> atOnce() {
        immediate = true;
        return this;
    }

    /** libzmq has it only when it was built with its draft API. */
    OptionSpec<T> draft() {
        draft = true;
        return this;
    }

    /** A message that the library sends or delivers by itself; cleared by setting no bytes. */
    static OptionSpec<byte[]> message(String name, int number) {
        OptionSpec<byte[]> spec = new OptionSpec<>(
                name, number, byte[].class, new byte[0], "any bytes; none for no message", bytes -> true);
        return spec.writeOnly().draft();
    }

    OptionSpec<T> writeOnly() {
        gettable = false;
        return this;
    }

    /** The last word on an option: what it does. */
    Option<T> doc(String line) {
        doc = line;
        return new Option<>(this);
    }

    /** A value for an error message: short, and with no byte that a terminal would act on. */
    static String show(Object value) {
        if (value instanceof byte[] bytes) {
            int shown = Math.min(bytes.length, 16);
            return bytes.length + " bytes (" + HexFormat.of().formatHex(bytes, 0, shown)
                    + (shown < bytes.length ? "..." : "") + ")";
        }
        if (value instanceof Duration duration) {
            return show(duration);
        }
        String text = String.valueOf(value).replaceAll("[^ -~]", "?");
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    /** In milliseconds as in the ranges, unless it is less than one, or more than a long counts. */
    private static String show(Duration time) {
        if (time.toSeconds() == Long.MIN_VALUE || Math.abs(time.toSeconds()) > Long.MAX_VALUE / 1000 - 1) {
            return time.toSeconds() + " s";
        }
        return time.toMillis() == 0 && !time.isZero() ? time.toNanos() + " ns" : time.toMillis() + " ms";
    }

    /** The unchecked cast of a generic type's class stands here alone. */
    @SuppressWarnings("unchecked")
    static Class<Map<String, String>> mapType() {
        return (Class<Map<String, String>>) (Class<?>) Map.class;
    }

    /** Whether a METADATA map fits the 4 KiB and 64 properties that a LingMQ peer takes in a handshake (RFC 23). */
    static boolean legalMetadata(Map<String, String> metadata) {
        long bytes = 0;
        for (Map.Entry<String, String> property : metadata.entrySet()) {
            if (!property.getKey().matches("[Xx]-[A-Za-z0-9._+-]{1,253}") || property.getValue() == null) {
                return false;
            }
            bytes += 5L + property.getKey().length() + property.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        return metadata.size() <= 60 && bytes <= 3072;
    }
}
