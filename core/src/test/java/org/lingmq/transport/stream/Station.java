package org.lingmq.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lingmq.lane.LaneContent;
import org.lingmq.pattern.Pipe;
import org.lingmq.pattern.Reach;
import org.lingmq.transport.CallerDriven.Filled;

/** A caller's view of one session in a simulation: sends, receives, attends and leaves as a socket does. */
final class Station {

    final String name;
    final Session session;
    final Pipe pipe;

    /** What was sent and what was received, in order. */
    final List<String> sent = new ArrayList<>();

    final List<String> received = new ArrayList<>();

    /** Messages that were still queued when the session ended. */
    long dropped;

    private final Random random;
    private final FakeSide side;
    private SelectionKey key;
    private boolean attended;
    private boolean again;
    private boolean linked;
    private boolean ended;
    private boolean gone;

    Station(String name, Session session, FakeSide side, Random random) {
        this.name = name;
        this.session = session;
        this.pipe = session.pipe();
        this.side = side;
        this.random = random;
    }

    // --- mail

    void linkUp() {
        linked = true;
        key = null;
    }

    void linkDown() {
        if (linked && attended) {
            session.giveBack();
        }
        linked = false;
        key = null;
        again = false;
    }

    void ended() {
        linkDown();
        ended = true;
        pipe.end();
        dropped = pipe.dropUnsent();
    }

    // --- calls; the entry is held and the mail handled

    /** Does something a caller may do. */
    void act() {
        switch (random.nextInt(9)) {
            case 0, 1 -> send();
            case 2, 3 -> receive(random.nextInt(8));
            case 4 -> side.settleBusy();
            case 5 -> count();
            case 6 -> attend();
            case 7 -> wake();
            default -> {
                if (random.nextBoolean()) {
                    leave();
                } else {
                    session.receiveLimits(random.nextInt(20), 0);
                }
            }
        }
    }

    private void count() {
        LaneContent unsent = ended ? null : session.outflow().unsent();
        assertTrue(unsent == null || unsent.messages() <= sent.size());
    }

    private void send() {
        for (int i = random.nextInt(12); i >= 0 && !ended && pipe.out().roomOrStarve(); i--) {
            List<String> parts = new ArrayList<>(List.of(name + ":" + sent.size()));
            while (random.nextInt(3) == 0) {
                parts.add("x".repeat(size()));
            }
            sent.add(String.join("|", parts));
            Bench.append(pipe, parts.toArray(String[]::new));
            pipe.far().published(random.nextInt(6) == 0 ? Reach.SEVERAL : Reach.FEW);
        }
    }

    private int size() {
        int kind = random.nextInt(100);
        return kind < 80
                ? random.nextInt(40)
                : kind < 95 ? 240 + random.nextInt(40) : kind < 99 ? random.nextInt(5_000) : 70_000;
    }

    /** Receives so many at most. */
    void receive(int most) {
        for (int i = 0; i < most && !gone; i++) {
            if (again && !pipe.in().ready()) {
                wake();
            }
            boolean there = pipe.in().ready();
            if (there && session.linkUp()) {
                assertEquals("mem://here", pipe.peer().localAddress());
            }
            String link = there ? pipe.peer().remoteAddress() : null;
            String message = Bench.receive(pipe);
            if (message == null) {
                pipe.in().sleep();
                if (ended) {
                    gone = true;
                    pipe.leaveIn();
                }
                return;
            }
            received.add(link + " " + message);
        }
    }

    private void attend() {
        if (!linked) {
            return;
        }
        if (key == null) {
            key = watch();
            if (key == null) {
                leave();
                return;
            }
            if (attended) {
                session.drive();
            }
        }
        if (!attended) {
            attended = true;
            session.drive();
        }
    }

    private SelectionKey watch() {
        try {
            return session.watch(null, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The caller's selector has told of the link. */
    void wake() {
        if (attended && key != null) {
            Filled filled = session.fill();
            again = filled == Filled.BUSY || filled == Filled.STALLED;
            if (filled == Filled.OVER) {
                key.interestOps(0);
            }
        }
    }

    private void leave() {
        if (attended) {
            attended = false;
            again = false;
            if (linked) {
                session.giveBack();
            }
        }
    }

    // --- what must hold

    /** Nobody is inside and the I/O thread has nothing more to do, over a wire that takes everything. */
    void assertEverythingHasAnOwner(FakeWire wire) {
        if (!session.linkUp()) {
            return;
        }
        assertFalse(pipe.out().lane().holdsBytes(), () -> name + ": bytes that nobody writes");
        boolean unread = (wire.operations() & SelectionKey.OP_READ) != 0;
        if (unread && !session.stalled()) {
            assertTrue(attended && wire.callerWouldWake(), () -> name + ": bytes that nobody reads");
        }
    }

    boolean callerIsToRead(FakeWire wire) {
        return attended && key != null && (again || wire.callerWouldWake());
    }

    /** For the message of a failure. */
    String state(FakeWire wire) {
        return name + " link " + (session.linkUp() ? "up" : "down") + (session.stalled() ? " stalled" : "")
                + (attended ? " attended" : "") + (ended ? " ended" : "") + ", sent " + sent.size() + ", received "
                + received.size() + ", unsent " + pipe.out().lane().holdsBytes() + ", readable "
                + pipe.in().ready() + ", wire ready for " + wire.operations() + ", interest " + wire.interest();
    }

    boolean gone() {
        return gone;
    }
}
