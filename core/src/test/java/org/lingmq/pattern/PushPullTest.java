package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;

/** PUSH and PULL. */
final class PushPullTest {

    @Nested
    final class PushSide implements PatternContract {

        @Override
        public Pattern create(PatternHost host) {
            return new Push(host);
        }

        @Override
        public String[] fromPeer(Random random) {
            return new String[] {"unwanted"};
        }

        @Override
        public String[] toPeer(Random random) {
            return new String[] {"work", "x".repeat(random.nextInt(5000))};
        }

        @Test
        void PIPE_1_messagesGoRoundAndWaitForRoom() {
            try (Bench bench = bench().highWaterMark(1)) {
                assertFalse(bench.send("early"));
                FakePeer a = bench.accept();
                FakePeer b = bench.accept();
                assertTrue(bench.send("1") && bench.send("2"));
                assertFalse(bench.canSend());
                assertFalse(bench.send("3"));
                assertEquals(List.of("1"), a.hearAll());
                assertTrue(bench.send("3"));
                assertEquals(List.of("3"), a.hearAll());
                assertEquals(List.of("2"), b.hearAll());
            }
        }

        @Test
        void PIPE_1_nothingIsReceived() {
            try (Bench bench = bench()) {
                FakePeer peer = bench.accept().say("what").say("ever");
                assertEquals(
                        ErrorCode.ENOTSUP,
                        assertThrows(ZmqException.class, bench::receive).code());
                assertTrue(peer.allTaken(), "what is thrown away holds no memory");
            }
        }

        @Test
        void PIPE_3_parkedMessagesAreDroppedAtClose() {
            try (Bench bench = bench()) {
                FakePeer peer = bench.accept();
                bench.send("1");
                bench.send("2");
                peer.leave();
                assertEquals(2, bench.pattern.parkedMessages());
                assertEquals(2, bench.pattern.dropParked());
                assertEquals(0, bench.pattern.parkedMessages());
            }
        }

        @Test
        void anAnswerableMessageWithoutMemoryLeavesNothingBehind() {
            try (Bench bench = new Bench(this::create, 200_000)) {
                FakePeer peer = bench.accept();
                bench.send("small");
                ZmqException e = assertThrows(ZmqException.class, () -> bench.send("begun", "x".repeat(300_000)));
                assertEquals(ErrorCode.ENOBUFS, e.code());
                bench.send("after");
                assertEquals(List.of("small", "after"), peer.hearAll());
            }
        }

        @Test
        void returnedMessagesThatFindNoMemoryStayParked() {
            try (Bench bench = new Bench(this::create, 160_000)) {
                FakePeer first = bench.accept();
                bench.send("x".repeat(70_000));
                first.leave();
                FakePeer second = bench.accept();
                assertEquals(1, bench.pattern.parkedMessages());
                assertThrows(ZmqException.class, () -> bench.send("newer"));
                assertEquals(1, bench.pattern.parkedMessages());
                assertEquals(List.of(), second.hearAll());
            }
        }
    }

    @Nested
    final class PullSide implements PatternContract {

        @Override
        public Pattern create(PatternHost host) {
            return new Pull(host);
        }

        @Override
        public String[] fromPeer(Random random) {
            return new String[] {"work", "x".repeat(random.nextInt(5000))};
        }

        @Override
        public String[] toPeer(Random random) {
            return new String[] {"unwanted"};
        }

        @Test
        void PIPE_2_receivingIsFair() {
            try (Bench bench = bench()) {
                FakePeer a = bench.accept();
                FakePeer b = bench.accept();
                for (int i = 0; i < 10; i++) {
                    a.say("a");
                    b.say("b");
                }
                String all = String.join("", bench.receiveAll());
                assertEquals(20, all.length());
                assertFalse(all.contains("aa") || all.contains("bb"), all);
            }
        }

        @Test
        void PIPE_2_nothingIsSent() {
            try (Bench bench = bench()) {
                bench.accept();
                assertFalse(bench.canSend());
                assertEquals(
                        ErrorCode.ENOTSUP,
                        assertThrows(ZmqException.class, () -> bench.send("x")).code());
            }
        }

        @Test
        void aPipeThatRangIsReadAgain() {
            try (Bench bench = bench()) {
                FakePeer peer = bench.accept();
                assertFalse(bench.canReceive());
                peer.say("1");
                assertTrue(bench.hasMail(), "bytes ring");
                assertEquals(List.of("1"), bench.receiveAll());
                peer.say("2");
                assertEquals(List.of("2"), bench.receiveAll());
            }
        }
    }
}
