package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionTrieTest {
    private final SubscriptionTrie<String> trie = new SubscriptionTrie<>();

    @Test
    void SUB_4_oneCancelEndsATopicHoweverOftenItWasSubscribed() {
        assertTrue(add("A", "peer"));
        assertFalse(add("A", "peer"));
        assertEquals(1, trie.topicsOf("peer"));
        assertTrue(cancel("A", "peer"));
        assertEquals(List.of(), matching("Ab"));
        assertFalse(cancel("A", "peer"));
    }

    @Test
    void SUB_6_cancelOfAnUnknownTopicChangesNothing() {
        add("weather.paris", "one");
        add("weather.perth", "other");
        for (String unknown : new String[] {"", "w", "weather.p", "weather.perth", "weather.paris.", "x"}) {
            assertFalse(cancel(unknown, "one"), unknown);
        }
        assertFalse(cancel("weather.paris", "stranger"));
        assertEquals(List.of("one"), matching("weather.paris"));
        assertEquals(2, trie.topics());
    }

    @Test
    void PUBSUB_2_peerIsVisitedOnceHoweverManyOfItsTopicsMatch() {
        add("", "both");
        add("weather.", "both");
        add("weather.", "one");
        add("weather.paris", "both");
        assertEquals(List.of("both", "one"), matching("weather.paris"));
        assertEquals(List.of("both", "one"), matching("weather.paris"), "and again for the next message");
        assertEquals(List.of("both"), matching(""));
    }

    @Test
    void PUBSUB_7_firstAndLastSubscriptionShowInTheNumberOfTopics() {
        add("A", "one");
        assertEquals(1, trie.topics());
        add("A", "other");
        assertEquals(1, trie.topics());
        cancel("A", "one");
        assertEquals(1, trie.topics());
        cancel("A", "other");
        assertEquals(0, trie.topics());
    }

    @Test
    void PUBSUB_8_departureReportsEachTopicOfThePeerOnce() {
        add("A", "leaver");
        add("AB", "leaver");
        add("AB", "stayer");
        for (int i = 0; i < 100; i++) {
            add("C", "leaver");
            cancel("C", "leaver");
        }
        add("C", "leaver");
        Map<String, Boolean> reported = new TreeMap<>();
        trie.removeAll("leaver", (topic, last) -> assertEquals(null, reported.put(text(topic), last)));
        assertEquals(Map.of("A", true, "AB", false, "C", true), reported);
        assertEquals(0, trie.topicsOf("leaver"));
        assertEquals(List.of("stayer"), matching("ABC"));
        trie.removeAll("leaver");
        assertEquals(1, trie.topics());
    }

    @Test
    void quotaFiguresFollowThePeersOwnTopics() {
        add("", "peer");
        add("abc", "peer");
        add("abcd", "peer");
        add("abcd", "other");
        assertEquals(3, trie.topicsOf("peer"));
        assertEquals(7, trie.bytesOf("peer"));
        cancel("abc", "peer");
        assertEquals(2, trie.topicsOf("peer"));
        assertEquals(4, trie.bytesOf("peer"));
        trie.removeAll("peer");
        assertEquals(0, trie.topicsOf("peer"));
        assertEquals(0, trie.bytesOf("peer"));
        assertEquals(4, trie.bytesOf("other"));
    }

    @Test
    void failureInTheVisitorLeavesTheTrieIntact() {
        add("", "one");
        add("A", "other");
        assertThrows(
                IllegalStateException.class,
                () -> trie.match(ArraySource.of("A"), peer -> {
                    throw new IllegalStateException(peer);
                }));
        assertEquals(List.of("one", "other"), matching("A"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void agreesWithOneSetForEachPeer(long seed) {
        Random random = new Random(seed);
        RandomTopics source = new RandomTopics(random);
        List<String> peers = IntStream.range(0, 1 + random.nextInt(30))
                .mapToObj(i -> "peer" + i)
                .toList();
        Map<String, Set<byte[]>> model = new TreeMap<>();
        peers.forEach(peer -> model.put(peer, new TreeSet<>(Arrays::compareUnsigned)));
        for (int step = 0; step < 20_000; step++) {
            String peer = peers.get(random.nextInt(peers.size()));
            byte[] topic = source.next();
            switch (random.nextInt(5)) {
                case 0, 1 -> assertEquals(model.get(peer).add(topic), trie.add(padded(topic), 2, topic.length, peer));
                case 2 ->
                    assertEquals(model.get(peer).remove(topic), trie.remove(padded(topic), 2, topic.length, peer));
                case 3 -> assertMatches(model, topic);
                default -> leaveNowAndThen(model, peer, random);
            }
            assertFigures(model, peer);
        }
        peers.forEach(trie::removeAll);
        assertEquals(0, trie.topics());
    }

    private void leaveNowAndThen(Map<String, Set<byte[]>> model, String peer, Random random) {
        if (random.nextInt(40) > 0) {
            return;
        }
        Set<byte[]> reported = new TreeSet<>(Arrays::compareUnsigned);
        if (random.nextBoolean()) {
            trie.removeAll(peer);
        } else {
            trie.removeAll(peer, (topic, last) -> assertTrue(reported.add(topic)));
            assertEquals(model.get(peer), reported);
        }
        model.get(peer).clear();
    }

    private void assertMatches(Map<String, Set<byte[]>> model, byte[] message) {
        List<String> expected = model.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(topic -> TopicSetTest.startsWith(message, topic)))
                .map(Map.Entry::getKey)
                .toList();
        assertEquals(expected, matching(new ArraySource(message)));
    }

    private void assertFigures(Map<String, Set<byte[]>> model, String peer) {
        Set<byte[]> topics = model.get(peer);
        assertEquals(topics.size(), trie.topicsOf(peer));
        assertEquals(topics.stream().mapToLong(topic -> topic.length).sum(), trie.bytesOf(peer));
    }

    private static byte[] padded(byte[] topic) {
        byte[] padded = new byte[topic.length + 3];
        Arrays.fill(padded, (byte) 7);
        System.arraycopy(topic, 0, padded, 2, topic.length);
        return padded;
    }

    private boolean add(String topic, String peer) {
        return trie.add(topic.getBytes(StandardCharsets.ISO_8859_1), 0, topic.length(), peer);
    }

    private boolean cancel(String topic, String peer) {
        return trie.remove(topic.getBytes(StandardCharsets.ISO_8859_1), 0, topic.length(), peer);
    }

    private static String text(byte[] topic) {
        return new String(topic, StandardCharsets.ISO_8859_1);
    }

    private List<String> matching(String message) {
        return matching(ArraySource.of(message));
    }

    /** The peers found, sorted; a peer found twice stands there twice. */
    private List<String> matching(ByteSource message) {
        List<String> found = new ArrayList<>();
        trie.match(message, found::add);
        found.sort(null);
        return found;
    }
}
