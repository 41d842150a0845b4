package org.lingmq.pattern;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A publisher's subscriptions, shared among 20 subscribers; the topics come in no order that a cache would like. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SubscriptionTrieBenchmark {

    private static final int SUBSCRIBERS = 20;
    private static final int ASKED = 4096;
    private static final int STRIDE = 7919;

    /** Subscriptions there are. */
    @Param({"1000", "1000000"})
    public int topics;

    private final SubscriptionTrie<Object> trie = new SubscriptionTrie<>();
    private final Object[] subscribers = new Object[SUBSCRIBERS];
    private final Frame[] wanted = new Frame[ASKED];
    private final Frame[] unwanted = new Frame[ASKED];
    private int next;

    /** The first frame of a message. */
    private record Frame(byte[] bytes) implements ByteSource {

        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public byte at(int index) {
            return bytes[index];
        }
    }

    /** Subscribes to everything. */
    @Setup
    public void subscribeAll() {
        for (int i = 0; i < SUBSCRIBERS; i++) {
            subscribers[i] = new Object();
        }
        for (int i = 0; i < topics; i++) {
            byte[] topic = topic(i, '.');
            trie.add(topic, 0, topic.length, subscribers[i % SUBSCRIBERS]);
        }
        for (int i = 0; i < ASKED; i++) {
            int number = (int) ((long) i * STRIDE % topics);
            wanted[i] = new Frame(topic(number, '.'));
            unwanted[i] = new Frame(topic(number, '!'));
        }
    }

    private static byte[] topic(int number, char end) {
        return String.format("topic.%08d%c", number, end).getBytes(StandardCharsets.US_ASCII);
    }

    private int turn() {
        next = next + 1 & ASKED - 1;
        return next;
    }

    /** A message that one subscriber gets. */
    @Benchmark
    public void match(Blackhole found) {
        trie.match(wanted[turn()], found::consume);
    }

    /** A message that nobody gets, which shows at its last byte. */
    @Benchmark
    public void matchNobody(Blackhole found) {
        trie.match(unwanted[turn()], found::consume);
    }

    /** One more topic, and away with it. */
    @Benchmark
    public boolean subscribeAndCancel() {
        byte[] topic = unwanted[turn()].bytes();
        trie.add(topic, 0, topic.length, subscribers[0]);
        return trie.remove(topic, 0, topic.length, subscribers[0]);
    }
}
