package org.lingmq.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    /** A clock that runs over on the way, as System.nanoTime may. */
    private static final long START_NS = Long.MAX_VALUE - 5;

    @Test
    void looksEverySecondWhenThatIsQuick() {
        Pace pace = new Pace(at(0), at(1));
        assertEquals(ms(1000), pace.waitNs(at(1)));
        assertEquals(0, pace.waitNs(at(1001)));
        pace.looked(at(1100), at(1200));
        assertEquals(ms(1), pace.waitNs(at(2199)));
        assertEquals(ms(-1), pace.waitNs(at(2201)));
    }

    @Test
    void restsNineTimesAsLongAsALookTook() {
        Pace pace = new Pace(at(0), at(200));
        assertEquals(ms(1800), pace.waitNs(at(200)));
        pace.looked(at(2000), at(5000));
        assertEquals(ms(27_000), pace.waitNs(at(5000)));
        pace.looked(at(32_000), at(32_001));
        assertEquals(ms(1000), pace.waitNs(at(32_001)));
    }

    private static long at(long ms) {
        return START_NS + ms(ms);
    }

    private static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
