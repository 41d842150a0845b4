package org.lingmq.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** Race E1: publishing and consuming where one chunk ends and the next begins. */
public final class ChunkBoundary {

    private static final int LEAD = 4050;
    private static final int FIRST = 200;
    private static final int SECOND = 250;
    private static final int TAKEN_BACK = 600;

    private ChunkBoundary() {}

    @Outcome(
            id = {"0, true", "1, true", "2, true"},
            expect = ACCEPTABLE,
            desc = "Whole messages, in order.")
    @Outcome(
            expect = FORBIDDEN,
            desc = "Torn or unpublished bytes seen, a message lost, or a chunk lost or freed twice.")
    private interface WholeMessages {}

    private static void takeBackAndSend(LaneWriter writer) {
        writer.append(Lane.MORE, Stress.body(TAKEN_BACK, 7), 0, TAKEN_BACK);
        writer.rollback();
        Stress.send(writer, Stress.body(FIRST, 1));
        Stress.send(writer, Stress.body(SECOND, 2));
    }

    /** A lane whose first chunk is nearly full, written to and read from by applications. */
    private static class Application {
        final ChunkPool pool = Stress.pool();
        final Lane lane = new Lane(pool);
        final LaneWriter writer = new LaneWriter(lane, 0, 0);
        final LaneReader reader = new LaneReader(lane, 1);

        Application() {
            Stress.send(writer, Stress.body(LEAD, 9));
        }

        /** How many of the messages are there, in order; -1 when one is torn. */
        int read() {
            int count = 0;
            while (reader.ready()) {
                int expected = count == 0 ? FIRST : SECOND;
                if (count > 1 || !Stress.is(reader.take(), expected, count + 1)) {
                    return -1;
                }
                count++;
            }
            return count;
        }

        /** The rest is read, both ends leave, and every chunk is back once. */
        boolean settle(int alreadyRead) {
            boolean rest = true;
            for (int i = alreadyRead; i < 2; i++) {
                rest &= reader.ready() && Stress.is(reader.take(), i == 0 ? FIRST : SECOND, i + 1);
            }
            rest &= !reader.ready();
            lane.leave();
            reader.leave();
            return rest & Stress.settled(pool);
        }
    }

    /** The producer takes back an unfinished message that crossed the boundary and publishes two others. */
    @JCStressTest
    @JCStressMeta(WholeMessages.class)
    @State
    public static class Rollback extends Application {

        Rollback() {
            reader.ready();
            reader.skip();
        }

        @Actor
        void producer() {
            takeBackAndSend(writer);
        }

        @Actor
        void consumer(IZ_Result result) {
            result.r1 = read();
        }

        @Arbiter
        void after(IZ_Result result) {
            result.r2 = settle(result.r1);
        }
    }

    /** The consumer releases meanwhile, so that the producer may go on at the head of the chunk that both stand in. */
    @JCStressTest
    @JCStressMeta(WholeMessages.class)
    @State
    public static class Reset extends Application {

        @Actor
        void producer() {
            Stress.send(writer, Stress.body(FIRST, 1));
            Stress.send(writer, Stress.body(SECOND, 2));
        }

        @Actor
        void consumer(IZ_Result result) {
            reader.ready();
            reader.skip();
            reader.release();
            result.r1 = read();
        }

        @Arbiter
        void after(IZ_Result result) {
            result.r2 = settle(result.r1);
        }
    }

    /** Many chunks are crossed and given back while the producer takes new ones. */
    @JCStressTest
    @JCStressMeta(WholeMessages.class)
    @State
    public static class Recycling extends Application {

        Recycling() {
            reader.ready();
            reader.skip();
            Stress.send(writer, Stress.body(FIRST, 1));
        }

        @Actor
        void producer() {
            Stress.send(writer, Stress.body(SECOND, 2));
        }

        @Actor
        void consumer(IZ_Result result) {
            result.r1 = read();
            reader.sleep();
        }

        @Arbiter
        void after(IZ_Result result) {
            result.r2 = settle(result.r1);
        }
    }

    /** The consumer writes to a channel that takes a part at a time. */
    @JCStressTest
    @JCStressMeta(WholeMessages.class)
    @State
    public static class Channel {
        private final ChunkPool pool = Stress.pool();
        private final Lane lane = new Lane(pool);
        private final LaneWriter writer = new LaneWriter(lane, 0, 0);
        private final LaneOutlet outlet = new LaneOutlet(lane);
        private final TakenBytes taken = new TakenBytes(2 * 2 + FIRST + SECOND, 137, 9 + LEAD);

        Channel() {
            Stress.send(writer, Stress.body(LEAD, 9));
        }

        @Actor
        void producer() {
            takeBackAndSend(writer);
        }

        @Actor
        void consumer() {
            transmit();
        }

        @Arbiter
        void after(IZ_Result result) {
            result.r1 = taken.size() == 0 ? 0 : taken.full() ? 2 : 1;
            while (!transmit()) {
                result.r1 = Math.min(result.r1, 1);
            }
            boolean same = taken.are(Stress.body(FIRST, 1), Stress.body(SECOND, 2));
            lane.leave();
            outlet.leave();
            result.r2 = same & Stress.settled(pool);
        }

        private boolean transmit() {
            try {
                return outlet.write(taken);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
