package org.lingmq.lane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that an intake puts into its lane and no peer has sent. */
final class LaneIntakeSaysTest {

    private final Lane lane = new Lane(Traffic.pool());
    private final LaneReader reader = new LaneReader(lane, 0);
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

    private final IntakeSink sink = new IntakeSink() {
        @Override
        public Verdict command(byte[] head, int headLength, long bodyLength) {
            return Verdict.HANDLED;
        }

        @Override
        public String firstFrame(long size, boolean more) {
            return null;
        }
    };

    private final LaneIntake intake = new LaneIntake(lane, 2, 0, 10, sink);

    private LaneIntake.Scan feed(int flags, int... sizes) {
        for (int size : sizes) {
            Traffic.frame(wire, flags, new byte[size], null);
        }
        intake.take(ByteBuffer.wrap(wire.toByteArray()));
        wire.reset();
        return intake.scan();
    }

    private byte[] next() {
        assertTrue(reader.ready());
        assertFalse(reader.more());
        return reader.take();
    }

    private static byte[] body(int size) {
        byte[] body = new byte[size];
        for (int i = 0; i < size; i++) {
            body[i] = (byte) (i * 31);
        }
        return body;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 4_095, 65_536, 300_000})
    void TS_1_aWordOfAnySizeIsAMessage(int size) {
        intake.say(body(size));
        assertEquals(0, intake.bytesIn());
        assertEquals(1, intake.messages());
        assertArrayEquals(body(size), next());
        assertFalse(reader.ready());
    }

    @Test
    void TS_1_aWordComesBehindWhatWaitedAtTheWaterMarkAndHalfAMessageGoes() {
        assertEquals(LaneIntake.Scan.STALLED, feed(0, 1, 2, 3, 4));
        assertEquals(LaneIntake.Scan.STALLED, feed(Lane.MORE, 5));
        intake.endOfLink();
        intake.say(body(300));
        intake.startOfLink(1);
        intake.say(body(7));
        assertEquals(LaneIntake.Scan.STALLED, feed(0, 6));
        for (int size = 1; size <= 4; size++) {
            assertEquals(size, next().length);
        }
        assertArrayEquals(body(300), next());
        assertEquals(0, reader.link());
        assertArrayEquals(body(7), next());
        assertEquals(1, reader.link());
        assertFalse(reader.ready());
        reader.release();
        intake.scan();
        assertEquals(6, next().length);
        assertEquals(1, reader.link());
    }

    @Test
    void TS_1_aWordComesBehindAPeerThatBrokeTheProtocol() {
        assertEquals(LaneIntake.Scan.VIOLATION, feed(0, 1, 11));
        intake.endOfLink();
        intake.say(body(11));
        assertEquals(1, next().length);
        assertArrayEquals(body(11), next());
        assertEquals(LaneIntake.Scan.VIOLATION, feed(0, 12));
    }
}
