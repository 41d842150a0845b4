package org.lingmq.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lingmq.Context;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** Times that have no room in a count of nanoseconds. */
class LongTimesTest {

    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Duration MOST_NEGATIVE = Duration.ofSeconds(Long.MIN_VALUE);

    @Test
    void socketAndContextCloseHoweverLongTheyMayTakeForIt() {
        Context context = Context.open();
        try (Socket push = context.socket(SocketType.PUSH).set(Options.LINGER, MOST_NEGATIVE)) {
            push.connect("inproc://nobody");
        }
        assertEquals(List.of(), context.close(LONGEST));
        assertTrue(context.closed());
    }
}
