package org.lingmq.socket;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.lingmq.io.Flag;
import org.lingmq.io.IoThread;

/**
 * The I/O thread looks in every few milliseconds on a thread that reads links by itself, and takes them over when that
 * thread stays away. When it has slept long in one wait, the I/O thread stops looking in, and its return starts that
 * again. Everything belongs to the I/O thread, but for {@link #returned}.
 */
final class TakingOver {

    private static final long LOOK_IN_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int STILL_LOOKS = 10;

    private final IoThread home;
    private final WaitingPlace place;
    private final Flag unwatched = new Flag();
    private final Runnable begin = this::begin;

    /** The sockets whose links that thread reads, or has lately. */
    private final Set<Attendance> attended = new LinkedHashSet<>();

    private boolean watching;
    private int seenVisits;
    private int stillLooks;

    TakingOver(IoThread home, WaitingPlace place) {
        this.home = home;
        this.place = place;
    }

    IoThread home() {
        return home;
    }

    /** The thread reads the links of that socket from now on. */
    void watch(Attendance socket) {
        attended.add(socket);
        begin();
    }

    private void begin() {
        if (!watching) {
            watching = true;
            stillLooks = 0;
            seenVisits = place.visits() - 1;
            home.schedule(LOOK_IN_NS, this::lookIn);
        }
    }

    /** The thread was about to sleep, or has slept, and may stay away now. Called by it. */
    void returned() {
        if (unwatched.tryLower()) {
            home.execute(begin);
        }
    }

    private void lookIn() {
        watching = stayWatching();
        if (watching) {
            home.schedule(LOOK_IN_NS, this::lookIn);
        }
    }

    private boolean stayWatching() {
        int now = place.visits();
        if (now != seenVisits) {
            seenVisits = now;
            stillLooks = 0;
            attended.removeIf(socket -> socket.left(place));
            return !attended.isEmpty();
        }
        if (!place.waiter().waiting()) {
            stillLooks = 0;
            attended.removeIf(socket -> socket.takeOver(place));
            return !attended.isEmpty();
        }
        if (++stillLooks < STILL_LOOKS) {
            return true;
        }
        unwatched.raise();
        if (place.waiter().waiting() && place.visits() == now) {
            return false;
        }
        stillLooks = 0;
        // Whoever lowers the flag sees to it that looking in goes on.
        return unwatched.tryLower();
    }
}
