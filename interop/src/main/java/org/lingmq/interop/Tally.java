package org.lingmq.interop;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Which numbers of one stream have come. Each connection carries consecutive numbers in order; what two of them carried
 * may come interleaved, so every number goes on where a run of numbers stands or begins another run.
 */
final class Tally {
    private final BitSet seen = new BitSet();
    private final Set<Long> runEnds = new HashSet<>();
    private long runs;
    private String problem;

    /** Number so and so has come. */
    void add(long number) {
        int index = Math.toIntExact(number);
        if (seen.get(index)) {
            problem = "message " + number + " came twice";
        }
        seen.set(index);
        if (!runEnds.remove(number - 1)) {
            runs++;
        }
        runEnds.add(number);
    }

    long count() {
        return seen.cardinality();
    }

    /** How many runs of consecutive numbers in order there are; no more than connections. */
    long runs() {
        return runs;
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
