package org.lingmq.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.TxCustody;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * Race E13: the last chunk of a lane that has been idle is given back while somebody goes on to use the lane. Here the
 * outbound lane, in {@link RetiringInbound} the other.
 */
public final class Retiring {

    private static final int SIZE = 200;

    private Retiring() {}

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "All bytes arrive, in order; every chunk is back once.")
    @Outcome(id = "false", expect = FORBIDDEN, desc = "Bytes lost or torn, or a chunk lost or freed twice.")
    interface NothingLost {}

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "As it should be.")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: bytes or a chunk lost.")
    interface FoundOut {}

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
}
