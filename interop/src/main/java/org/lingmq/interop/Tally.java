package org.lingmq.interop;

import java.util.BitSet;

/** Which numbers of one stream have come: each once, in order but for a step back where a connection was cut. */
final class Tally {
    private final BitSet seen = new BitSet();
    private long last = -1;
    private long steps;
    private String problem;

    /** Number so and so has come. */
    void add(long number) {
        int index = Math.toIntExact(number);
        if (seen.get(index)) {
            problem = "message " + number + " came twice";
        }
        seen.set(index);
        if (number != last + 1) {
            steps++;
        }
        last = number;
    }

    long count() {
        return seen.cardinality();
    }

    /** How often a number was not the one behind its predecessor. */
    long steps() {
        return steps;
    }

    /** How many runs of numbers below the limit have not come. */
    long gaps(long limit) {
        long gaps = 0;
        for (int from = seen.nextClearBit(0); from < limit; from = seen.nextClearBit(seen.nextSetBit(from))) {
            gaps++;
            if (seen.nextSetBit(from) < 0) {
                break;
            }
        }
        return gaps;
    }

    /** Whether all numbers from 0 to the last have come. */
    boolean isPrefix() {
        return seen.nextClearBit(0) == seen.length();
    }

    String problem() {
        return problem;
    }
}
