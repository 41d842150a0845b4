package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lingmq.SocketType;

/** The gentle close: last words, end of output, then reading until the peer has closed too. */
final class FarewellTest {

    private static final byte[] LAST_WORDS = {1, 2, 3, 4, 5};

    private final Bench bench = new Bench(SocketType.PAIR);
    private final FakeWire wire = bench.wire();
    private int over;

    @AfterEach
    void close() {
        bench.close();
    }

    private void begin(byte[] lastWords, long discardMost) {
        Farewell.begin(bench.io, wire, ByteBuffer.wrap(lastWords), 1_000_000_000, discardMost, () -> over++);
        bench.run();
    }

    private void assertOver() {
        assertFalse(wire.isOpen());
        assertEquals(1, over);
        bench.passMs(2_000);
        assertEquals(1, over);
    }

    @Test
    void lastWordsLeaveBeforeTheOutputIsShut() {
        wire.room = 2;
        begin(LAST_WORDS, 100);
        assertFalse(wire.outputShut);
        wire.room = 100;
        bench.run();
        assertTrue(wire.outputShut);
        assertArrayEquals(LAST_WORDS, wire.written());
        assertTrue(wire.isOpen());
        wire.ends();
        bench.run();
        assertTrue(wire.closedAfterThePeer());
        assertOver();
    }

    @Test
    void inputIsReadUntilThePeerCloses() {
        begin(new byte[0], 1_000);
        for (int i = 0; i < 9; i++) {
            wire.says(new byte[100]);
            bench.run();
        }
        assertTrue(wire.isOpen());
        wire.ends();
        bench.run();
        assertTrue(wire.closedAfterThePeer());
        assertOver();
    }

    @Test
    void aPeerThatSaysTooMuchIsCutOff() {
        begin(new byte[0], 1_000);
        for (int i = 0; i < 10; i++) {
            wire.says(new byte[100]);
        }
        bench.run();
        assertOver();
    }

    @Test
    void aPeerThatDoesNotCloseIsLeftWhenTheTimeIsUp() {
        wire.room = 0;
        begin(LAST_WORDS, 1_000);
        bench.passMs(990);
        assertTrue(wire.isOpen());
        bench.passMs(10);
        assertOver();
    }

    @Test
    void aPeerThatTalksWithoutAPauseHoldsUpNobodyAndNotPastTheDeadline() {
        int much = 100_000;
        int[] reads = {0};
        Runnable talk = new Runnable() {
            @Override
            public void run() {
                wire.duringRead = this;
                if (reads[0]++ < much) {
                    wire.says(new byte[1]);
                }
            }
        };
        wire.duringRead = talk;
        Farewell.begin(bench.io, wire, ByteBuffer.allocate(0), 1_000, Long.MAX_VALUE, () -> over++);
        assertTrue(reads[0] > 0 && reads[0] < much / 2, () -> reads[0] + " reads at once");
        assertTrue(wire.isOpen());
        bench.nowNs += 1_000;
        bench.io.runOnce(0);
        assertOver();
    }

    @Test
    void whateverBreaksEndsIt() {
        begin(LAST_WORDS, 1_000);
        wire.breaks("cut");
        bench.run();
        assertOver();
    }

    @Test
    void aDefectEndsItToo() {
        begin(LAST_WORDS, 1_000);
        wire.says(new byte[1]);
        wire.defect = new IllegalStateException("a defect");
        bench.run();
        assertOver();
    }

    @Test
    void aWireThatCannotBeRegisteredIsClosedAtOnce() {
        wire.registering = new IOException("no more keys");
        begin(LAST_WORDS, 1_000);
        assertOver();
    }
}
