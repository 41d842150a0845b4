package org.lingmq.socket;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.lingmq.io.EntryGuard;
import org.lingmq.io.Mail;
import org.lingmq.io.Mailbox;
import org.lingmq.io.Slot;
import org.lingmq.io.TurnedByHand;
import org.lingmq.io.Waiter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Race E15: a poller puts its waiter into a socket, looks and goes to sleep while something comes for the socket. */
public final class Polling {

    private Polling() {}

    @Outcome(
            id = {"true, true", "true, false"},
            expect = ACCEPTABLE,
            desc = "It saw what came before it slept.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It sleeps and is rung, or looks again at once.")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "Lost wake-up: it sleeps beside what came.")
    private interface SeenOrAwake {}

    /** A socket without pipes, and a poller that has not looked at it yet. */
    private static class Polled {
        final TurnedByHand home = new TurnedByHand();
        final Lobby lobby = new Lobby("polled", home.io(), () -> false, 0);
        final Waiter waiter = new Waiter();
        final Mailbox rung = new Mailbox();
        final PolledSocket poller = new PolledSocket(null, place(waiter), rung, PolledSocket::lookedAt);
        final Mail mail = new Mail(() -> came = true);
        private boolean came;
        private boolean seen;

        void poll() {
            lobby.enter();
            lobby.lookedAtBy(poller);
            seen = came;
            lobby.exitLook(false);
            lookAtOthers();
            waiter.prepare(null);
            if (!rung.isEmpty()) {
                waiter.cancel();
            }
        }

        static WaitingPlace place(Waiter waiter) {
            return new WaitingPlace(new EntryGuard(), waiter);
        }

        /** A poller has more sockets than this one; meanwhile much may happen in it. */
        private static void lookAtOthers() {
            for (int i = 0; i < 20; i++) {
                Thread.onSpinWait();
            }
        }

        void report(ZZ_Result result) {
            result.r1 = seen;
            result.r2 = !waiter.waiting();
        }
    }

    /** Another thread posts mail. */
    @JCStressTest
    @JCStressMeta(SeenOrAwake.class)
    @State
    public static class MailComes extends Polled {

        @Actor
        void poller() {
            poll();
        }

        @Actor
        void poster() {
            lobby.post(mail, false);
        }

        @Arbiter
        void after(ZZ_Result result) {
            report(result);
        }
    }

    /** The I/O thread handles mail, perhaps between the look and the sleep, so that no mail is left to be seen. */
    @JCStressTest
    @JCStressMeta(SeenOrAwake.class)
    @State
    public static class MailIsHandled extends Polled {

        @Actor
        void poller() {
            poll();
        }

        @Actor
        void home() {
            lobby.post(mail, true);
            home.turn(0);
            home.turn(1);
        }

        @Arbiter
        void after(ZZ_Result result) {
            report(result);
        }
    }

    /** The poller is taken out of the socket and another one put in. */
    @JCStressTest
    @JCStressMeta(SeenOrAwake.class)
    @State
    public static class AnotherPoller extends Polled {

        private final PolledSocket other =
                new PolledSocket(null, place(new Waiter()), new Mailbox(), PolledSocket::lookedAt);

        AnotherPoller() {
            lobby.enter();
            lobby.lookedAtBy(other);
            lobby.exitLook(false);
        }

        @Actor
        void poller() {
            lobby.forsake(other);
            poll();
        }

        @Actor
        void home() {
            lobby.post(mail, true);
            home.turn(0);
            home.turn(1);
        }

        @Arbiter
        void after(ZZ_Result result) {
            report(result);
        }
    }

    /**
     * A thread that uses the socket says so while the I/O thread rings, and the poller sleeps next. Who rings may find
     * the mail claimed by the other one, who has not put it into the box yet; the poller sees none and sleeps, and only
     * the other one can still wake it. What the I/O thread does is the same actor as the poller: nothing comes between.
     */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "It looks again at once, or was rung.")
    @Outcome(id = "true, false", expect = FORBIDDEN, desc = "Lost wake-up: it sleeps beside its mail.")
    @Outcome(expect = FORBIDDEN, desc = "No mail, though two posted it.")
    @State
    public static class UsedWhileRung extends Polled {

        @Actor
        void user() {
            poller.used();
        }

        @Actor
        void ringerThenPoller() {
            poller.ring();
            waiter.prepare(null);
            if (!rung.isEmpty()) {
                waiter.cancel();
            }
        }

        @Arbiter
        void after(ZZ_Result result) {
            result.r1 = !rung.isEmpty();
            result.r2 = !waiter.waiting();
        }
    }

    /** Planted fault: who uses the socket posts the mail and does not look whether the poller sleeps by now. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "As it should be.")
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: a lost wake-up.")
    @State
    public static class FaultUsedRingsNobody {

        private final Mailbox rung = new Mailbox();
        private final Mail mail = new Mail(() -> {});
        private final Waiter waiter = new Waiter();

        @Actor
        void user() {
            rung.post(mail);
        }

        @Actor
        void ringerThenPoller() {
            rung.post(mail);
            waiter.ring();
            waiter.prepare(null);
            if (!rung.isEmpty()) {
                waiter.cancel();
            }
        }

        @Arbiter
        void after(ZZ_Result result) {
            result.r1 = !rung.isEmpty();
            result.r2 = !waiter.waiting();
        }
    }

    /** Planted fault: the poller looks first and puts its waiter in afterwards. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: a lost wake-up.")
    @State
    public static class FaultLookFirst {

        private final Mailbox mailbox = new Mailbox();
        private final Mail mail = new Mail(() -> {});
        private final Slot<Waiter> polled = new Slot<>();
        private final Waiter waiter = new Waiter();

        @Actor
        void poller(ZZ_Result result) {
            result.r1 = !mailbox.isEmpty();
            polled.put(waiter);
            waiter.prepare(null);
        }

        @Actor
        void poster() {
            mailbox.post(mail);
            Waiter poller = polled.look();
            if (poller != null) {
                poller.ring();
            }
        }

        @Arbiter
        void after(ZZ_Result result) {
            result.r2 = !waiter.waiting();
        }
    }
}
