package org.lingmq.transport.stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Sessions and links in orders that nobody thought of. */
final class SimulationTest {

    private static final int SEEDS = 500;
    private static final int STEPS = 200;

    private static void run(long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + SEEDS; seed++) {
            try {
                new Simulation(seed).run(STEPS);
            } catch (Throwable failure) {
                throw new AssertionError("seed " + seed + ": " + failure, failure);
            }
        }
    }

    @Test
    void ZMTP_21_ZMTP_23_messagesArriveOnceAndInOrderWhateverHappensToTheLinks() {
        run(0);
    }

    @RepeatedTest(5)
    void noOrderOfEventsLosesOrRepeatsAMessage(RepetitionInfo repetition) {
        run(repetition.getCurrentRepetition() * 1_000_000L);
    }
}
