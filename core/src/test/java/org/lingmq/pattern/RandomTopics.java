package org.lingmq.pattern;

import java.util.Random;

/** Topics that often begin alike, some longer than several edges of the tree, some of any bytes. */
final class RandomTopics {
    private final Random random;

    RandomTopics(Random random) {
        this.random = random;
    }

    byte[] next() {
        int kind = random.nextInt(10);
        if (kind == 0) {
            return repeated(random.nextInt(1200));
        }
        byte[] topic = new byte[random.nextInt(kind < 7 ? 6 : 3)];
        for (int i = 0; i < topic.length; i++) {
            topic[i] = (byte) (kind < 7 ? random.nextInt(3) - 1 : random.nextInt(256));
        }
        return topic;
    }

    /** Mostly the same byte, so that long topics share long beginnings. */
    private byte[] repeated(int length) {
        byte[] topic = new byte[length];
        if (length > 0 && random.nextBoolean()) {
            topic[random.nextInt(length)] = 1;
        }
        return topic;
    }
}
