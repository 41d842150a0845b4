package org.lingmq;

import java.util.random.RandomGenerator;

/** Printable random ids for {@link Socket#randomId()}, from any source of numbers. */
final class RandomId {
    private RandomId() {}

    /** Two groups of four lower-case hex digits, such as {@code 01af-9c2e}. */
    static String from(RandomGenerator random) {
        return String.format("%04x-%04x", random.nextInt(0x10000), random.nextInt(0x10000));
    }
}
