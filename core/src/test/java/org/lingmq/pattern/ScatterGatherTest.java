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
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;

/** SCATTER and GATHER. */
final class ScatterGatherTest {

    @Nested
    final class ScatterSide implements SingleFrameContract {

        @Override
        public SocketType type() {
            return SocketType.SCATTER;
        }

        @Override
        public Pattern create(PatternHost host) {
            return new Scatter(host);
        }

        @Override
        public String[] fromPeer(Random random) {
            return new String[] {"unwanted"};
        }

        @Override
        public String[] toPeer(Random random) {
            return new String[] {"x".repeat(random.nextInt(5000))};
        }

        @Test
        void SCAT_1_messagesGoRoundAndWaitForRoom() {
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
        void SCAT_1_whatDidNotLeaveGoesToTheNextPeer() {
            try (Bench bench = bench()) {
                FakePeer first = bench.accept();
                bench.send("1");
                bench.send("2");
                first.leave();
                assertEquals(List.of("1", "2"), bench.accept().hearAll());
                assertEquals(2, bench.counted(Loss.RETURNED));
            }
        }

        @Test
        void SCAT_1_nothingIsReceived() {
            try (Bench bench = bench()) {
                FakePeer peer = bench.accept().say("what").say("ever", "it", "is");
                ZmqException e = assertThrows(ZmqException.class, bench::receive);
                assertEquals(ErrorCode.ENOTSUP, e.code());
                assertEquals(
                        "ENOTSUP: a SCATTER socket only sends; receive with its peer, a GATHER socket", e.getMessage());
                assertTrue(peer.allTaken(), "what is thrown away holds no memory");
            }
        }

        @Test
        void conflateIsNotForThisType() {
            try (Bench bench = bench().with(Options.CONFLATE, true)) {
                FakePeer peer = bench.accept();
                bench.send("1");
                bench.send("2");
                assertEquals(List.of("1", "2"), peer.hearAll());
            }
        }
    }

    @Nested
    final class GatherSide implements SingleFrameContract {

        @Override
        public SocketType type() {
            return SocketType.GATHER;
        }

        @Override
        public Pattern create(PatternHost host) {
            return new Gather(host);
        }

        @Override
        public String[] fromPeer(Random random) {
            return random.nextInt(4) == 0
                    ? new String[] {"two", "frames"}
                    : new String[] {"x".repeat(random.nextInt(5000))};
        }

        @Override
        public String[] toPeer(Random random) {
            return new String[] {"unwanted"};
        }

        @Test
        void SCAT_1_receivingIsFair() {
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
        void SCAT_1_nothingIsSent() {
            try (Bench bench = bench()) {
                bench.accept();
                assertFalse(bench.canSend());
                ZmqException e = assertThrows(ZmqException.class, () -> bench.send("x"));
                assertEquals(ErrorCode.ENOTSUP, e.code());
                assertEquals(
                        "ENOTSUP: a GATHER socket only receives; send with its peer, a SCATTER socket", e.getMessage());
            }
        }

        @Test
        void conflateIsNotForThisType() {
            try (Bench bench = bench().with(Options.CONFLATE, true)) {
                bench.accept().say("a").say("b");
                assertEquals(List.of("a", "b"), bench.receiveAll());
            }
        }
    }
}
