package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicSetTest {
    private final TopicSet topics = new TopicSet();

    @Test
    void SUB_4_subscriberTellsTheFirstAndTheLastOfEachTopic() {
        assertTrue(topics.subscribe(bytes("A")));
        assertFalse(topics.subscribe(bytes("A")));
        assertEquals(1, topics.distinct());
        assertFalse(topics.unsubscribe(bytes("A")), "one reference is left");
        assertTrue(topics.matches(ArraySource.of("Ab")));
        assertTrue(topics.unsubscribe(bytes("A")));
        assertFalse(topics.matches(ArraySource.of("Ab")));
        assertEquals(0, topics.distinct());
    }

    @Test
    void SUB_5_eachDistinctTopicIsReplayedOnceInOrder() {
        for (String topic : new String[] {"B", "A", "\u00ff", "A", "", "AB", "AA", "\u007f"}) {
            topics.subscribe(bytes(topic));
        }
        List<String> replayed = new ArrayList<>();
        topics.forEach(topic -> replayed.add(new String(topic, StandardCharsets.ISO_8859_1)));
        assertEquals(List.of("", "A", "AA", "AB", "B", "\u007f", "\u00ff"), replayed);
        assertEquals(replayed.size(), topics.distinct());
    }

    @Test
    void SUB_6_unknownTopicIsNotUnsubscribed() {
        topics.subscribe(bytes("weather.paris"));
        for (String unknown : new String[] {"", "w", "weather.", "weather.paris.", "weather.perth", "x"}) {
            assertFalse(topics.unsubscribe(bytes(unknown)), unknown);
        }
        assertEquals(1, topics.distinct());
    }

    @Test
    void SUB_1_topicMatchesTheBeginningAndTheEmptyOneAll() {
        topics.subscribe(bytes("weather.paris"));
        assertTrue(topics.matches(ArraySource.of("weather.paris")));
        assertTrue(topics.matches(ArraySource.of("weather.paris rain")));
        assertFalse(topics.matches(ArraySource.of("weather.pari")));
        assertFalse(topics.matches(ArraySource.of("weather.perth")));
        assertFalse(topics.matches(ArraySource.of("")));
        topics.subscribe(new byte[0]);
        assertTrue(topics.matches(ArraySource.of("")));
        assertTrue(topics.matches(ArraySource.of("x")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithACountingMap(long seed) {
        Random random = new Random(seed);
        RandomTopics source = new RandomTopics(random);
        Map<byte[], Integer> model = new TreeMap<>(Arrays::compareUnsigned);
        for (int step = 0; step < 20_000; step++) {
            byte[] topic = source.next();
            switch (random.nextInt(step / 4000 % 2 == 0 ? 3 : 4)) {
                case 0 -> assertEquals(model.merge(topic, 1, Integer::sum) == 1, topics.subscribe(topic));
                case 1 -> assertEquals(matches(model, topic), topics.matches(new ArraySource(topic)));
                default -> assertEquals(takeBack(model, topic), topics.unsubscribe(topic));
            }
            assertEquals(model.size(), topics.distinct());
        }
        List<byte[]> listed = new ArrayList<>();
        topics.forEach(listed::add);
        assertArrayEquals(model.keySet().toArray(), listed.toArray());
    }

    private static boolean takeBack(Map<byte[], Integer> model, byte[] topic) {
        int count = model.getOrDefault(topic, 0);
        if (count > 1) {
            model.put(topic, count - 1);
        } else {
            model.remove(topic);
        }
        return count == 1;
    }

    private static boolean matches(Map<byte[], Integer> model, byte[] message) {
        return model.keySet().stream().anyMatch(topic -> startsWith(message, topic));
    }

    static boolean startsWith(byte[] message, byte[] topic) {
        return message.length >= topic.length && Arrays.equals(message, 0, topic.length, topic, 0, topic.length);
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }
}
