package org.lingmq.socket;

import java.util.concurrent.TimeUnit;
import org.lingmq.io.Waiter;

/**
 * Whether a caller that is about to sleep looks for a moment by itself first. It costs a processor for that moment and
 * spares being woken, which takes several times as long as a message. So it is done while it pays: after waits that
 * were short and in which little came, and no more once nothing came in that moment several times.
 *
 * <p>Belongs to the holder of the socket's entry.
 */
final class Spin {

    /** What takes no longer was worth the moment, although the thread had to be woken. */
    private static final long SHORT_WAIT_NS = TimeUnit.MICROSECONDS.toNanos(100);

    /** A thread that takes more at a time is better off when more has gathered. */
    private static final int FEW_VISITS = 4;

    private static final int CHANCES = 3;
    private static final int SHORT_WAITS_FIRST = 8;
    private static final int SHORT_WAITS_MOST = 64;

    private final Lobby lobby;
    private final Waiter waiter;
    private final long momentNs;

    /** How many more waits must be short than long to make it worth a try; more each time that it was in vain. */
    private int shortWaitsFirst = SHORT_WAITS_FIRST;

    /** Above 0: how often it may be in vain; below: how many short waits it takes first. */
    private int hope = -SHORT_WAITS_FIRST;

    private int visits;

    /** For the caller in there, who sleeps at that waiter and looks so long before; 0 for never. */
    Spin(Lobby lobby, Waiter waiter, long momentNs) {
        this.lobby = lobby;
        this.waiter = waiter;
        this.momentNs = momentNs;
    }

    /**
     * A wait for messages begins: looks for a moment, where that pays.
     *
     * @param reads whether this caller reads the links
     * @return whether there is something to do
     */
    boolean finds(boolean reads, long timeoutNs) {
        int came = lobby.attendance().visits() - visits;
        visits += came;
        if (momentNs == 0 || hope <= 0 || came > FEW_VISITS) {
            return false;
        }
        boolean found = look(reads, timeoutNs < 0 ? momentNs : Math.min(momentNs, timeoutNs));
        if (found) {
            hope = CHANCES;
            shortWaitsFirst = SHORT_WAITS_FIRST;
        } else if (--hope == 0) {
            shortWaitsFirst = Math.min(2 * shortWaitsFirst, SHORT_WAITS_MOST);
            hope = -shortWaitsFirst;
        }
        return found;
    }

    private boolean look(boolean reads, long forNs) {
        long endNs = System.nanoTime() + forNs;
        waiter.spin();
        try {
            do {
                if (reads) {
                    lobby.attendance().look();
                } else {
                    Thread.onSpinWait();
                }
                if (lobby.somethingToDo()) {
                    return true;
                }
            } while (System.nanoTime() - endNs < 0);
        } finally {
            waiter.cancel();
        }
        return false;
    }

    /** A wait was over after so long. */
    void slept(long tookNs) {
        if (hope > 0) {
            return;
        }
        if (tookNs > SHORT_WAIT_NS) {
            hope = Math.max(hope - 1, -shortWaitsFirst);
        } else {
            hope = hope == -1 ? CHANCES : hope + 1;
        }
    }
}
