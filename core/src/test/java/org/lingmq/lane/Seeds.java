package org.lingmq.lane;

import java.util.Random;

/** Runs a property for many seeds and names the seed that broke it. */
final class Seeds {

    /** What is true for every seed. */
    @FunctionalInterface
    interface Property {
        void check(Random random) throws Exception;
    }

    private Seeds() {}

    static void each(int count, Property property) {
        for (int seed = 0; seed < count; seed++) {
            one(seed, property);
        }
    }

    static void one(int seed, Property property) {
        try {
            property.check(new Random(seed));
        } catch (Throwable failure) {
            throw new AssertionError("seed " + seed + ": " + failure, failure);
        }
    }

    static int oneOf(Random random, int... values) {
        return values[random.nextInt(values.length)];
    }

    static boolean chance(Random random, int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
