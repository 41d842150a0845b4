package org.lingmq.socket;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lingmq.io.CallerThread;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.Flag;
import org.lingmq.io.IoThread;
import org.lingmq.io.Visits;
import org.lingmq.io.Waiter;
import org.lingmq.transport.CallerDriven;

/**
 * The caller does the reading: while a thread waits for messages in the socket it watches the socket's links in a
 * selector of its own and reads them itself. The I/O thread keeps away meanwhile, looks in every few milliseconds, and
 * takes the links over when the caller stays away.
 *
 * <p>Everything belongs to the holder of the socket's entry, but for the looking in, which is the home I/O thread's.
 * Attending wakes nobody: the I/O thread learns of it at its next event. When the caller has slept long in one wait,
 * the I/O thread stops looking in, and the caller's return starts it again.
 */
final class Attendance {

    private static final Logger LOG = System.getLogger("org.lingmq.socket");
    private static final boolean ALLOWED = !"hosted".equals(System.getProperty("org.lingmq.mode"));
    private static final long LOOK_IN_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int STILL_LOOKS = 10;
    private static final long CLOSE_SELECTOR_NS = TimeUnit.SECONDS.toNanos(1);

    private final IoThread home;
    private final EntryGuard entry;
    private final Waiter waiter;
    private final Visits visits = new Visits();
    private final Flag attended = new Flag();
    private final Flag unwatched = new Flag();
    private final Runnable watch = this::watch;

    private final List<CallerDriven> links = new ArrayList<>();
    private final List<CallerDriven> unregistered = new ArrayList<>();
    private final List<CallerDriven> ready = new ArrayList<>();
    private Selector selector;
    private boolean staleKeys;

    /** The home I/O thread's. */
    private boolean watching;

    private int seenVisits;
    private int stillLooks;

    Attendance(IoThread home, EntryGuard entry, Waiter waiter) {
        this.home = home;
        this.entry = entry;
        this.waiter = waiter;
    }

    /** A link came up. */
    void add(CallerDriven link) {
        links.add(link);
        unregistered.add(link);
    }

    /** A link is over or not the socket's any more. */
    void remove(CallerDriven link) {
        if (links.remove(link)) {
            unregistered.remove(link);
            staleKeys = selector != null;
            dropStaleKeys();
        }
    }

    /** A channel that is closed keeps its descriptor until this selector has run, too. */
    private void dropStaleKeys() {
        if (!staleKeys) {
            return;
        }
        staleKeys = false;
        try {
            for (SelectionKey key : selector.keys()) {
                if (key.isValid() && !links.contains((CallerDriven) key.attachment())) {
                    key.cancel();
                }
            }
            selector.selectNow();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a socket's selector failed", e);
        }
    }

    /** Whether the caller reads the links now; any thread. */
    boolean attended() {
        return attended.isUp();
    }

    /** A call that receives has begun. */
    void visit() {
        visits.add();
    }

    /** Reads what is there, without waiting. */
    void look() {
        if (links.isEmpty()) {
            return;
        }
        if (links.size() == 1) {
            fill(links.get(0));
            return;
        }
        if (selector == null) {
            return;
        }
        try {
            selector.selectNow(this::collect);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a socket's selector failed", e);
        }
        fillReady();
    }

    private void collect(SelectionKey key) {
        ready.add((CallerDriven) key.attachment());
    }

    private void fillReady() {
        for (CallerDriven link : ready) {
            fill(link);
        }
        ready.clear();
    }

    private void fill(CallerDriven link) {
        if (!link.fill() && selector != null) {
            for (SelectionKey key : selector.keys()) {
                if (key.attachment() == link && key.isValid()) {
                    key.interestOps(0);
                }
            }
        }
    }

    /**
     * Takes the reading over before a wait for messages.
     *
     * @return the selector to sleep in; null when the caller parks and the I/O thread reads
     */
    Selector attend() {
        if (!ALLOWED || links.isEmpty() || CallerThread.isVirtual() || !registerAll()) {
            leave();
            return null;
        }
        if (!attended.isUp()) {
            attended.raise();
            home.executeLater(watch);
        }
        return selector;
    }

    private boolean registerAll() {
        try {
            if (selector == null) {
                selector = Selector.open();
            }
            for (int i = unregistered.size() - 1; i >= 0; i--) {
                if (unregistered.get(i).watch(selector)) {
                    unregistered.remove(i);
                }
            }
            return unregistered.isEmpty();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a socket cannot watch its links and leaves that to the I/O thread", e);
            return false;
        }
    }

    /** The I/O thread reads again. */
    void leave() {
        if (attended.isUp()) {
            attended.lower();
            links.forEach(CallerDriven::giveBack);
        }
    }

    /** Sleeps in the selector of {@link #attend}, after {@code waiter.prepare}; reads what has come. */
    Waiter.Outcome sleep(long timeoutNs) {
        try {
            return waiter.select(timeoutNs, this::collect);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a socket's selector failed", e);
            return Waiter.Outcome.RUNG;
        } finally {
            if (unwatched.tryLower()) {
                home.execute(watch);
            }
            fillReady();
        }
    }

    // --- the home I/O thread -----------------------------------------------------------------------------------------

    private void watch() {
        if (!watching) {
            watching = true;
            stillLooks = 0;
            seenVisits = visits.count() - 1;
            home.schedule(LOOK_IN_NS, this::lookIn);
        }
    }

    private void lookIn() {
        watching = stayWatching();
        if (watching) {
            home.schedule(LOOK_IN_NS, this::lookIn);
        }
    }

    private boolean stayWatching() {
        int now = visits.count();
        if (entry.enterCare()) {
            try {
                return attendedStill(now);
            } finally {
                entry.exit();
            }
        }
        if (entry.closed()) {
            return false;
        }
        if (now != seenVisits || !waiter.waiting()) {
            seenVisits = now;
            stillLooks = 0;
            return true;
        }
        if (++stillLooks < STILL_LOOKS) {
            return true;
        }
        unwatched.raise();
        if (waiter.waiting() && visits.count() == now) {
            return false;
        }
        stillLooks = 0;
        // Whoever lowers the flag sees to it that looking in goes on.
        return unwatched.tryLower();
    }

    /** Nobody is inside: whether the caller has been since the last look; if not, the I/O thread takes over. */
    private boolean attendedStill(int now) {
        stillLooks = 0;
        if (!attended.isUp()) {
            return false;
        }
        if (now != seenVisits) {
            seenVisits = now;
            return true;
        }
        leave();
        home.schedule(CLOSE_SELECTOR_NS, () -> closeIfAway(now));
        return false;
    }

    /** A caller that stays away needs no selector, which costs two descriptors. */
    private void closeIfAway(int before) {
        if (visits.count() == before && entry.enterCare()) {
            try {
                if (!attended.isUp()) {
                    close();
                }
            } finally {
                entry.exit();
            }
        }
    }

    /** Gives the selector back. */
    void close() {
        if (selector == null) {
            return;
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a socket's selector failed", e);
        }
        selector = null;
        staleKeys = false;
        unregistered.clear();
        unregistered.addAll(links);
    }
}
