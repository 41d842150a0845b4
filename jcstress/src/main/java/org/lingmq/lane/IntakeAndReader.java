package org.lingmq.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** The holder of the rx custody fills a lane, moves partial frames and drops commands while the application reads. */
public final class IntakeAndReader {

    private static final int SECOND = 200;
    private static final int THIRD = 230;
    private static final byte[] PING = {4, 7, 4, 'P', 'I', 'N', 'G', 0, 0};

    private IntakeAndReader() {}

    @Outcome(
            id = {"1, true", "2, true", "3, true"},
            expect = ACCEPTABLE,
            desc = "Whole messages, in order.")
    @Outcome(
            expect = FORBIDDEN,
            desc = "Torn or unpublished bytes seen, a message lost, or a chunk lost or freed twice.")
    private interface WholeMessages {}

    /** One message is published, a part of the next has arrived. */
    private static class Filling {
        final ChunkPool pool = Stress.pool();
        final Lane lane = new Lane(pool);
        final LaneIntake intake;
        final LaneReader reader;
        final int first;
        final ByteBuffer rest;

        Filling(int highWaterMark, int first) {
            this.first = first;
            intake = new LaneIntake(lane, highWaterMark, 0, 1 << 20, Stress.HANDLE_ALL);
            reader = new LaneReader(lane, 1);
            ByteBuffer start = ByteBuffer.allocate(5000);
            start.put((byte) 2).putLong(first).put(Stress.body(first, 1));
            start.put(PING).put((byte) 0);
            intake.take(start.flip());
            intake.scan();
            rest = ByteBuffer.allocate(500);
            rest.put((byte) SECOND).put(Stress.body(SECOND, 2)).put(PING);
            rest.put(Stress.wire(Stress.body(THIRD, 3))).put(PING).put((byte) 0).flip();
        }

        /** How many messages are there, in order; -1 when one is torn. */
        int read() {
            int count = 0;
            while (reader.ready()) {
                int expected = count == 0 ? first : count == 1 ? SECOND : THIRD;
                if (count > 2 || !Stress.is(reader.take(), expected, count + 1)) {
                    return -1;
                }
                count++;
            }
            return count;
        }

        int readAndSleep() {
            int count = read();
            reader.sleep();
            return count;
        }

        LaneIntake.Scan arrive() {
            intake.take(rest);
            return intake.scan();
        }

        boolean settle(int alreadyRead) {
            boolean whole = alreadyRead >= 0;
            for (int i = alreadyRead; whole && i < 3; i++) {
                reader.release();
                intake.scan();
                whole = reader.ready() && Stress.is(reader.take(), i == 0 ? first : i == 1 ? SECOND : THIRD, i + 1);
            }
            whole &= !reader.ready();
            lane.leave();
            reader.leave();
            return whole & Stress.settled(pool);
        }
    }

    /** The first chunk is more than half full, so that a drained lane goes on at its head. */
    @JCStressTest
    @JCStressMeta(WholeMessages.class)
    @State
    public static class Compacting extends Filling {

        Compacting() {
            super(0, 3000);
        }

        @Actor
        void link() {
            arrive();
        }

        @Actor
        void application(IZ_Result result) {
            result.r1 = readAndSleep();
        }

        @Arbiter
        void after(IZ_Result result) {
            result.r2 = settle(result.r1);
        }
    }

    /** The first chunk is nearly full: the partial frame and what follows need others. */
    @JCStressTest
    @JCStressMeta(WholeMessages.class)
    @State
    public static class Growing extends Filling {

        Growing() {
            super(0, 4050);
        }

        @Actor
        void link() {
            arrive();
        }

        @Actor
        void application(IZ_Result result) {
            result.r1 = readAndSleep();
        }

        @Arbiter
        void after(IZ_Result result) {
            result.r2 = settle(result.r1);
        }
    }

    /** Pair P4: with a mark of 1 the intake stalls; a release by the reader must start it again. */
    @JCStressTest
    @Outcome(
            id = {"1, true", "2, true", "3, true"},
            expect = ACCEPTABLE,
            desc = "Whole messages; never stuck.")
    @Outcome(expect = FORBIDDEN, desc = "Stalled with an empty lane and nobody rung, or torn bytes.")
    @State
    public static class Stalling extends Filling {

        private boolean rung;
        private LaneIntake.Scan scan;

        Stalling() {
            super(1, 100);
            lane.producerBell(() -> rung = true);
        }

        @Actor
        void link() {
            scan = arrive();
        }

        @Actor
        void application(IZ_Result result) {
            result.r1 = readAndSleep();
        }

        @Arbiter
        void after(IZ_Result result) {
            boolean stuck = scan == LaneIntake.Scan.STALLED && !rung && !lane.holdsBytes();
            result.r2 = settle(result.r1) & !stuck;
        }
    }
}
