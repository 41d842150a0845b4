package org.lingmq.socket;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.lingmq.io.CallerThread;
import org.lingmq.io.Gauge;

/**
 * Whether a thread that is about to sleep looks for a moment by itself first. It costs a processor for that moment and
 * spares being woken, which takes several times as long as a message. So it is done while it pays: after waits that
 * were short and in which little came, and no more once nothing came in that moment several times.
 *
 * <p>Belongs to the holder of the entry of the socket or poller.
 */
final class Spin {

    /** What takes no longer was worth the moment, although the thread had to be woken. */
    private static final long SHORT_WAIT_NS = TimeUnit.MICROSECONDS.toNanos(100);

    /** A thread that takes more at a time is better off when more has gathered. */
    private static final int FEW_VISITS = 4;

    private static final int CHANCES = 3;
    private static final int SHORT_WAITS_FIRST = 8;
    private static final int SHORT_WAITS_MOST = 64;

    /** With more threads looking than processors, each would take the time of whoever it looks for. */
    private static final int MOST_LOOKING = Runtime.getRuntime().availableProcessors();

    private static final Gauge LOOKING = new Gauge();

    private final WaitingPlace place;
    private final Runnable look;
    private final BooleanSupplier something;
    private final long momentNs;

    /**
     * How many more waits must be short than long to make it worth a try; more each time that all chances were in vain.
     */
    private int shortWaitsFirst = SHORT_WAITS_FIRST;

    /** Above 0: how often it may be in vain; below: how many short waits it takes first. */
    private int hope = -SHORT_WAITS_FIRST;

    private int visits;

    /** How long it looked when it last found nothing. */
    private long lookedNs;

    /**
     * For the thread that sleeps there.
     *
     * @param look reads what is there, or has it told of
     * @param something whether there is something to do, which ends the wait
     * @param momentNs how long it looks; 0 for never
     */
    Spin(WaitingPlace place, Runnable look, BooleanSupplier something, long momentNs) {
        this.place = place;
        this.look = look;
        this.something = something;
        this.momentNs = momentNs;
    }

    /** Of the moment asked for; on one processor who looks keeps all others from running. */
    static long momentNs(long wantedNs) {
        return MOST_LOOKING == 1 ? 0 : wantedNs;
    }

    /**
     * A wait for messages begins: looks for a moment, where that pays.
     *
     * @param reads whether this thread reads the links, so that waiting for others to tell is not enough
     * @return whether there is something to do
     */
    boolean finds(boolean reads, long timeoutNs) {
        lookedNs = 0;
        int came = place.visits() - visits;
        visits += came;
        if (momentNs == 0 || hope <= 0 || came > FEW_VISITS || CallerThread.isVirtual()) {
            return false;
        }
        boolean found = lookWithOthers(reads, timeoutNs < 0 ? momentNs : Math.min(momentNs, timeoutNs));
        if (found) {
            hope = CHANCES;
            shortWaitsFirst = SHORT_WAITS_FIRST;
        } else if (--hope == 0) {
            shortWaitsFirst = Math.min(2 * shortWaitsFirst, SHORT_WAITS_MOST);
            hope = -shortWaitsFirst;
        }
        return found;
    }

    /** What is left of a time limit after that; a negative one stays. */
    long leftNs(long timeoutNs) {
        return timeoutNs < 0 ? timeoutNs : Math.max(0, timeoutNs - lookedNs);
    }

    /** Where too many look already, it counts as in vain. */
    private boolean lookWithOthers(boolean reads, long forNs) {
        if (LOOKING.add(1) > MOST_LOOKING) {
            LOOKING.add(-1);
            return false;
        }
        place.waiter().spin();
        try {
            return look(reads, forNs);
        } finally {
            place.waiter().cancel();
            LOOKING.add(-1);
        }
    }

    private boolean look(boolean reads, long forNs) {
        long beganNs = System.nanoTime();
        do {
            if (reads) {
                look.run();
            } else {
                Thread.onSpinWait();
            }
            if (something.getAsBoolean()) {
                return true;
            }
            lookedNs = System.nanoTime() - beganNs;
        } while (lookedNs < forNs);
        return false;
    }

    /** A wait for messages ended after so long, and perhaps something came. */
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
