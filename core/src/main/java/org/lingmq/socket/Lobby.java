package org.lingmq.socket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.nio.channels.Selector;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.lingmq.ConcurrentUseException;
import org.lingmq.ZmqException;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.Flag;
import org.lingmq.io.IoThread;
import org.lingmq.io.Mail;
import org.lingmq.io.Mailbox;
import org.lingmq.io.Slot;
import org.lingmq.io.Waiter;

/**
 * Who is inside a socket, what others told it meanwhile, and where its caller sleeps.
 *
 * <p>Mail is handled by whoever holds the entry: a caller when it goes in and after each wait, or the home I/O thread
 * soon after it was posted when the application stays away. After closing, the home I/O thread alone handles what still
 * comes.
 */
class Lobby {

    private static final Logger LOG = System.getLogger("org.lingmq.socket");
    private static final int MAIL_PER_VISIT = 64;
    private static final long VISIT_AGAIN_NS = 1_000_000;

    private final String name;
    private final IoThread home;
    private final EntryGuard entry = new EntryGuard();
    private final Mailbox mailbox = new Mailbox();
    private final Waiter own = new Waiter();
    private final Slot<PolledSocket> polled = new Slot<>();
    private final Flag terminated = new Flag();

    /** It is being closed, or is terminated: no call may go on. */
    private final Flag shut = new Flag();

    private final Flag visitDue = new Flag();
    private final Runnable visit = this::visit;

    /** Lanes that turned busy, each once, however often it did; the entry holder's. */
    private final Set<Runnable> busy = new LinkedHashSet<>();

    private final WeakReference<Lobby> self = new WeakReference<>(this);

    private final Attendance attendance;
    private final Sleep sleep;

    /** What goes on with work that mail began; says whether some is left. */
    private final BooleanSupplier serve;

    /** Whether some is left: no mail will remind of it. The entry holder's; others may look, and see a former value. */
    private boolean unfinished;

    Lobby(String name, IoThread home, BooleanSupplier serve, long spinNs) {
        this.name = name;
        this.home = home;
        this.serve = serve;
        this.attendance = new Attendance(home, entry, own);
        this.sleep = new Sleep(attendance, this::somethingToDo, spinNs);
    }

    /** Goes in, with all mail handled. */
    void enter() {
        EntryGuard.Entry found = entry.enter();
        if (found == EntryGuard.Entry.BUSY && !shut.isUp()) {
            throw new ConcurrentUseException(name, entry.owner(), Thread.currentThread());
        }
        if (found != EntryGuard.Entry.ENTERED || shut.isUp()) {
            // It is closed, or whoever is inside is closing it.
            if (found == EntryGuard.Entry.ENTERED) {
                entry.exit();
            }
            throw shutReason();
        }
        handleMail();
    }

    /** Goes out; what a poller found here may have changed. */
    void exit() {
        entry.exit();
        PolledSocket poller = polled.look();
        if (poller != null) {
            poller.used();
        }
    }

    void handleMail() {
        if (mailbox.isEmpty() && !unfinished) {
            return;
        }
        while (!mailbox.isEmpty()) {
            mailbox.handle(MAIL_PER_VISIT);
        }
        if (goOn()) {
            visitSoon();
        }
    }

    /** As with mail, whoever does this did not ask for it, and must get in and out whatever comes of it. */
    private boolean goOn() {
        unfinished = false;
        try {
            unfinished = serve.getAsBoolean();
            mailHandled();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "acting on what the peers of " + name + " said failed; this is a bug in LingMQ", e);
        }
        return unfinished;
    }

    /** Has the question answered: here when nobody is inside, else by whoever is. Any thread but that one. */
    <T> T ask(Supplier<T> question) {
        Question<T> asked = new Question<>(question);
        boolean posted = false;
        while (!asked.answered()) {
            if (shut.isUp()) {
                throw shutReason();
            }
            if (entry.enterCare()) {
                boolean mail = !mailbox.isEmpty();
                try {
                    handleMail();
                    asked.answer();
                } finally {
                    entry.exit();
                }
                if (mail) {
                    // A poller may have looked before it was handled.
                    ringPollers();
                }
            } else if (posted) {
                asked.await();
            } else {
                posted = true;
                post(new Mail(asked::answer), false);
            }
        }
        return asked.result();
    }

    ZmqException shutReason() {
        return Reasons.shut(name, terminated.isUp());
    }

    /**
     * Sleeps until something has changed; the caller is inside. All mail has been handled on return.
     *
     * @param timeoutNs how long at most; negative for ever
     * @param forMessages whether the caller wants to receive, and so may read its links itself meanwhile
     * @return false when the time is up
     */
    boolean await(long timeoutNs, boolean forMessages) {
        settleBusy();
        BusySockets.settleAllBut(this);
        Selector selector = null;
        if (forMessages) {
            selector = attendance.attend();
        } else {
            attendance.leave();
        }
        if (selector == null) {
            attendance.own().tidyInside();
        }
        Waiter.Outcome outcome;
        try {
            outcome = forMessages ? sleep.forMessages(selector, timeoutNs) : sleep.parked(timeoutNs);
        } finally {
            // Also when it is being closed or reading failed: whoever rang relies on it.
            handleMail();
        }
        if (shut.isUp()) {
            throw shutReason();
        }
        if (outcome == Waiter.Outcome.INTERRUPTED) {
            throw interrupted();
        }
        return outcome != Waiter.Outcome.TIME_UP;
    }

    final ZmqException interrupted() {
        return Reasons.interrupted(name);
    }

    /** How long a caller that waits for messages looks by itself before it sleeps; 0 never. The entry holder. */
    void spinFor(long momentNs) {
        sleep.spinFor(momentNs);
    }

    /** Reads what is there without waiting, if that is this caller's to do; handles the mail. The entry holder. */
    void look() {
        settleBusy();
        if (attendance.attended()) {
            attendance.look();
            handleMail();
        }
    }

    /** Whether mail has come or the socket is being closed. */
    boolean somethingToDo() {
        return !mailbox.isEmpty() || shut.isUp();
    }

    /** A lane turned busy, which is known by this object; the entry holder. */
    void turnedBusy(Runnable settle) {
        busy.add(settle);
        if (!home.isCurrent()) {
            BusySockets.add(self);
        }
    }

    /** Writes what busy lanes hold, before the caller waits or finds nothing; the entry holder. */
    void settleBusy() {
        if (!busy.isEmpty()) {
            busy.forEach(Runnable::run);
            busy.clear();
        }
    }

    /** The thread that made them busy waits elsewhere next; false when somebody is inside, who sees to it himself. */
    boolean settleFromOutside() {
        if (!entry.enterCare()) {
            return entry.closed();
        }
        try {
            settleBusy();
            return true;
        } finally {
            entry.exit();
        }
    }

    /** A poller looks: it is rung from now on, and its thread reads the links if it waits for messages. Inside. */
    void lookedAtBy(PolledSocket poller) {
        PolledSocket former = polled.look();
        if (former != poller) {
            polled.put(poller);
            if (former != null) {
                // It is not rung any more, so it looks when it next polls.
                former.used();
            }
        }
        settleBusy();
        poller.read(attendance);
        handleMail();
        if (shut.isUp()) {
            throw shutReason();
        }
    }

    /** A poller has looked and goes out; when it found nothing it may sleep next, beside links without credit. */
    void exitLook(boolean found) {
        try {
            if (!found) {
                attendance.leaveStalled();
            }
        } finally {
            entry.exit();
        }
    }

    /** That poller looks no more. */
    void forsake(PolledSocket poller) {
        try {
            ask(() -> {
                poller.leave(attendance);
                forget(poller);
                return true;
            });
        } catch (ZmqException e) {
            LOG.log(Level.DEBUG, "a poller leaves a socket that is closed", e);
        }
    }

    void forget(PolledSocket poller) {
        polled.change(current -> current == poller ? null : current);
    }

    /** Any thread: puts mail in and rings whoever waits; {@code soon} when it must not wait for the application. */
    void post(Mail mail, boolean soon) {
        mailbox.post(mail);
        boolean handled = ring();
        if (!handled && (soon || othersWait()) || entry.closed()) {
            visitSoon();
        }
    }

    /** Whether somebody waits outside for what mail may bring. Any thread, after the mail was posted. */
    boolean othersWait() {
        return false;
    }

    /** Wakes whoever sleeps; whether a caller sleeps or looks in here, who handles the mail before it goes on. */
    boolean ring() {
        ringPollers();
        return own.ring();
    }

    void ringPollers() {
        PolledSocket poller = polled.look();
        if (poller != null) {
            poller.ring();
        }
    }

    /** Mail has been handled, which may let others go on who wait outside. */
    void mailHandled() {}

    /** The caller, inside, changed something that may let others go on, and of which no mail tells. */
    void changed() {}

    boolean mailWaits() {
        return !mailbox.isEmpty();
    }

    boolean isShut() {
        return shut.isUp();
    }

    Waiter own() {
        return own;
    }

    /** Has the home I/O thread look at the mail, in case the application stays away. */
    void visitSoon() {
        if (visitDue.tryRaise()) {
            home.execute(visit);
        }
    }

    private void visit() {
        visitDue.lower();
        if (entry.closed()) {
            handleMail();
        } else if (entry.enterCare()) {
            boolean more;
            try {
                more = mailbox.handle(MAIL_PER_VISIT);
                more |= goOn();
                settleBusy();
            } finally {
                entry.exit();
            }
            ringPollers();
            if (more) {
                visitSoon();
            }
        } else if (!mailbox.isEmpty() || unfinished) {
            // A caller is inside; it handles the mail before it waits, unless it is leaving just now.
            home.schedule(VISIT_AGAIN_NS, this::visitSoon);
        }
    }

    /** Goes in to close, once whoever is inside has left; false when it is closed already. */
    boolean enterToClose() {
        shut.raise();
        ring();
        if (!entry.enterToClose()) {
            return false;
        }
        handleMail();
        return true;
    }

    /** The holder of the entry closes it for good. */
    void closed() {
        BusySockets.remove(self);
        attendance.leave();
        attendance.close();
        entry.close();
        visitSoon();
    }

    /** Every call ends with ETERM from now on. Any thread. */
    void terminate() {
        terminated.raise();
        shut.raise();
        ring();
    }

    Attendance attendance() {
        return attendance;
    }

    EntryGuard entry() {
        return entry;
    }
}
