package org.lingmq.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lingmq.interop.Pairing.PATIENCE;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lingmq.Message;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.SocketStats;
import org.lingmq.SocketType;

/**
 * A peer is killed in the middle of a stream and another one comes: what had not left this process arrives there, in
 * order, once, and the counters say how much had left.
 */
@NeedsLibzmq
class RestartTest {
    /** After so long nothing reads any more; on a busy machine a pause is no sign of that. */
    private static final Duration NO_ROOM = Duration.ofSeconds(1);

    private static final int STREAM = 7;
    private static final int PARTS = 2;
    private static final int SIZE = 2000;
    private static final int READ_BEFORE = 300;
    private static final int MORE = 500;
    private static final int FEW = 200;

    private static SocketType receiver(SocketType our) {
        return our == SocketType.PUSH ? SocketType.PULL : SocketType.DEALER;
    }

    private static boolean send(Pairing pair, long number, Duration limit) {
        return pair.ours.send(NumberedMessage.make(STREAM, number, PARTS, SIZE), limit);
    }

    /** Sends until nothing fits any more; returns how many messages that were. */
    private static long fill(Pairing pair) {
        long sent = 0;
        while (send(pair, sent, NO_ROOM)) {
            sent++;
        }
        return sent;
    }

    /** The second peer has taken one run of messages, without a gap, from that one on to the last. */
    private static void assertRest(Runs received, long first, long end) {
        assertEquals(List.of(new Runs.Run(STREAM, first, end - 1)), received.all());
    }

    private static void assertAllLeft(SocketStats stats, long messages) {
        assertEquals(messages, stats.messagesSent());
        assertEquals(0, stats.queuedOut());
        assertEquals(0, stats.lost());
        assertEquals(0, stats.dropped());
    }

    @ParameterizedTest
    @EnumSource(names = {"PUSH", "DEALER"})
    void whatHadNotLeftReachesTheRestartedPeer(SocketType our) throws InterruptedException {
        try (Pairing pair = new Pairing(our, receiver(our))) {
            String endpoint = pair.connect(false);
            pair.theirs.consume(PATIENCE, READ_BEFORE);
            long sent = fill(pair);
            assertEquals(READ_BEFORE, pair.theirs.end(PATIENCE));
            pair.python.kill();
            pair.events.await(MonitorEventType.DISCONNECTED);
            SocketStats between = pair.ours.stats();
            long left = between.messagesSent();
            assertEquals(sent, left + between.queuedOut());
            assertTrue(left >= READ_BEFORE, "left: " + left);
            assertTrue(between.queuedOut() > 0, "everything had left");

            Runs received = new Runs();
            try (PythonPeer restarted = PythonPeer.start(received::news)) {
                PythonSocket theirs = restarted.socket(receiver(our).name());
                theirs.bind(endpoint);
                theirs.consume(PATIENCE, sent + MORE - left);
                for (long number = sent; number < sent + MORE; number++) {
                    assertTrue(send(pair, number, PATIENCE));
                }
                assertEquals(sent + MORE - left, theirs.end(PATIENCE.plusSeconds(30)));
                assertRest(received, left, sent + MORE);
            }
            assertAllLeft(pair.ours.stats(), sent + MORE);
            assertEquals(1, pair.ours.stats().reconnects());
            assertEquals(0, pair.ours.stats().returned());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PUSH", "DEALER"})
    void PIPE_3_whatHadNotLeftReachesTheNextPeerOfABoundSocket(SocketType our) throws InterruptedException {
        try (Pairing pair = new Pairing(our, receiver(our))) {
            String endpoint = pair.connect(true);
            pair.theirs.consume(PATIENCE, READ_BEFORE);
            long sent = fill(pair);
            assertEquals(READ_BEFORE, pair.theirs.end(PATIENCE));
            pair.python.kill();
            pair.events.await(MonitorEventType.DISCONNECTED);
            SocketStats between = pair.ours.stats();
            long left = between.messagesSent();
            long kept = between.queuedOut();
            assertEquals(sent, left + kept);
            assertTrue(kept > 0, "everything had left");
            assertFalse(send(pair, sent, Duration.ZERO), "newer messages wait behind those kept");

            Runs received = new Runs();
            try (PythonPeer next = PythonPeer.start(received::news)) {
                PythonSocket theirs = next.socket(receiver(our).name());
                theirs.connect(endpoint);
                theirs.consume(PATIENCE, kept + MORE);
                for (long number = sent; number < sent + MORE; number++) {
                    assertTrue(send(pair, number, PATIENCE));
                }
                assertEquals(kept + MORE, theirs.end(PATIENCE.plusSeconds(30)));
                assertRest(received, left, sent + MORE);
            }
            assertAllLeft(pair.ours.stats(), sent + MORE);
            assertEquals(kept, pair.ours.stats().returned());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PUSH", "DEALER"})
    void whatIsKeptIsDroppedAndCountedWhereTheApplicationWantsThat(SocketType our) throws InterruptedException {
        try (Pairing pair = new Pairing(our, receiver(our))) {
            pair.ours.set(Options.RETURN_UNSENT, false);
            pair.connect(true);
            pair.theirs.consume(PATIENCE, READ_BEFORE);
            long sent = fill(pair);
            assertEquals(READ_BEFORE, pair.theirs.end(PATIENCE));
            pair.python.kill();
            pair.events.await(MonitorEventType.DISCONNECTED);
            SocketStats stats = pair.ours.stats();
            assertTrue(stats.lost() > 0, "everything had left");
            assertEquals(sent, stats.messagesSent() + stats.lost());
            assertEquals(0, stats.queuedOut());
            assertEquals(stats.lost(), stats.dropped());
            assertEquals(
                    stats.lost(),
                    pair.events.await(MonitorEventType.MESSAGES_LOST).value());
        }
    }

    /** What a killed PUSH had sent stays readable, and its successor begins behind it. */
    @Test
    void whatAKilledPeerHadSentIsStillRead() throws InterruptedException {
        try (Pairing pair = new Pairing(SocketType.PULL, SocketType.PUSH)) {
            String endpoint = pair.connect(true);
            pair.theirs.produce(PATIENCE, 1, 0, 500, PARTS, SIZE);
            assertEquals(500, pair.theirs.end(PATIENCE));
            Message first = pair.ours.receive(PATIENCE);
            assertEquals(new NumberedMessage(1, 0), NumberedMessage.read(first, 0));
            pair.python.kill();
            pair.events.await(MonitorEventType.DISCONNECTED);

            try (PythonPeer next = PythonPeer.start()) {
                PythonSocket theirs = next.socket("PUSH");
                theirs.connect(endpoint);
                theirs.produce(PATIENCE, 2, 0, 500, PARTS, SIZE);
                assertEquals(500, theirs.end(PATIENCE));
                Runs received = new Runs();
                received.add(1, 0, 0);
                while (received.all().stream().noneMatch(run -> run.stream() == 2 && run.last() == 499)) {
                    Message message = pair.ours.receive(PATIENCE);
                    assertNotNull(message, () -> "nothing came behind " + received.all());
                    NumberedMessage found = NumberedMessage.read(message, 0);
                    received.add(found.stream(), found.number(), found.number());
                }
                List<Runs.Run> ofFirst =
                        received.all().stream().filter(run -> run.stream() == 1).toList();
                for (int i = 1; i < ofFirst.size(); i++) {
                    assertEquals(ofFirst.get(i - 1).last() + 1, ofFirst.get(i).first());
                }
            }
        }
    }

    /** To write to a peer that has closed destroys what is on its way, so that nothing is written without need. */
    @Test
    void whatAPeerSentBeforeItClosedIsReadHoweverLate() throws InterruptedException {
        try (Pairing pair = new Pairing(SocketType.PULL, SocketType.PUSH)) {
            pair.ours.set(Options.RCVHWM, 10);
            pair.connect(true);
            pair.theirs.produce(PATIENCE, STREAM, 0, FEW, PARTS, SIZE);
            assertEquals(FEW, pair.theirs.end(PATIENCE));
            pair.theirs.close(PATIENCE);
            assertNull(pair.events.next(Set.of(MonitorEventType.DISCONNECTED), NO_ROOM), "the link has ended unread");
            for (int i = 0; i < FEW; i++) {
                Message message = pair.ours.receive(PATIENCE);
                assertNotNull(message, "nothing came behind " + i + " messages");
                assertEquals(new NumberedMessage(STREAM, i), NumberedMessage.read(message, 0));
            }
            pair.events.await(MonitorEventType.DISCONNECTED);
        }
    }
}
