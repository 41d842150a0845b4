package org.lingmq.socket;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.lingmq.io.Claim;
import org.lingmq.io.Flag;
import org.lingmq.io.Mail;
import org.lingmq.io.TurnedByHand;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Race E16: a thread leaves its call behind, goes out of a shared socket and to sleep, while mail comes that matters.
 */
public final class WaitingOutside {

    private WaitingOutside() {}

    @Outcome(
            id = {"true, true", "true, false"},
            expect = ACCEPTABLE,
            desc = "It was served.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It is awake and looks.")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "Lost wake-up: it sleeps and nobody will serve it.")
    private interface ServedOrAwake {}

    /** A shared socket without pipes; what the mail brings is what those who wait want, one each. */
    private static class Shared {
        final TurnedByHand home = new TurnedByHand();
        final SharedLobby lobby = new SharedLobby("shared", home.io(), () -> false, 0);
        private int there;
        final Mail mail = new Mail(() -> there++);

        Shared() {
            lobby.waiting().messagesIf(() -> there > 0);
        }

        WaitingThread waiting() {
            return new WaitingThread(
                    () -> {
                        if (there == 0) {
                            return false;
                        }
                        there--;
                        return true;
                    },
                    0);
        }

        void leaveBehind(WaitingThread waiting) {
            lobby.enter();
            if (!waiting.attempt()) {
                lobby.waiting().receiver(waiting);
            }
            lobby.exit();
        }

        /** As SharedLobby goes to sleep, but that it stays so. */
        void sleep(WaitingThread waiting) {
            waiting.waiter().prepare(null);
            if (waiting.over() || waiting.called() || lobby.mailWaits() || lobby.isShut()) {
                waiting.waiter().cancel();
            }
        }

        void report(WaitingThread waiting, ZZ_Result result) {
            // A visit that was asked for comes.
            home.turn(0);
            result.r1 = waiting.over();
            result.r2 = !waiting.waiter().waiting();
        }
    }

    /** Another thread posts mail. */
    @JCStressTest
    @JCStressMeta(ServedOrAwake.class)
    @State
    public static class MailComes extends Shared {
        private final WaitingThread mine = waiting();

        @Actor
        void waiter() {
            leaveBehind(mine);
            sleep(mine);
        }

        @Actor
        void poster() {
            lobby.post(mail, false);
        }

        @Arbiter
        void after(ZZ_Result result) {
            report(mine, result);
        }
    }

    /** The thread that is rung for the mail has just been served, and goes away: the next one must not be forgotten. */
    @JCStressTest
    @JCStressMeta(ServedOrAwake.class)
    @State
    public static class TheOneRungWasServed extends Shared {
        private final WaitingThread first = waiting();
        private final WaitingThread second = waiting();
        private boolean moreCame;
        private final Mail more = new Mail(() -> moreCame = true);

        TheOneRungWasServed() {
            leaveBehind(first);
            leaveBehind(second);
            first.waiter().prepare(null);
            second.waiter().prepare(null);
        }

        @Actor
        void another() {
            lobby.post(mail, false);
            lobby.enter();
            lobby.exit();
            lobby.post(more, false);
        }

        @Actor
        void firstWakes() {
            while (first.waiter().waiting()) {
                Thread.onSpinWait();
            }
            first.waiter().cancel();
            if (first.over()) {
                lobby.passOn();
            } else {
                lobby.enter();
                lobby.waiting().attempt(first);
                lobby.exit();
            }
        }

        @Arbiter
        void after(ZZ_Result result) {
            home.turn(0);
            result.r1 = moreCame;
            result.r2 = !second.waiter().waiting();
        }
    }

    /** The context is shut down. */
    @JCStressTest
    @JCStressMeta(ServedOrAwake.class)
    @State
    public static class ShutDown extends Shared {
        private final WaitingThread mine = waiting();
        private boolean refused;

        @Actor
        void waiter() {
            try {
                leaveBehind(mine);
                sleep(mine);
            } catch (RuntimeException shut) {
                refused = true;
            }
        }

        @Actor
        void terminator() {
            lobby.terminate();
        }

        @Arbiter
        void after(ZZ_Result result) {
            report(mine, result);
            result.r1 |= refused;
        }
    }

    /** A wish is fulfilled and taken back at once: exactly one of the two holds. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "Fulfilled, or taken back.")
    @Outcome(expect = FORBIDDEN, desc = "A message was taken out for nobody, or a wish was neither.")
    @State
    public static class TakenBack {
        private final Claim claim = new Claim();

        @Actor
        void socket(ZZ_Result result) {
            if (claim.tryFulfil()) {
                claim.reopen();
            }
            if (claim.tryFulfil()) {
                claim.settle();
                result.r1 = true;
            }
        }

        @Actor
        void application(ZZ_Result result) {
            result.r2 = claim.withdraw();
        }
    }

    /** Planted fault: the thread looks for mail before it announces its sleep. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: a lost wake-up.")
    @State
    public static class FaultLookFirst extends Shared {
        private final WaitingThread mine = waiting();
        private final Flag looked = new Flag();

        @Actor
        void waiter() {
            leaveBehind(mine);
            if (!mine.over() && !lobby.mailWaits()) {
                looked.raise();
                mine.waiter().prepare(null);
            }
        }

        @Actor
        void poster() {
            lobby.post(mail, false);
        }

        @Arbiter
        void after(ZZ_Result result) {
            // Without the visit that makes up for it.
            result.r1 = mine.over();
            result.r2 = !mine.waiter().waiting();
        }
    }
}
