package org.lingmq.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.RxCustody;
import org.lingmq.io.TxCustody;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Race E13: the last chunk of a lane that has been idle is given back while somebody goes on to use the lane. */
public final class Retiring {

    private static final int SIZE = 200;

    private Retiring() {}

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "All bytes arrive, in order; every chunk is back once.")
    @Outcome(id = "false", expect = FORBIDDEN, desc = "Bytes lost or torn, or a chunk lost or freed twice.")
    private interface NothingLost {}

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "As it should be.")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: bytes or a chunk lost.")
    private interface FoundOut {}

    /** An outbound lane that was used and has been drained. */
    private static class Outbound {
        final EntryGuard entry = new EntryGuard();
        private final TxCustody tx = new TxCustody();
        private final ChunkPool pool = Stress.pool();
        private final Lane lane = new Lane(pool);
        private final LaneWriter writer = new LaneWriter(lane, 0, 0);
        private final LaneOutlet outlet = new LaneOutlet(lane);
        private final TakenBytes taken = new TakenBytes(4 * (2 + SIZE), Integer.MAX_VALUE, 0);
        private int published;

        Outbound() {
            rounds();
            send();
            flush();
        }

        void send() {
            Stress.send(writer, Stress.body(SIZE, ++published));
        }

        void flush() {
            if (tx.acquire()) {
                rounds();
            }
        }

        private void rounds() {
            do {
                tx.beginRound();
                try {
                    outlet.write(taken);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            } while (!tx.release());
        }

        void retire() {
            if (tx.tryHold()) {
                Lane.retire(writer, outlet);
                if (!tx.release()) {
                    rounds();
                }
            }
        }

        void retireInside() {
            if (entry.enterCare()) {
                retire();
                entry.exit();
            }
        }

        boolean sound() {
            flush();
            byte[][] bodies = new byte[published][];
            for (int i = 0; i < published; i++) {
                bodies[i] = Stress.body(SIZE, i + 1);
            }
            lane.leave();
            outlet.leave();
            return taken.are(bodies) & Stress.settled(pool);
        }
    }

    /** The caller appends and flushes. */
    @JCStressTest
    @JCStressMeta(NothingLost.class)
    @State
    public static class WhileSending extends Outbound {

        @Actor
        void caller() {
            entry.enter();
            send();
            flush();
            send();
            flush();
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

    /** Another I/O thread flushes what the caller has left. */
    @JCStressTest
    @JCStressMeta(NothingLost.class)
    @State
    public static class WhileFlushing extends Outbound {

        WhileFlushing() {
            send();
            send();
        }

        @Actor
        void sweep() {
            flush();
        }

        @Actor
        void care() {
            retireInside();
            retireInside();
        }

        @Arbiter
        void after(Z_Result result) {
            result.r1 = sound();
        }
    }

    /** Planted fault: with the right to write, but not the entry. */
    @JCStressTest
    @JCStressMeta(FoundOut.class)
    @State
    public static class FaultWithoutEntry extends Outbound {

        private boolean failed;

        @Actor
        void caller() {
            try {
                send();
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
    @JCStressMeta(NothingLost.class)
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
    @JCStressMeta(NothingLost.class)
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
    @JCStressMeta(NothingLost.class)
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
    @JCStressMeta(NothingLost.class)
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
    @JCStressMeta(FoundOut.class)
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
    @JCStressMeta(FoundOut.class)
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
