package org.lingmq.socket;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.lingmq.io.Waiter;
import org.lingmq.transport.stream.PlayedSocket;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Race E7: a caller takes the reading over while the I/O thread finds input, looks in, or takes over. */
public final class LookingIn {

    private static final int LOOK_IN_MS = 2;

    private LookingIn() {}

    @Outcome(
            id = {"true, true, true", "true, false, true", "false, true, true"},
            expect = ACCEPTABLE,
            desc = "The caller attends or the I/O thread asks for input; when the caller stays away, it does.")
    @Outcome(
            id = {"false, false, true", "false, false, false"},
            expect = FORBIDDEN,
            desc = "Interest off and nobody attends: what arrives stays unread.")
    @Outcome(expect = FORBIDDEN, desc = "The caller stays away and nobody reads.")
    private interface SomebodyReads {}

    /** A socket with a link, which its caller may read by itself. */
    private static class Attended {
        final PlayedSocket socket = new PlayedSocket();
        final Attendance attendance = new Attendance(socket.thread().io(), socket.entry(), new Waiter());

        Attended() {
            socket.whenLeftToCaller(attendance::leftToCaller);
            attendance.add(socket.link());
        }

        /** A call that finds nothing and is about to wait; instead of sleeping in its selector it closes that. */
        void attend() {
            attendance.visit();
            attendance.attend();
            attendance.close();
        }

        void visit() {
            socket.entry().enter();
            attend();
            socket.entry().exit();
        }

        void report(ZZZ_Result result) {
            socket.thread().turn(0);
            result.r1 = attendance.attended();
            result.r2 = socket.readingAsked();
            if (result.r2) {
                socket.inputArrives();
            }
            socket.thread().settle();
            result.r3 = socket.readingAsked();
            socket.close();
        }
    }

    /** The first wait, when input has just come. */
    @JCStressTest
    @JCStressMeta(SomebodyReads.class)
    @State
    public static class FirstWait extends Attended {

        @Actor
        void caller() {
            visit();
        }

        @Actor
        void inputOutputThread() {
            socket.inputArrives();
            socket.thread().turn(0);
        }

        @Arbiter
        void after(ZZZ_Result result) {
            report(result);
        }
    }

    /** The caller has been away for so long that the next look takes over; it comes again just then. */
    private static class Away extends Attended {

        Away() {
            visit();
            socket.inputArrives();
            socket.thread().turn(0);
            socket.thread().turn(LOOK_IN_MS);
        }
    }

    /** The look is taken with the entry in hand. */
    @JCStressTest
    @JCStressMeta(SomebodyReads.class)
    @State
    public static class ComingAgain extends Away {

        @Actor
        void caller() {
            visit();
        }

        @Actor
        void inputOutputThread() {
            socket.thread().turn(LOOK_IN_MS);
            socket.inputArrives();
        }

        @Arbiter
        void after(ZZZ_Result result) {
            report(result);
        }
    }

    /** Planted fault: the I/O thread takes over without asking for the entry, just when the caller begins. */
    @JCStressTest
    @Outcome(
            id = {"true, true, true", "true, false, true", "false, true, true"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: nobody reads.")
    @State
    public static class FaultNoEntry extends Attended {

        @Actor
        void caller() {
            visit();
        }

        @Actor
        void inputOutputThread() {
            for (int i = 0; i < 5_000 && !attendance.attended(); i++) {
                Thread.onSpinWait();
            }
            attendance.leave();
            socket.inputArrives();
        }

        @Arbiter
        void after(ZZZ_Result result) {
            report(result);
        }
    }
}
