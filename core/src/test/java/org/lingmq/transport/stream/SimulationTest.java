package org.lingmq.transport.stream;

import org.junit.jupiter.api.Test;

/** Sessions and links in orders that nobody thought of. */
final class SimulationTest {

    private static final int SEEDS = 2_000;
    private static final int STEPS = 200;

    private static void run(long seed, int steps) {
        try {
            new Simulation(seed).run(steps);
        } catch (Throwable failure) {
            throw new AssertionError("seed " + seed + ": " + failure, failure);
        }
    }

    @Test
    void ZMTP_21_ZMTP_23_messagesArriveOnceAndInOrderWhateverHappensToTheLinks() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, STEPS);
        }
    }
}
