package org.lingmq.socket;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.lingmq.io.Flag;
import org.lingmq.io.Slot;
import org.lingmq.io.Waiter;

/**
 * Those who wait outside a socket that many threads use. Belongs to the entry holder, where nothing else is said.
 *
 * <p>While nobody is inside and nobody is on the way, nothing can be done for anybody here: whatever changes that comes
 * by mail, whose poster rings the first thread. Senders are served in the order they came, by whoever is inside.
 * Receivers come in by themselves, each called by the one before while there are messages; a thread that runs may pass
 * those that sleep, as waking one takes longer than a message, but only so often.
 */
final class WaitingCalls {

    private static final int MOST_PASSING = 64;

    private final Set<Waiting> receivers = new LinkedHashSet<>();

    /** By the peer they send to, as nobody passes another who sends to the same. */
    private final Map<Integer, Set<Waiting>> senders = new LinkedHashMap<>();

    /** Those of both who are threads. */
    private final Set<Waiting> threads = new LinkedHashSet<>();

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
        came(waiting);
    }

    /** One who has a message to send. */
    void sender(Waiting waiting) {
        senders.computeIfAbsent(waiting.addressee(), peer -> new LinkedHashSet<>())
                .add(waiting);
        came(waiting);
    }

    private void came(Waiting waiting) {
        if (waiting.waiter() != null) {
            threads.add(waiting);
        }
        changed();
    }

    /** Waits no more. */
    void remove(Waiting waiting) {
        receivers.remove(waiting);
        Set<Waiting> same = senders.get(waiting.addressee());
        if (same != null && same.remove(waiting) && same.isEmpty()) {
            senders.remove(waiting.addressee());
        }
        threads.remove(waiting);
        changed();
    }

    private void changed() {
        Waiter found = threads.isEmpty() ? null : threads.iterator().next().waiter();
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

    /** Whether somebody has a message for the same peer, who came before. */
    boolean sendsTo(int addressee) {
        return !senders.isEmpty() && senders.containsKey(addressee);
    }

    /** Does what can be done now. */
    void serve() {
        if (some.isUp()) {
            serveReceivers();
            senders.values().removeIf(this::servedAll);
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

    private boolean servedAll(Set<Waiting> same) {
        Iterator<Waiting> next = same.iterator();
        while (next.hasNext()) {
            Waiting sender = next.next();
            if (!sender.attempt()) {
                return false;
            }
            next.remove();
            threads.remove(sender);
        }
        return true;
    }

    /** One who did not wait goes next for a message: those who wait let him pass, but only so often. */
    void letPass() {
        if (passed >= MOST_PASSING && !receivers.isEmpty()) {
            passed = 0;
            Waiting oldest = receivers.iterator().next();
            if (oldest.attempt()) {
                remove(oldest);
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

    /** Nothing will be done for anybody any more. */
    void failAll(Supplier<RuntimeException> reason) {
        receivers.forEach(waiting -> waiting.fail(reason.get()));
        senders.values().forEach(same -> same.forEach(waiting -> waiting.fail(reason.get())));
        receivers.clear();
        senders.clear();
        threads.clear();
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
