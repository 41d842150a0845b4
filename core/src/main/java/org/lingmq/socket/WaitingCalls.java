package org.lingmq.socket;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.lingmq.ZmqException;
import org.lingmq.io.Flag;
import org.lingmq.io.Slot;
import org.lingmq.io.Waiter;

/**
 * Those who wait outside a socket that many threads use, served in the order they came, by whoever is inside. Belongs
 * to the entry holder, where nothing else is said.
 *
 * <p>While nobody is inside, nothing can be done for anybody here: whatever changes that comes by mail. The poster of
 * mail rings the first thread, which goes in, handles the mail and serves all.
 */
final class WaitingCalls {

    private static final int MOST_PASSING = 64;

    private final Set<Waiting> receivers = new LinkedHashSet<>();
    private final Set<Waiting> senders = new LinkedHashSet<>();

    /** Where the first of the threads sleeps. Any thread looks. */
    private final Slot<Waiter> first = new Slot<>();

    /** Whether there is anybody, thread or not. Any thread looks. */
    private final Flag some = new Flag();

    /** How many messages went to others while somebody waited. */
    private int passed;

    private BooleanSupplier messages = () -> false;

    /** How to find out whether there is a message to be received. */
    void messagesIf(BooleanSupplier there) {
        messages = there;
    }

    /** One who waits for messages. */
    void receiver(Waiting waiting) {
        receivers.add(waiting);
        changed();
    }

    /** One who has a message to send. */
    void sender(Waiting waiting) {
        senders.add(waiting);
        changed();
    }

    /** Waits no more. */
    void remove(Waiting waiting) {
        if (receivers.remove(waiting) || senders.remove(waiting)) {
            changed();
        }
    }

    private void changed() {
        Waiter found = firstThread(receivers);
        if (found == null) {
            found = firstThread(senders);
        }
        if (first.look() != found) {
            first.put(found);
        }
        boolean any = !receivers.isEmpty() || !senders.isEmpty();
        if (any != some.isUp()) {
            if (any) {
                some.raise();
            } else {
                some.lower();
            }
        }
    }

    private static Waiter firstThread(Set<Waiting> waiting) {
        for (Waiting one : waiting) {
            if (one.waiter() != null) {
                return one.waiter();
            }
        }
        return null;
    }

    /** Whether somebody has a message for the same peer, who came before. */
    boolean sendsTo(int addressee) {
        if (senders.isEmpty()) {
            return false;
        }
        for (Waiting sender : senders) {
            if (sender.addressee() == addressee) {
                return true;
            }
        }
        return false;
    }

    /** Does what can be done now. */
    void serve() {
        if (some.isUp()) {
            serveReceivers();
            serveSenders();
            changed();
        }
    }

    /** Futures, that nobody wakes for, are served; the first thread comes in by itself. */
    private void serveReceivers() {
        Iterator<Waiting> next = receivers.iterator();
        while (next.hasNext()) {
            Waiting receiver = next.next();
            if (receiver.waiter() != null) {
                if (messages.getAsBoolean()) {
                    receiver.call();
                }
                return;
            }
            if (!receiver.attempt()) {
                return;
            }
            next.remove();
            passed = 0;
        }
    }

    /** One who did not wait goes next for a message: those who wait let him pass, but only so often. */
    void letPass() {
        if (passed >= MOST_PASSING && !receivers.isEmpty()) {
            passed = 0;
            Iterator<Waiting> next = receivers.iterator();
            if (next.next().attempt()) {
                next.remove();
                changed();
            }
        }
    }

    /** One who did not wait has got a message. */
    void hasPassed() {
        if (!receivers.isEmpty()) {
            passed++;
        }
    }

    /** One who waited has come in: whether it is done now. */
    boolean attempt(Waiting waiting) {
        if (!receivers.contains(waiting) || !waiting.attempt()) {
            return false;
        }
        remove(waiting);
        passed = 0;
        return true;
    }

    /** Whoever was inside goes out: while there are messages the next receiver is on the way. */
    void goingOut() {
        if (!receivers.isEmpty()) {
            serveReceivers();
            changed();
        }
    }

    /** Nobody passes another who sends to the same peer. */
    private void serveSenders() {
        Set<Integer> full = null;
        Iterator<Waiting> next = senders.iterator();
        while (next.hasNext()) {
            Waiting sender = next.next();
            int addressee = sender.addressee();
            if (full != null && full.contains(addressee)) {
                continue;
            }
            if (sender.attempt()) {
                next.remove();
            } else if (addressee == 0) {
                return;
            } else {
                full = full == null ? new HashSet<>() : full;
                full.add(addressee);
            }
        }
    }

    /** Nothing will be done for anybody any more. */
    void failAll(ZmqException reason) {
        receivers.forEach(waiting -> waiting.fail(reason));
        senders.forEach(waiting -> waiting.fail(reason));
        receivers.clear();
        senders.clear();
        changed();
    }

    /** Whether there is anybody. Any thread. */
    boolean some() {
        return some.isUp();
    }

    /** Wakes the first thread; whether there is one that is not awake yet. Any thread. */
    boolean ring() {
        Waiter waiter = first.look();
        return waiter != null && waiter.ring();
    }
}
