package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How fast a thread is, by a clock that the test moves. */
class PaceTest {

    private static final int SAMPLE = 16;

    private long nowNs = 1_000_000_000;

    @BeforeEach
    void forget() {
        Pace.forget();
    }

    /** Writes messages, until one is better left to be written with others; returns how many were written. */
    private int writesUntilFast(int most, long thinkNs, long writeNs) {
        for (int i = 0; i < most; i++) {
            nowNs += thinkNs;
            if (Pace.fast(nowNs)) {
                return i;
            }
            nowNs += writeNs;
            Pace.wrote(nowNs);
        }
        return most;
    }

    @Test
    void messagesCloseBehindTheWritesAreFastHoweverLongAWriteTakes() {
        assertEquals(8, writesUntilFast(100, 1_000, 10_000));
    }

    @Test
    void aThreadThatHasTimeBetweenWritesIsNotFastHoweverShortTheyAre() {
        assertEquals(100, writesUntilFast(100, 4_000, 500));
    }

    @Test
    void aPauseTakesNothingBack() {
        assertEquals(8, writesUntilFast(100, 1_000, 5_000));
        Pace.pause();
        nowNs += 1_000_000;
        assertFalse(Pace.fast(nowNs), "the first after a pause");
        Pace.wrote(nowNs);
        assertEquals(0, writesUntilFast(100, 1_000, 5_000));
    }

    @Test
    void oneMessagePerPauseIsNeverFast() {
        for (int i = 0; i < 100; i++) {
            Pace.pause();
            nowNs += 1_000;
            assertFalse(Pace.fast(nowNs));
            Pace.wrote(nowNs);
        }
    }

    /** Leaves a sample of messages; whether they were found to be slow. */
    private boolean slow(Pace pace, long gapNs) {
        boolean slow = false;
        for (int i = 0; i < SAMPLE; i++) {
            nowNs += gapNs;
            slow |= pace.slow(() -> nowNs);
        }
        return slow;
    }

    @Test
    void messagesThatBecomeRareAreFoundSlowBySamples() {
        Pace pace = new Pace();
        pace.begin();
        assertFalse(slow(pace, 50_000), "the first sample only begins the measurement");
        assertFalse(slow(pace, 5_000));
        assertTrue(slow(pace, 7_000));
        assertFalse(slow(pace, 100));
    }

    @Test
    void eachThreadHasItsOwn() {
        Pace pace = new Pace();
        CompletableFuture.runAsync(() -> {
                    pace.begin();
                    slow(pace, 100);
                })
                .join();
        assertFalse(slow(pace, 7_000), "what is known is about the other");
        assertTrue(slow(pace, 7_000));
    }
}
