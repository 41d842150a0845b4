package org.lingmq.socket;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.Flag;
import org.lingmq.io.IoThread;
import org.lingmq.io.Visits;
import org.lingmq.io.Waiter;

/**
 * Where one thread waits and watches channels meanwhile: a selector, which is opened when it is first needed, and the
 * waiter that others ring. A socket has one for its caller, a poller has one for all its sockets.
 *
 * <p>It belongs to the holder of its guard: the entry of that socket, or of that poller. What others may call says so.
 */
final class WaitingPlace {

    private static final Logger LOG = System.getLogger("org.lingmq.socket");
    private static final long TIDY_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final EntryGuard guard;
    private final Waiter waiter;
    private final Visits visits = new Visits();

    /** One for each I/O thread whose links were ever read here, which is one, or a few for a poller. */
    private TakingOver[] takingOver = {};

    /** A key was cancelled since the selector last ran: it is in the way of a new one, and keeps a descriptor. */
    private final Flag stale = new Flag();

    private Selector selector;

    WaitingPlace(EntryGuard guard, Waiter waiter) {
        this.guard = guard;
        this.waiter = waiter;
    }

    Waiter waiter() {
        return waiter;
    }

    /** A call has begun that may wait here. */
    void visit() {
        visits.add();
    }

    /** How many calls have begun; any thread. */
    int visits() {
        return visits.count();
    }

    /** What has the I/O thread take over from a thread that stays away. */
    TakingOver takingOver(IoThread home) {
        for (TakingOver each : takingOver) {
            if (each.home() == home) {
                return each;
            }
        }
        TakingOver added = new TakingOver(home, this);
        takingOver = Arrays.copyOf(takingOver, takingOver.length + 1);
        takingOver[takingOver.length - 1] = added;
        return added;
    }

    /** The thread was about to sleep, or has slept, and may stay away now. Called by it. */
    void returned() {
        for (TakingOver each : takingOver) {
            each.returned();
        }
    }

    /** The selector to register channels in, each with a {@link Watched}. */
    Selector selector() throws IOException {
        if (selector == null) {
            selector = Selector.open();
        }
        if (stale.isUp()) {
            forgetCancelled();
        }
        return selector;
    }

    /** As it is; null when there is none. */
    Selector current() {
        return selector;
    }

    /** What to sleep in; null when there is no channel to watch, so that the sleeper parks. */
    Selector inUse() {
        return selector == null || selector.keys().isEmpty() ? null : selector;
    }

    private void forgetCancelled() throws IOException {
        stale.lower();
        selector.selectNow(key -> {});
    }

    /** What is to be told of a channel; nothing happens without a key, and when the channel is closed already. */
    static void interest(SelectionKey key, int operations) {
        if (key != null) {
            try {
                key.interestOps(operations);
            } catch (CancelledKeyException closed) {
                // The I/O thread, which was told of the link's end, was faster.
            }
        }
    }

    /** A channel is not to be watched any more; {@link #tidy} follows. Any thread. */
    void drop(SelectionKey key) {
        key.cancel();
        stale.raise();
    }

    /**
     * Lets go of channels that were dropped, which keep their descriptors until the selector has run: whoever sleeps in
     * it is woken, and when nobody is there this thread runs it. The given I/O thread.
     */
    void tidy(IoThread home) {
        if (!stale.isUp() || guard.closed()) {
            return;
        }
        if (guard.enterCare()) {
            try {
                if (selector != null) {
                    forgetCancelled();
                }
            } catch (IOException e) {
                LOG.log(Level.WARNING, "a selector failed", e);
            } finally {
                guard.exit();
            }
        } else {
            // Who is inside may return to the application instead of sleeping here once more.
            waiter.ring();
            home.schedule(TIDY_AGAIN_NS, () -> tidy(home));
        }
    }

    /** As {@link #tidy}, for a caller that waits, but not in the selector. The holder of the guard. */
    void tidyInside() {
        if (selector == null || !stale.isUp()) {
            return;
        }
        try {
            forgetCancelled();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a selector failed", e);
        }
    }

    /** Tells who is ready now. */
    void look() throws IOException {
        if (selector != null) {
            stale.lower();
            selector.selectNow(WaitingPlace::tell);
        }
    }

    /** Sleeps in the selector, after {@code prepare}, and tells who is ready. */
    Waiter.Outcome sleep(long timeoutNs) throws IOException {
        try {
            stale.lower();
            return waiter.select(timeoutNs, WaitingPlace::tell);
        } finally {
            returned();
        }
    }

    private static void tell(SelectionKey key) {
        ((Watched) key.attachment()).ready(key);
    }

    /** Gives the selector back; another is opened when one is needed again. */
    void close() {
        if (selector == null) {
            return;
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a selector failed", e);
        }
        selector = null;
        waiter.forgetSelector();
        stale.lower();
    }
}
