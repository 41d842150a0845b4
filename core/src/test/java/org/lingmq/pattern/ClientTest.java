package org.lingmq.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lingmq.ErrorCode;
import org.lingmq.Options;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;

/** CLIENT. */
final class ClientTest implements SingleFrameContract {

    @Override
    public SocketType type() {
        return SocketType.CLIENT;
    }

    @Override
    public Pattern create(PatternHost host) {
        return new Client(host);
    }

    @Override
    public String[] fromPeer(Random random) {
        return random.nextInt(4) == 0
                ? new String[] {"two", "frames"}
                : new String[] {"x".repeat(random.nextInt(5000))};
    }

    @Override
    public String[] toPeer(Random random) {
        return new String[] {"y".repeat(random.nextInt(5000))};
    }

    @Test
    void CLISRV_1_messagesGoRoundWaitForRoomAndCarryNothingElse() {
        try (Bench bench = bench().highWaterMark(1)) {
            assertFalse(bench.canSend());
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
    void CLISRV_1_receivingIsFairAndTellsNoRoutingId() {
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
            assertEquals(0, bench.receivedFrom);
        }
    }

    @Test
    void CLISRV_1_whatDidNotLeaveGoesToTheNextServer() {
        try (Bench bench = bench()) {
            FakePeer first = bench.accept();
            bench.send("1");
            bench.send("2");
            first.leave();
            assertEquals(2, bench.pattern.parkedMessages());
            assertEquals(List.of("1", "2"), bench.accept().hearAll());
            assertEquals(2, bench.counted(Loss.RETURNED));
        }
    }

    @Test
    void withoutReturnUnsentWhatDidNotLeaveIsLost() {
        try (Bench bench = bench().with(Options.RETURN_UNSENT, false)) {
            FakePeer first = bench.accept();
            bench.send("1");
            first.leave();
            assertEquals(1, bench.counted(Loss.PEER_GONE));
        }
    }

    @Test
    void conflateIsNotForThisType() {
        try (Bench bench = bench().with(Options.CONFLATE, true)) {
            FakePeer peer = bench.accept().say("a").say("b");
            bench.send("1");
            bench.send("2");
            assertEquals(List.of("1", "2"), peer.hearAll());
            assertEquals(List.of("a", "b"), bench.receiveAll());
        }
    }

    @Test
    void knowsNoPeerByANumber() {
        try (Bench bench = bench()) {
            assertEquals(0, bench.pattern.routingIdOf(bench.accept().pipe));
            assertEquals(
                    ErrorCode.ENOTSUP,
                    assertThrows(ZmqException.class, () -> bench.pattern.pipeOf(1))
                            .code());
        }
    }
}
