package org.lingmq.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BurstTest {
    private static final long START_NS = Long.MAX_VALUE - 5;

    private final Burst burst = new Burst();

    @Test
    void isNeverDueWithoutAChange() {
        assertEquals(Long.MAX_VALUE, burst.waitNs(START_NS));
        assertEquals(Set.of(), burst.take(START_NS));
    }

    @Test
    void isDueAfterAQuietTimeOnce() {
        burst.add("/a", at(0));
        burst.add("/b", at(60));
        burst.add("/a", at(90));
        assertEquals(Set.of(), burst.take(at(189)));
        assertEquals(TimeUnit.MILLISECONDS.toNanos(1), burst.waitNs(at(189)));
        assertEquals(Set.of("/a", "/b"), burst.take(at(190)));
        assertEquals(Set.of(), burst.take(at(500)));
    }

    @Test
    void hasPatienceForASecond() {
        for (int ms = 0; ms < 1000; ms += 50) {
            burst.add("/" + ms, at(ms));
            assertEquals(Set.of(), burst.take(at(ms)));
        }
        burst.add("/last", at(999));
        assertEquals(21, burst.take(at(1000)).size());
    }

    @Test
    void beginsItsPatienceAnew() {
        burst.add("/a", at(0));
        burst.take(at(100));
        burst.add("/b", at(950));
        assertEquals(Set.of(), burst.take(at(1049)));
        assertEquals(Set.of("/b"), burst.take(at(1050)));
    }

    /** A clock that runs over on the way, as System.nanoTime may. */
    private static long at(long ms) {
        return START_NS + TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
