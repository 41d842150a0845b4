package org.lingmq.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Medians, ratios and goals. */
class ResultsTest {
    private static final Case SMALL = new Case(Work.ONE_WAY, "tcp", 64, 1, 0);

    private final Results results = new Results();

    private void measured(String peer, double... rates) {
        for (double rate : rates) {
            results.add(SMALL, peer, Map.of("messages_per_s", rate));
        }
    }

    @Test
    void theMedianIgnoresOneBadRound() {
        measured(Programs.LING, 10, 1, 12);
        assertEquals(10, results.median(SMALL, Programs.LING, "messages_per_s"));
        measured(Programs.LING, 14);
        assertEquals(11, results.median(SMALL, Programs.LING, "messages_per_s"));
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        measured(Programs.LING, 10, 40, 90);
        measured(Programs.LIBZMQ, 5, 10, 30);
        assertEquals(3, results.ratio(SMALL, "messages_per_s", Programs.LING, Programs.LIBZMQ));
    }

    @Test
    void whatWasNotMeasuredIsNoNumber() {
        measured(Programs.LING, 10);
        assertTrue(Double.isNaN(results.ratio(SMALL, "messages_per_s", Programs.LING, Programs.LIBZMQ)));
        assertEquals("-", Numbers.shortly(Double.NaN));
    }

    @Test
    void aBarSaysWhetherItWasReached() {
        measured(Programs.LING, 10);
        measured(Programs.LIBZMQ, 2);
        List<Bars.Bar> bars = Bars.of(List.of(SMALL), results);
        Bars.Bar first = bars.get(0);
        assertEquals(4, first.wanted());
        assertEquals(5, first.measured());
        assertTrue(first.met());
        assertTrue(Bars.text(bars).contains("not measured"), "JeroMQ and the limit were not");
    }

    @Test
    void figuresAreWrittenAsPeopleReadThem() {
        assertEquals("1.50 M", Numbers.shortly(1_500_000));
        assertEquals("12.3 k", Numbers.shortly(12_345));
        assertEquals("7", Numbers.shortly(7));
    }
}
