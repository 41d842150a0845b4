package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTreeTest {
    private final PrefixTree tree = new PrefixTree();

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void staysAsSmallAsItsStringsAndEmptiesEntirely(long seed) {
        Random random = new Random(seed);
        RandomTopics source = new RandomTopics(random);
        Set<byte[]> model = new TreeSet<>(Arrays::compareUnsigned);
        for (int step = 0; step < 3000; step++) {
            byte[] string = source.next();
            if (random.nextInt(3) > 0) {
                tree.insert(string, 0, string.length).value = string;
                model.add(string);
            } else if (model.remove(string)) {
                remove(string);
            }
            if (step % 50 == 0) {
                assertSmall(model);
            }
        }
        List<byte[]> rest = new ArrayList<>(model);
        Collections.shuffle(rest, random);
        rest.forEach(this::remove);
        assertTrue(tree.root().isLeaf());
    }

    private void remove(byte[] string) {
        PrefixNode node = tree.find(string, 0, string.length);
        node.value = null;
        tree.prune(node);
    }

    private void assertSmall(Set<byte[]> model) {
        int nodes = 0;
        int values = 0;
        Deque<PrefixNode> open = new ArrayDeque<>(List.of(tree.root()));
        while (!open.isEmpty()) {
            PrefixNode node = open.pop();
            nodes++;
            values += node.value == null ? 0 : 1;
            open.addAll(Arrays.asList(node.sortedChildren()));
        }
        long bytes = model.stream().mapToLong(string -> string.length).sum();
        assertEquals(model.size(), values);
        assertTrue(nodes <= 3 * model.size() + 1 + bytes / 128, nodes + " nodes for " + model.size());
    }

    @Test
    void nodeWithAValueKeepsItsIdentityWhileItsEdgeIsSplitAndJoined() {
        byte[] longer = "weather.paris".getBytes(StandardCharsets.US_ASCII);
        byte[] shorter = "weather.perth".getBytes(StandardCharsets.US_ASCII);
        PrefixNode node = tree.insert(longer, 0, longer.length);
        node.value = "here";
        tree.insert(shorter, 0, shorter.length).value = "there";
        assertEquals(node, tree.find(longer, 0, longer.length));
        remove(shorter);
        assertEquals(node, tree.find(longer, 0, longer.length));
        assertEquals(tree.root(), node.parent, "the junction is gone");
        assertArrayEquals(longer, PrefixTree.stringOf(node));
    }

    @Test
    void everyFirstByteFindsItsOwnEdgeAtEveryWidth() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(5));
        for (int width = 0; width < 256; width++) {
            tree.insert(new byte[] {order.get(width).byteValue()}, 0, 1).value = width;
            assertEdges(order, 0, width);
        }
        for (int gone = 0; gone < 256; gone++) {
            remove(new byte[] {order.get(gone).byteValue()});
            assertEdges(order, gone + 1, 255);
        }
    }

    private void assertEdges(List<Integer> order, int first, int last) {
        for (int i = 0; i < 256; i++) {
            PrefixNode child = tree.root().child(order.get(i).byteValue());
            if (i < first || i > last) {
                assertNull(child);
            } else {
                assertEquals(i, child.value);
            }
        }
        assertEquals(last - first + 1, tree.root().sortedChildren().length);
    }
}
