package org.lingmq.socket;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.lingmq.io.EntryGuard;
import org.lingmq.io.Flag;
import org.lingmq.io.NoChannels;
import org.lingmq.io.TurnedByHand;
import org.lingmq.io.Waiter;
import org.lingmq.transport.stream.PlayedSocket;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Race E8: the I/O thread stops looking in on a caller that has slept long, just when that caller comes back. */
public final class Unwatching {

    private static final int LOOK_IN_MS = 2;
    private static final int LOOKS = 10;

    private Unwatching() {}

    /** The next look will be the last one. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "The caller is back, and the I/O thread will look in.")
    @Outcome(
            id = "0",
            expect = FORBIDDEN,
            desc = "The caller is back and nobody will look in: were it to stay away now,"
                    + " nobody would read its links.")
    @Outcome(expect = FORBIDDEN, desc = "Looked in on twice.")
    @State
    public static class ComingBack {

        private final TurnedByHand home = new TurnedByHand();
        private final EntryGuard entry = new EntryGuard();
        private final Waiter waiter = new Waiter();
        private final Attendance attendance = new Attendance(home.io(), entry, waiter);
        private final PlayedSocket socket = new PlayedSocket();

        ComingBack() {
            attendance.add(socket.link());
            attendance.attend();
            attendance.close();
            entry.enter();
            waiter.prepare(new NoChannels());
            home.turn(0);
            for (int look = 0; look < LOOKS; look++) {
                home.turn(LOOK_IN_MS);
            }
        }

        @Actor
        void caller() {
            attendance.sleep(0);
        }

        @Actor
        void home() {
            home.turn(LOOK_IN_MS);
        }

        @Arbiter
        void after(I_Result result) {
            // What looking in there is becomes due; the watching that a task begins anew becomes a timer first.
            int begun = home.turn(0);
            result.r1 = begun == 0 ? home.turn(LOOK_IN_MS) : begun;
            socket.close();
        }
    }

    /** Planted fault: having raised the flag, the I/O thread does not look again whether the caller still sleeps. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "As it should be.")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: nobody will look in.")
    @State
    public static class FaultNoSecondLook {

        private final Waiter waiter = new Waiter();
        private final Flag unwatched = new Flag();
        private boolean watchedOn;
        private boolean watchedAnew;

        FaultNoSecondLook() {
            waiter.prepare(null);
        }

        @Actor
        void caller() {
            waiter.cancel();
            watchedAnew = unwatched.tryLower();
        }

        @Actor
        void home() {
            if (waiter.waiting()) {
                // The window stays open for a moment, so that the fault is found on every machine.
                Thread.onSpinWait();
                unwatched.raise();
            } else {
                watchedOn = true;
            }
        }

        @Arbiter
        void after(Z_Result result) {
            result.r1 = watchedOn || watchedAnew;
        }
    }
}
