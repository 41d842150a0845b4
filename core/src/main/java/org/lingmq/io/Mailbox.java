package org.lingmq.io;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What other threads tell a socket, in order per poster. Anyone posts; the holder of the socket's entry handles.
 *
 * <p>Posting pushes on a stack, handling takes the whole stack at once and turns it round. Mail that is posted again
 * while the taken stack is being handled goes to the new stack; the taken one was detached from it.
 */
public final class Mailbox {

    private static final Logger LOG = System.getLogger("org.lingmq.io");
    private static final VarHandle TOP;

    static {
        try {
            TOP = MethodHandles.lookup().findVarHandle(Mailbox.class, "top", Mail.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // used through TOP
    private Mail top;

    /** Taken and not yet handled, oldest first; the entry holder's. */
    private Mail taken;

    /** Any thread. The socket's waiter is rung afterwards by the poster. */
    public void post(Mail mail) {
        // A claim that fails is no fence: the handler must see what was published before.
        VarHandle.fullFence();
        if (!mail.claim()) {
            return;
        }
        Mail seen = (Mail) TOP.getVolatile(this);
        while (true) {
            mail.next = seen;
            Mail found = (Mail) TOP.compareAndExchange(this, seen, mail);
            if (found == seen) {
                return;
            }
            seen = found;
        }
    }

    /** Whether there is nothing to handle. One opaque load when nothing was taken before. */
    public boolean isEmpty() {
        return taken == null && (Mail) TOP.getOpaque(this) == null;
    }

    /** Handles at most so many; returns whether some are left. The entry holder. */
    public boolean handle(int most) {
        for (int handled = 0; handled < most; handled++) {
            if (taken == null) {
                taken = reversed((Mail) TOP.getAndSet(this, null));
                if (taken == null) {
                    return false;
                }
            }
            Mail mail = taken;
            taken = mail.next;
            mail.next = null;
            try {
                mail.handle();
            } catch (RuntimeException | Error e) {
                // Whoever handles mail did not ask for this piece: it must not fail a call that has nothing to do with
                // it.
                LOG.log(Level.ERROR, "handling what another thread told a socket failed; this is a bug in LingMQ", e);
            }
        }
        return !isEmpty();
    }

    private static Mail reversed(Mail newest) {
        Mail oldestFirst = null;
        Mail mail = newest;
        while (mail != null) {
            Mail older = mail.next;
            mail.next = oldestFirst;
            oldestFirst = mail;
            mail = older;
        }
        return oldestFirst;
    }
}
