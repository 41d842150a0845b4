package org.lingmq.bench.peer;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the driver asks of one process, as {@code key=value} words. */
public record Arguments(
        String work, String role, String endpoint, int size, int count, double rate, long warmNs, long windowNs) {

    /** Reads the words of a command line; what is missing has a harmless value. */
    public static Arguments of(String[] words) {
        Map<String, String> values = new HashMap<>();
        for (String word : words) {
            int sign = word.indexOf('=');
            values.put(word.substring(0, sign), word.substring(sign + 1));
        }
        return new Arguments(
                values.getOrDefault("work", ""),
                values.getOrDefault("role", ""),
                values.getOrDefault("endpoint", ""),
                Integer.parseInt(values.getOrDefault("size", "64")),
                Integer.parseInt(values.getOrDefault("count", "1")),
                Double.parseDouble(values.getOrDefault("rate", "10000")),
                TimeUnit.MILLISECONDS.toNanos(Long.parseLong(values.getOrDefault("warm_ms", "0"))),
                TimeUnit.MILLISECONDS.toNanos(Long.parseLong(values.getOrDefault("window_ms", "0"))));
    }

    /** How many messages are handled between two looks at the clock. */
    int stride() {
        return size >= 65_536 ? 1 : size >= 4096 ? 16 : 256;
    }
}
