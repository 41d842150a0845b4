package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile subscriber can cost. */
class SubscriptionBombTest {
    private static final int TOPICS = 1_000_000;

    /** Topics that differ from each other, and what sending them costs the peer at least. */
    enum Shape {
        /** A common beginning and a running number. */
        NUMBERED(10) {
            @Override
            byte[] topic(int number, Random random) {
                return ("topic." + (1_000_000 + number)).getBytes(StandardCharsets.US_ASCII);
            }
        },
        /** The shortest that can all differ and are still spread: little is shared, each byte counts. */
        SHORT(10) {
            @Override
            byte[] topic(int number, Random random) {
                return new byte[] {(byte) (number >> 12), (byte) (number >> 4), (byte) number, (byte) (number >> 2)};
            }
        },
        /** Nothing in common behind the first bytes. */
        SCATTERED(10) {
            @Override
            byte[] topic(int number, Random random) {
                byte[] topic = new byte[12];
                random.nextBytes(topic);
                return topic;
            }
        },
        /** The worst known: junctions of two edges everywhere. */
        FORKED(11.5) {
            @Override
            byte[] topic(int number, Random random) {
                int fork = (number >> 1) * 33;
                return new byte[] {(byte) (fork >> 16), (byte) (fork >> 8), (byte) fork, (byte) (number & 1)};
            }
        };

        private final double mostBytesPerWireByte;

        Shape(double mostBytesPerWireByte) {
            this.mostBytesPerWireByte = mostBytesPerWireByte;
        }

        abstract byte[] topic(int number, Random random);
    }

    @ParameterizedTest
    @EnumSource
    void G6_retainedBytesPerWireByteAreBoundedAndFreedOnDeparture(Shape shape) {
        Random random = new Random(7);
        SubscriptionTrie<Object> trie = new SubscriptionTrie<>();
        Object peer = new Object();
        long before = usedBytes();
        long wireBytes = 0;
        for (int i = 0; i < TOPICS; i++) {
            byte[] topic = shape.topic(i, random);
            trie.add(topic, 0, topic.length, peer);
            // Legacy form, the shortest there is: flags, length, 01, topic.
            wireBytes += 3 + topic.length;
        }
        assertTrue(trie.topics() > TOPICS * 0.99, "the shape makes different topics");
        double ratio = (double) (usedBytes() - before) / wireBytes;
        long startNs = System.nanoTime();
        trie.removeAll(peer);
        long departureMs = (System.nanoTime() - startNs) / 1_000_000;
        long leftBytes = usedBytes() - before;
        System.out.printf(
                "%s: %.1f bytes retained per wire byte, departure %d ms, left %d bytes%n",
                shape, ratio, departureMs, leftBytes);
        assertTrue(ratio <= shape.mostBytesPerWireByte, shape + ": " + ratio);
        assertTrue(leftBytes < 2_000_000, leftBytes + " bytes left");
        assertEquals(0, trie.topics());
    }

    private static long usedBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10_240, 102_400, 1 << 20, 16 << 20})
    void T_SUB1_longTopicsNeedNoStack(int length) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread small = new Thread(null, () -> subscribeLong(length), "small stack", 180 << 10);
        small.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        small.start();
        small.join();
        assertNull(failure.get());
    }

    private static void subscribeLong(int length) {
        SubscriptionTrie<String> trie = new SubscriptionTrie<>();
        TopicSet set = new TopicSet();
        byte[] topic = new byte[length];
        new Random(length).nextBytes(topic);
        byte[] sibling = topic.clone();
        sibling[length - 1] ^= 1;
        assertTrue(trie.add(topic, 0, length, "one"));
        assertTrue(trie.add(sibling, 0, length, "other"));
        trie.match(new ArraySource(topic), peer -> assertEquals("one", peer));
        assertTrue(trie.remove(sibling, 0, length, "other"));
        trie.removeAll("one", (bytes, last) -> assertTrue(last && Arrays.equals(topic, bytes)));
        assertEquals(0, trie.topics());
        assertTrue(set.subscribe(topic));
        assertTrue(set.matches(new ArraySource(topic)));
        set.forEach(bytes -> assertTrue(Arrays.equals(topic, bytes)));
        assertTrue(set.unsubscribe(topic));
        assertFalse(set.matches(new ArraySource(topic)));
    }

    /** Copying the long one each time would take many minutes. */
    @Test
    @Timeout(120)
    void shortTopicsDoNotCopyTheLongOneTheyBegin() {
        SubscriptionTrie<String> trie = new SubscriptionTrie<>();
        byte[] topic = new byte[16 << 20];
        trie.add(topic, 0, topic.length, "long");
        for (int i = 0; i < 100_000; i++) {
            assertTrue(trie.add(topic, 0, 1 + i % 100, "short"));
            assertTrue(trie.remove(topic, 0, 1 + i % 100, "short"));
        }
        assertEquals(1, trie.topics());
    }

    @Test
    void manyPeersOnOneTopicComeAndGoQuickly() {
        SubscriptionTrie<Object> trie = new SubscriptionTrie<>();
        Object[] peers = new Object[10_000];
        byte[] topic = {'A'};
        for (int i = 0; i < peers.length; i++) {
            peers[i] = new Object();
            assertTrue(trie.add(topic, 0, 1, peers[i]));
        }
        int[] found = new int[1];
        trie.match(new ArraySource(topic), peer -> found[0]++);
        assertEquals(peers.length, found[0]);
        for (int i = 0; i < peers.length; i++) {
            trie.removeAll(peers[i * 7919 % peers.length]);
        }
        assertEquals(0, trie.topics());
    }
}
