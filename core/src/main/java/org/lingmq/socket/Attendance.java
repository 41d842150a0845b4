package org.lingmq.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.lingmq.io.CallerThread;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.IoThread;
import org.lingmq.io.Slot;
import org.lingmq.io.Waiter;
import org.lingmq.transport.CallerDriven;
import org.lingmq.transport.CallerDriven.Filled;

/**
 * The caller does the reading: while a thread waits for messages, in the socket or in a poller, it watches the socket's
 * links at its {@link WaitingPlace} and reads them itself. The I/O thread keeps away meanwhile, looks in every few
 * milliseconds, and takes the links over when the caller stays away.
 *
 * <p>Everything belongs to the holder of the socket's entry. The links are watched at one place at a time. Attending
 * wakes nobody: the I/O thread learns of it at its next event.
 */
final class Attendance {

    private static final Logger LOG = System.getLogger("org.lingmq.socket");
    private static final boolean ALLOWED = !"hosted".equals(System.getProperty("org.lingmq.mode"));
    /** Most sockets have one link, and there may be many sockets. */
    private static final int FEW = 1;

    private final IoThread home;
    private final EntryGuard entry;

    /** Where a caller in the socket waits. */
    private final WaitingPlace own;

    private final SelectorReturn selectorReturn;

    /** Where the thread that reads the links waits; empty while the I/O thread reads. Any thread looks. */
    private final Slot<WaitingPlace> attended = new Slot<>();

    /** Where the links are registered. */
    private WaitingPlace place;

    /** With the key at that place; null while there is none. */
    private final Map<CallerDriven, SelectionKey> links = new LinkedHashMap<>(FEW);

    /** The one link; null when there are none or several. */
    private CallerDriven only;

    private final Set<CallerDriven> unregistered = new LinkedHashSet<>(FEW);

    /** Those that the own selector found ready. */
    private final List<CallerDriven> ready = new ArrayList<>();

    private final Consumer<CallerDriven> ownReader = ready::add;

    /** Those to be read at the next look whatever the selector says, with what the last reading came to. */
    private final Map<CallerDriven, Filled> again = new LinkedHashMap<>();

    /** Those left to the I/O thread for want of credit, unwatched while the caller sleeps. */
    private final Set<CallerDriven> left = new LinkedHashSet<>();

    Attendance(IoThread home, EntryGuard entry, Waiter waiter) {
        this.home = home;
        this.entry = entry;
        this.own = new WaitingPlace(entry, waiter);
        this.place = own;
        this.selectorReturn = new SelectorReturn(home, own, this::closeOwn);
    }

    /** A link came up. */
    void add(CallerDriven link) {
        links.put(link, null);
        only = links.size() == 1 ? link : null;
        unregistered.add(link);
    }

    /** A link is over or not the socket's any more. */
    void remove(CallerDriven link) {
        if (!links.containsKey(link)) {
            return;
        }
        SelectionKey key = links.remove(link);
        only = links.size() == 1 ? links.keySet().iterator().next() : null;
        unregistered.remove(link);
        again.remove(link);
        left.remove(link);
        if (attended.filled()) {
            link.giveBack();
        }
        if (key != null) {
            // A channel that is closed keeps its descriptor until this selector has run, too.
            WaitingPlace former = place;
            former.drop(key);
            home.execute(() -> former.tidy(home));
        }
    }

    /** Whether a caller in the socket reads the links now; any thread. */
    boolean attended() {
        return attendedAt(own);
    }

    /** Whether the thread that waits there reads the links now; any thread. */
    boolean attendedAt(WaitingPlace where) {
        return attended.look() == where;
    }

    /** A call that receives has begun. */
    void visit() {
        own.visit();
    }

    /** Reads what is there, without waiting, for a caller in the socket that attends. */
    void look() {
        if (links.isEmpty()) {
            return;
        }
        if (only != null) {
            fill(only);
            return;
        }
        try {
            own.look();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a socket's selector failed", e);
        }
        look(ready);
    }

    /** Reads those links, which are taken out of the list, and those of which no selector tells. */
    void look(List<CallerDriven> found) {
        if (!again.isEmpty()) {
            found.addAll(again.keySet());
        }
        read(found);
    }

    private void read(List<CallerDriven> found) {
        try {
            for (CallerDriven link : found) {
                // It may have been removed since.
                if (links.containsKey(link)) {
                    fill(link);
                }
            }
        } finally {
            found.clear();
        }
    }

    private void fill(CallerDriven link) {
        Filled filled = link.fill();
        switch (filled) {
            case BUSY, STALLED -> again.put(link, filled);
            case OPEN -> again.remove(link);
            case OVER -> {
                again.remove(link);
                WaitingPlace.interest(links.get(link), 0);
            }
        }
    }

    /** What has no credit must not keep a sleeper awake, and is the I/O thread's while the caller sleeps. */
    void leaveStalled() {
        again.forEach((link, filled) -> {
            if (filled == Filled.STALLED && left.add(link)) {
                WaitingPlace.interest(links.get(link), 0);
                link.giveBack();
            }
        });
    }

    private void takeLeft() {
        left.forEach(link -> {
            WaitingPlace.interest(links.get(link), SelectionKey.OP_READ);
            link.drive();
        });
        left.clear();
    }

    /**
     * Takes the reading over before a caller in the socket waits for messages.
     *
     * @return the selector to sleep in; null when the caller parks and the I/O thread reads
     */
    Selector attend() {
        return attend(own, ownReader) ? own.current() : null;
    }

    /**
     * Takes the reading over for the thread that waits there.
     *
     * @param reader told of links that are ready, which that thread has read next
     * @return false when the I/O thread reads
     */
    boolean attend(WaitingPlace where, Consumer<CallerDriven> reader) {
        if (!ALLOWED || CallerThread.isVirtual()) {
            forsake();
            return false;
        }
        if (place != where) {
            forsake();
            if (place == own) {
                selectorReturn.later();
            }
            place = where;
        }
        if (links.isEmpty() || !registerAll(reader)) {
            leave();
            return false;
        }
        if (!attended.filled()) {
            attended.put(where);
            TakingOver takingOver = where.takingOver(home);
            // Before any link is this thread's: the I/O thread may find it ready at once, and nothing more to do.
            home.executeLater(() -> takingOver.watch(this));
            links.forEach((link, key) -> {
                if (key != null) {
                    link.drive();
                }
            });
        }
        takeLeft();
        return true;
    }

    /** Those that cannot be registered now, as the I/O thread is at them, are read by it. False when all are. */
    private boolean registerAll(Consumer<CallerDriven> reader) {
        try {
            if (!unregistered.isEmpty()) {
                Selector selector = place.selector();
                unregistered.removeIf(link -> register(link, selector, reader));
            }
            return unregistered.size() < links.size();
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "a socket cannot watch its links and leaves that to the I/O thread", e);
            return false;
        }
    }

    private boolean register(CallerDriven link, Selector selector, Consumer<CallerDriven> reader) {
        try {
            Watched watched = key -> reader.accept(link);
            SelectionKey key = link.watch(selector, watched);
            if (key == null) {
                return false;
            }
            links.put(link, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (attended.filled()) {
            link.drive();
        }
        return true;
    }

    /** The I/O thread reads again. */
    void leave() {
        if (attended.filled()) {
            attended.put(null);
            links.keySet().forEach(CallerDriven::giveBack);
            again.clear();
        }
    }

    /** Where a caller in the socket waits. */
    WaitingPlace own() {
        return own;
    }

    /** The I/O thread reads again, and nobody else watches the links any more. */
    private void forsake() {
        leave();
        unregister();
    }

    private void unregister() {
        left.clear();
        if (unregistered.size() == links.size()) {
            return;
        }
        WaitingPlace former = place;
        links.replaceAll((link, key) -> {
            if (key != null) {
                former.drop(key);
            }
            return null;
        });
        unregistered.addAll(links.keySet());
        home.executeLater(() -> former.tidy(home));
    }

    /** As {@link #leave}, for one place, whose thread waits for these links no more. */
    void forsake(WaitingPlace where) {
        if (place == where) {
            forsake();
            place = own;
        }
    }

    /** Sleeps in the selector of {@link #attend()}, after {@code waiter.prepare}; reads what has come. */
    Waiter.Outcome sleep(long timeoutNs) {
        try {
            leaveStalled();
            return own.sleep(timeoutNs);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a socket's selector failed", e);
            return Waiter.Outcome.RUNG;
        } finally {
            takeLeft();
            read(ready);
        }
    }

    // --- the home I/O thread -----------------------------------------------------------------------------------------

    /** An I/O thread has left a link to the caller; when it is another one, the home thread sleeps perhaps. */
    void leftToCaller() {
        if (!home.isCurrent()) {
            // That the links are attended lies in its queue.
            home.execute(() -> {});
        }
    }

    /** The thread that waits there stays away, so the I/O thread reads; false to try again later. */
    boolean takeOver(WaitingPlace where) {
        if (attendedAt(where)) {
            if (!entry.enterCare()) {
                return entry.closed();
            }
            try {
                if (attendedAt(where)) {
                    leave();
                }
            } finally {
                entry.exit();
            }
        }
        if (where == own) {
            selectorReturn.later();
        }
        return true;
    }

    /** Whether the thread that waits there reads the links no more, and has left them by itself. */
    boolean left(WaitingPlace where) {
        if (attendedAt(where)) {
            return false;
        }
        if (where == own) {
            selectorReturn.later();
        }
        return true;
    }

    /** Gives back the selector that a caller does not need now; false when somebody is inside or was a moment ago. */
    private boolean closeOwn(int before) {
        if (!entry.enterCare()) {
            return entry.closed();
        }
        try {
            if (attended() || own.current() == null) {
                return true;
            }
            if (place == own && own.visits() != before) {
                return false;
            }
            if (place == own) {
                unregister();
            }
            own.close();
            return true;
        } finally {
            entry.exit();
        }
    }

    /** Nobody watches the links any more, and the selector is given back. */
    void close() {
        unregister();
        place = own;
        own.close();
    }
}
