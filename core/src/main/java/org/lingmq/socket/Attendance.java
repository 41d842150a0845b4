package org.lingmq.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.lingmq.io.CallerThread;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.Flag;
import org.lingmq.io.IoThread;
import org.lingmq.io.Visits;
import org.lingmq.io.Waiter;
import org.lingmq.transport.CallerDriven;
import org.lingmq.transport.CallerDriven.Filled;

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

    /** Most sockets have one link, and there may be many sockets. */
    private static final int FEW = 1;

    private static final long CLOSE_SELECTOR_NS = TimeUnit.SECONDS.toNanos(1);

    private final IoThread home;
    private final EntryGuard entry;
    private final Waiter waiter;
    private final Visits visits = new Visits();
    private final Flag attended = new Flag();
    private final Flag unwatched = new Flag();
    private final Runnable watch = this::watch;

    /** With the key in the own selector; null while there is none. */
    private final Map<CallerDriven, SelectionKey> links = new LinkedHashMap<>(FEW);

    /** Those that the own selector does not know; empty while there is none. */
    private final Set<CallerDriven> unregistered = new LinkedHashSet<>(FEW);

    private final List<CallerDriven> ready = new ArrayList<>();

    /** Those to be read at the next look whatever the selector says, with what the last reading came to. */
    private final Map<CallerDriven, Filled> again = new LinkedHashMap<>();

    private Selector selector;

    /** The home I/O thread's. */
    private boolean watching;

    private int seenVisits;
    private int stillLooks;

    /** Whether it is due to be found out if the caller still needs the selector. */
    private boolean closing;

    Attendance(IoThread home, EntryGuard entry, Waiter waiter) {
        this.home = home;
        this.entry = entry;
        this.waiter = waiter;
    }

    /** A link came up. */
    void add(CallerDriven link) {
        links.put(link, null);
        if (selector != null) {
            unregistered.add(link);
        }
    }

    /** A link is over or not the socket's any more. */
    void remove(CallerDriven link) {
        if (!links.containsKey(link)) {
            return;
        }
        SelectionKey key = links.remove(link);
        unregistered.remove(link);
        again.remove(link);
        if (attended.isUp()) {
            link.giveBack();
        }
        if (key != null) {
            drop(key);
        }
    }

    /** A channel that is closed keeps its descriptor until this selector has run, too. */
    private void drop(SelectionKey key) {
        key.cancel();
        try {
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
            fill(links.keySet().iterator().next());
            return;
        }
        if (!again.isEmpty()) {
            ready.addAll(again.keySet());
            fillReady();
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
        try {
            for (CallerDriven link : ready) {
                fill(link);
            }
        } finally {
            ready.clear();
        }
    }

    private void fill(CallerDriven link) {
        Filled filled = link.fill();
        switch (filled) {
            case BUSY, STALLED -> again.put(link, filled);
            case OPEN -> again.remove(link);
            case OVER -> {
                again.remove(link);
                interest(link, 0);
            }
        }
    }

    private void interest(CallerDriven link, int operations) {
        SelectionKey key = links.get(link);
        if (key != null) {
            try {
                key.interestOps(operations);
            } catch (CancelledKeyException closed) {
                // The I/O thread, which was told of the end, has closed the channel already.
            }
        }
    }

    /** What has no credit must not keep a sleeper awake, and is the I/O thread's while the caller sleeps. */
    private void leaveStalled() {
        again.forEach((link, filled) -> {
            if (filled == Filled.STALLED) {
                interest(link, 0);
                link.giveBack();
            }
        });
    }

    private void takeStalled() {
        again.forEach((link, filled) -> {
            if (filled == Filled.STALLED) {
                interest(link, SelectionKey.OP_READ);
                link.drive();
            }
        });
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
            links.keySet().forEach(CallerDriven::drive);
            home.executeLater(watch);
        }
        return selector;
    }

    private boolean registerAll() {
        try {
            if (selector == null) {
                selector = Selector.open();
                unregistered.addAll(links.keySet());
                // Also when not all links can be registered, so that the caller leaves it at that.
                home.executeLater(watch);
            }
            if (!unregistered.isEmpty()) {
                unregistered.removeIf(this::register);
            }
            return unregistered.isEmpty();
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "a socket cannot watch its links and leaves that to the I/O thread", e);
            return false;
        }
    }

    private boolean register(CallerDriven link) {
        try {
            SelectionKey key = link.watch(selector);
            if (key == null) {
                return false;
            }
            links.put(link, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (attended.isUp()) {
            link.drive();
        }
        return true;
    }

    /** The I/O thread reads again. */
    void leave() {
        if (attended.isUp()) {
            attended.lower();
            links.keySet().forEach(CallerDriven::giveBack);
            again.clear();
        }
    }

    /** Sleeps in the selector of {@link #attend}, after {@code waiter.prepare}; reads what has come. */
    Waiter.Outcome sleep(long timeoutNs) {
        leaveStalled();
        try {
            return waiter.select(timeoutNs, this::collect);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a socket's selector failed", e);
            return Waiter.Outcome.RUNG;
        } finally {
            takeStalled();
            if (unwatched.tryLower()) {
                home.execute(watch);
            }
            fillReady();
        }
    }

    // --- the home I/O thread -----------------------------------------------------------------------------------------

    /** An I/O thread has left a link to the caller; when it is another one, the home thread sleeps perhaps. */
    void leftToCaller() {
        if (!home.isCurrent()) {
            home.execute(watch);
        }
    }

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
            closeLater(now);
            return false;
        }
        if (now != seenVisits) {
            seenVisits = now;
            return true;
        }
        leave();
        closeLater(now);
        return false;
    }

    private void closeLater(int now) {
        if (!closing) {
            closing = true;
            home.schedule(CLOSE_SELECTOR_NS, () -> closeIfAway(now));
        }
    }

    /** A caller that stays away needs no selector, which costs two descriptors. */
    private void closeIfAway(int before) {
        closing = false;
        int now = visits.count();
        if (entry.enterCare()) {
            try {
                if (attended.isUp() || selector == null) {
                    return;
                }
                if (now == before) {
                    close();
                    return;
                }
            } finally {
                entry.exit();
            }
        } else if (entry.closed()) {
            return;
        }
        closeLater(now);
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
        waiter.forgetSelector();
        links.replaceAll((link, key) -> null);
        unregistered.clear();
    }
}
