package org.lingmq.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The producer's private count of what is outstanding, against an exact one. */
final class CreditTest {

    @Test
    void neverAboveTheMarkAndAtMostOneStepTooCautious() {
        Seeds.each(500, random -> {
            Lane lane = new Lane(Traffic.pool());
            int mark = 1 + random.nextInt(Seeds.oneOf(random, 1, 3, 40, 2000));
            Credit credit = new Credit(lane, mark, 0);
            ArrayDeque<Long> outstanding = new ArrayDeque<>();
            long position = 0;
            for (int i = 0; i < 5000; i++) {
                if (random.nextInt(5) > 1 || outstanding.isEmpty()) {
                    boolean room = credit.room(position);
                    int step = Math.max(1, mark / 32);
                    assertTrue(!room || outstanding.size() < mark, "above the mark");
                    assertTrue(room || outstanding.size() > mark - step, "too cautious");
                    if (room) {
                        position += 1 + random.nextInt(100);
                        lane.publish(position);
                        credit.counted(position);
                        outstanding.add(position);
                    }
                } else {
                    release(random, lane, outstanding);
                }
            }
        });
    }

    private static void release(Random random, Lane lane, ArrayDeque<Long> outstanding) {
        int count = Math.min(outstanding.size(), 1 + random.nextInt(random.nextBoolean() ? 3 : 3000));
        long position = 0;
        for (int i = 0; i < count; i++) {
            position = outstanding.removeFirst();
        }
        lane.release(position);
    }

    @Test
    void aMarkOfAsManyBytesAsThereAreNumbersIsNone() {
        Lane lane = new Lane(Traffic.pool());
        Credit credit = new Credit(lane, 0, Long.MAX_VALUE);
        for (long position = 10; position < 100; position += 10) {
            lane.publish(position);
            credit.counted(position);
            lane.release(position - 5);
            credit.refresh(position);
            assertTrue(credit.room(position));
        }
    }

    /** With marks that change under way the count may be off by what was marked before, but never for ever. */
    @Test
    void changedMarksNeverLeaveADrainedLaneFull() {
        Seeds.each(300, random -> {
            Lane lane = new Lane(Traffic.pool());
            Credit credit = new Credit(lane, 1000, 0);
            long position = 0;
            for (int i = 0; i < 200; i++) {
                int mark = Seeds.oneOf(random, 0, 1, 2, 10, 1000, 100_000);
                credit.limits(mark, Seeds.oneOf(random, 0, 1, 1000));
                for (int k = random.nextInt(300); k > 0 && credit.room(position); k--) {
                    position += 10;
                    lane.publish(position);
                    credit.counted(position);
                }
                if (random.nextBoolean()) {
                    lane.release(position);
                    assertTrue(credit.room(position), "drained and full");
                    credit.refresh(position);
                    assertEquals(0, credit.outstandingBytes(position));
                    assertEquals(0, credit.outstanding());
                }
            }
        });
    }

    @Test
    void byteMarkAdmitsTheMessageThatOversteps() {
        Lane lane = new Lane(Traffic.pool());
        Credit credit = new Credit(lane, 0, 100);
        assertTrue(credit.room(0));
        credit.counted(1_000_000);
        lane.publish(1_000_000);
        assertFalse(credit.room(1_000_000));
        lane.release(1_000_000);
        assertTrue(credit.room(1_000_000));
    }

    @Test
    void theFirstHalfThatAReaderGivesBackIsEnough() {
        for (int highWaterMark = 1; highWaterMark <= 200; highWaterMark++) {
            oneHalfIsEnough(highWaterMark);
        }
        oneHalfIsEnough(1_000);
        oneHalfIsEnough(2_000);
    }

    private static void oneHalfIsEnough(int highWaterMark) {
        Lane lane = new Lane(Traffic.pool());
        LaneWriter writer = new LaneWriter(lane, highWaterMark, 0);
        LaneReader reader = new LaneReader(lane, highWaterMark);
        int[] rung = {0};
        lane.producerBell(() -> rung[0]++);
        while (writer.roomOrStarve()) {
            writer.append(0, new byte[3], 0, 3);
            writer.publish();
        }
        for (int read = 0; read < Math.max(1, highWaterMark / 2); read++) {
            assertTrue(reader.ready());
            reader.skip();
        }
        assertEquals(1, rung[0], () -> "after half of " + highWaterMark);
        assertTrue(writer.roomOrStarve());
    }

    @Test
    void halfRoomComesWhenHalfIsFree() {
        Lane lane = new Lane(Traffic.pool());
        LaneWriter writer = new LaneWriter(lane, 10, 0);
        LaneReader reader = new LaneReader(lane, 2);
        int[] rung = {0};
        lane.producerBell(() -> rung[0]++);
        while (writer.roomOrStarve()) {
            writer.append(0, new byte[3], 0, 3);
            writer.publish();
        }
        assertEquals(10, writer.messages());
        for (int read = 1; read <= 10; read++) {
            assertTrue(reader.ready());
            reader.skip();
            assertEquals(read >= 5 ? 1 : 0, rung[0], "rung once, when half is free");
            assertEquals(read >= 5, writer.halfRoomOrStarve());
        }
    }
}
