package org.lingmq.lane;

import java.nio.ByteBuffer;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.RxCustody;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Race E13 for an inbound lane, which its producer alone may retire while the consumer sleeps. */
public final class RetiringInbound {

    private static final int SIZE = 200;

    private RetiringInbound() {}

    /** An inbound lane that was filled and has been read. */
    private static class Inbound {
        final EntryGuard entry = new EntryGuard();
        final RxCustody rx = new RxCustody();
        private final ChunkPool pool = Stress.pool();
        private final Lane lane = new Lane(pool);
        private final LaneIntake intake = new LaneIntake(lane, 0, 0, 1 << 20, Stress.HANDLE_ALL);
        final LaneReader reader = new LaneReader(lane, 1);
        private final ByteBuffer kernel = ByteBuffer.allocate(3 * (2 + SIZE));
        private int read;
        private boolean torn;

        Inbound() {
            for (int mark = 1; mark <= 3; mark++) {
                kernel.put(Stress.wire(Stress.body(SIZE, mark)));
            }
            kernel.flip();
            rx.release();
            fill(2 + SIZE + 1);
        }

        /** So many bytes arrive; two and a half messages cross into another chunk. */
        void fill(int bytes) {
            if (rx.tryHold()) {
                intake.take(kernel.slice(kernel.position(), bytes));
                kernel.position(kernel.position() + bytes);
                intake.scan();
                rx.release();
            }
        }

        void retire() {
            Lane.retire(intake, reader);
        }

        void retireInside() {
            if (entry.enterCare()) {
                if (rx.tryHold()) {
                    retire();
                    rx.release();
                }
                entry.exit();
            }
        }

        void retireAsleep() {
            if (rx.tryHold()) {
                Lane.retire(intake);
                rx.release();
            }
        }

        /** What {@link Lane#retire(LaneIntake)} does, without asking whether the consumer sleeps. */
        void retireWhenReleased() {
            if (rx.tryHold()) {
                if (!lane.holdsBytes() && intake.forgetChunk()) {
                    lane.giveChunks();
                }
                rx.release();
            }
        }

        void readAndSleep() {
            do {
                read();
            } while (!reader.sleep());
        }

        void read() {
            while (reader.ready()) {
                torn |= !Stress.is(reader.take(), SIZE, ++read);
            }
        }

        boolean sound() {
            fill(kernel.remaining());
            read();
            lane.leave();
            reader.leave();
            return read == 3 & !torn & Stress.settled(pool);
        }
    }

    /** More comes in. */
    @JCStressTest
    @JCStressMeta(Retiring.NothingLost.class)
    @State
    public static class WhileFilling extends Inbound {

        WhileFilling() {
            fill(1 + SIZE);
            read();
        }

        @Actor
        void link() {
            fill(SIZE);
        }

        @Actor
        void care() {
            retireInside();
        }

        @Arbiter
        void after(Z_Result result) {
            result.r1 = sound();
        }
    }

    /** The application reads what is there. */
    @JCStressTest
    @JCStressMeta(Retiring.NothingLost.class)
    @State
    public static class WhileReading extends Inbound {

        WhileReading() {
            fill(1 + SIZE);
        }

        @Actor
        void application() {
            entry.enter();
            read();
            entry.exit();
        }

        @Actor
        void care() {
            retireInside();
        }

        @Arbiter
        void after(Z_Result result) {
            result.r1 = sound();
        }
    }

    /**
     * The application, inside for long, reads and sleeps; what is more comes in, and between two pieces all is idle.
     */
    @JCStressTest
    @JCStressMeta(Retiring.NothingLost.class)
    @State
    public static class WhileConsumerSleeps extends Inbound {

        @Actor
        void application() {
            readAndSleep();
        }

        @Actor
        void link() {
            fill(1 + SIZE);
            retireAsleep();
            fill(SIZE);
            retireAsleep();
        }

        @Arbiter
        void after(Z_Result result) {
            readAndSleep();
            result.r1 = sound();
        }
    }

    /** As the other, but the application looks whether more came before it sleeps for good. */
    @JCStressTest
    @JCStressMeta(Retiring.NothingLost.class)
    @State
    public static class WhileConsumerLooksAgain extends Inbound {

        WhileConsumerLooksAgain() {
            fill(1 + SIZE);
        }

        @Actor
        void application() {
            readAndSleep();
            readAndSleep();
        }

        @Actor
        void link() {
            retireAsleep();
            fill(SIZE);
            retireAsleep();
        }

        @Arbiter
        void after(Z_Result result) {
            result.r1 = sound();
        }
    }

    /** Planted fault: without a look whether the consumer sleeps, which may stand in the chunk. */
    @JCStressTest
    @JCStressMeta(Retiring.FoundOut.class)
    @State
    public static class FaultWhileAwake extends Inbound {

        private boolean failed;

        FaultWhileAwake() {
            fill(1 + SIZE);
        }

        @Actor
        void application() {
            try {
                read();
                reader.release();
                read();
            } catch (RuntimeException e) {
                failed = true;
            }
        }

        @Actor
        void link() {
            try {
                retireWhenReleased();
                fill(SIZE);
            } catch (RuntimeException e) {
                failed = true;
            }
        }

        @Arbiter
        void after(Z_Result result) {
            try {
                result.r1 = !failed && sound();
            } catch (RuntimeException e) {
                result.r1 = false;
            }
        }
    }

    /** Planted fault: with the entry, but not the right to read from the link. */
    @JCStressTest
    @JCStressMeta(Retiring.FoundOut.class)
    @State
    public static class FaultWithoutCustody extends Inbound {

        private boolean failed;

        FaultWithoutCustody() {
            fill(1 + SIZE);
            read();
        }

        @Actor
        void link() {
            try {
                fill(SIZE);
            } catch (RuntimeException e) {
                failed = true;
            }
        }

        @Actor
        void care() {
            retire();
        }

        @Arbiter
        void after(Z_Result result) {
            try {
                result.r1 = !failed && sound();
            } catch (RuntimeException e) {
                result.r1 = false;
            }
        }
    }
}
