package org.lingmq.socket;

import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.lingmq.io.IoThread;

/**
 * Tries every second to give back the selector of a socket's own caller, which costs two descriptors, from the moment
 * that caller stays away until it is given back or needed again. The home I/O thread's, but for {@link #later}.
 */
final class SelectorReturn {

    private static final long APART_NS = TimeUnit.SECONDS.toNanos(1);

    private final IoThread home;
    private final WaitingPlace own;
    private final IntPredicate attempt;
    private boolean due;

    /**
     * Nothing is due yet.
     *
     * @param attempt told how many calls had begun a second ago; false when it is to be tried again
     */
    SelectorReturn(IoThread home, WaitingPlace own, IntPredicate attempt) {
        this.home = home;
        this.own = own;
        this.attempt = attempt;
    }

    /** The caller stays away, or waits in a poller. Any thread. */
    void later() {
        home.executeLater(() -> {
            if (!due) {
                due = true;
                tryAgain();
            }
        });
    }

    private void tryAgain() {
        int before = own.visits();
        home.schedule(APART_NS, () -> {
            due = !attempt.test(before);
            if (due) {
                tryAgain();
            }
        });
    }
}
