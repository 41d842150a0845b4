package org.lingmq.web.wire;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time of a log line: formatted once a second. */
final class Timestamps {
    private static final DateTimeFormatter COMMON =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
    private static final DateTimeFormatter ISO_SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter ISO_OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);

    private record Second(long epoch, String common, String iso, String offset) {}

    private final Clock clock;
    // Two threads may format the same second; both get it right.
    private volatile Second last;

    /** Times of {@code clock}, in its zone. */
    Timestamps(Clock clock) {
        this.clock = clock;
        this.last = format(Math.floorDiv(clock.millis(), 1000));
    }

    /** Now, as in the Common Log Format. */
    String common() {
        return second(clock.millis()).common();
    }

    /** Now, in ISO 8601 with milliseconds. */
    String iso() {
        long millis = clock.millis();
        Second second = second(millis);
        String fraction = String.valueOf(1000 + Math.floorMod(millis, 1000));
        return second.iso() + '.' + fraction.substring(1) + second.offset();
    }

    private Second second(long millis) {
        long epoch = Math.floorDiv(millis, 1000);
        Second second = last;
        if (second.epoch() != epoch) {
            second = format(epoch);
            last = second;
        }
        return second;
    }

    private Second format(long epoch) {
        var time = Instant.ofEpochSecond(epoch).atZone(clock.getZone());
        return new Second(epoch, COMMON.format(time), ISO_SECONDS.format(time), ISO_OFFSET.format(time));
    }
}
