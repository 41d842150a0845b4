package org.lingmq.lane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Single facts about an intake, each made by hand. */
final class LaneIntakeCasesTest {

    private final ChunkPool pool = Traffic.pool();
    private final Lane lane = new Lane(pool);
    private final LaneReader reader = new LaneReader(lane, 0);
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

    private LaneIntake intake(int highWaterMark, long maxMessageBytes) {
        return new LaneIntake(lane, highWaterMark, 0, maxMessageBytes, new PlainSink());
    }

    /** Everything but SUBSCRIBE is handled, and a command named NO is refused. */
    private static final class PlainSink implements IntakeSink {
        @Override
        public Verdict command(byte[] head, int headLength, long bodyLength) {
            return head[1] == 'N' ? Verdict.REFUSE : head[1] == 'S' ? Verdict.DELIVER : Verdict.HANDLED;
        }

        @Override
        public String firstFrame(long size, boolean more) {
            return size == 13 ? "thirteen" : null;
        }
    }

    private void message(int size) {
        Traffic.frame(wire, 0, new byte[size], null);
    }

    private LaneIntake.Scan feed(LaneIntake intake) {
        intake.take(ByteBuffer.wrap(wire.toByteArray()));
        wire.reset();
        return intake.scan();
    }

    private int readAll() {
        int count = 0;
        while (reader.ready()) {
            reader.take();
            count++;
        }
        reader.release();
        return count;
    }

    @Test
    void scanGoesOnBehindAMessageWhoseChunksWereGivenBack() {
        LaneIntake intake = intake(0, Integer.MAX_VALUE);
        for (int i = 0; i < 3; i++) {
            message(200_000);
            assertEquals(LaneIntake.Scan.HUNGRY, feed(intake));
            assertEquals(1, readAll());
            message(5);
            assertEquals(LaneIntake.Scan.HUNGRY, feed(intake));
            assertEquals(1, readAll());
        }
    }

    @Test
    void headersLieInOneChunkHoweverMuchIsReadAhead() throws IOException {
        for (int size = 0; size < 12; size++) {
            for (int lead = 0; lead < 12; lead++) {
                Lane other = new Lane(pool);
                LaneIntake intake = new LaneIntake(other, 0, 0, Integer.MAX_VALUE, new PlainSink());
                LaneReader behind = new LaneReader(other, 0);
                message(lead);
                int count = 1;
                while (wire.size() < 200_000) {
                    // Small bodies in the long form: nine octets of header that must not be torn.
                    wire.write(Lane.LONG);
                    wire.writeBytes(ByteBuffer.allocate(8).putLong(size).array());
                    wire.writeBytes(new byte[size]);
                    count++;
                }
                intake.read(Channels.newChannel(new ByteArrayInputStream(wire.toByteArray())));
                wire.reset();
                assertEquals(LaneIntake.Scan.HUNGRY, intake.scan());
                long found = 0;
                while (behind.ready()) {
                    assertEquals(found == 0 ? lead : size, behind.take().length);
                    found++;
                }
                assertTrue(found > 1 && found <= count);
                assertEquals(intake.messages(), found);
            }
        }
    }
}
