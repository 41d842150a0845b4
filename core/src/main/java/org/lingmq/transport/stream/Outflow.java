package org.lingmq.transport.stream;

import java.io.IOException;
import org.lingmq.SocketType;
import org.lingmq.io.Flag;
import org.lingmq.io.IoThread;
import org.lingmq.io.Slot;
import org.lingmq.io.Swept;
import org.lingmq.io.TxCustody;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneContent;
import org.lingmq.lane.LaneOutlet;
import org.lingmq.lane.LaneWriter;
import org.lingmq.pattern.Reach;
import org.lingmq.transport.SocketSide;

/**
 * The way out of one session: from its pipe's outbound lane to the channel of whichever link is up.
 *
 * <p>A <em>quiet</em> lane is flushed by the caller at once. After a few sends without a pause it turns <em>busy</em>:
 * the caller only appends and flushes when much has gathered, and the I/O thread, on whose list a busy lane always is,
 * writes what is left every few dozen microseconds. Bytes that are not sent are therefore always with somebody: the
 * holder of the tx custody, a caller that flushes before it returns or waits, or the I/O thread.
 */
final class Outflow implements Swept {

    private static final long BUSY_FLUSH_BYTES = 64 * 1024;
    private static final long TURN_BYTES = 256 * 1024;
    private static final int COUNT_ATTEMPTS = 1_000;

    /** What the session does when the channel fails or has taken everything; see each method for the thread. */
    interface Listener {

        /** The channel failed while this side held the tx custody, which it keeps for ever. Any thread. */
        void outputFailed(String reason);

        /** The channel takes no more for now: be told when it does. The I/O thread. */
        void awaitWritable();
    }

    private final SocketSide side;
    private final IoThread io;
    private final LaneWriter writer;
    private final LaneOutlet outlet;
    private final Lane lane;
    private final Listener listener;

    private final ControlFrames control;
    private final Delivered delivered;
    private final TxCustody tx = new TxCustody();
    private final Flag busy = new Flag();
    private final Flag listed = new Flag();

    /** The channel took less than there was, so that a caller need not try; lowered when it took all. */
    private final Flag clogged = new Flag();

    private final Slot<Wire> nextWire = new Slot<>();
    private final Runnable enlist = this::enlist;
    private final Runnable awaitWritable;

    /** By this object the socket knows that it has this lane on its list already. */
    private final Runnable settle = this::settle;

    /** Null until the lane first turns busy; the entry holder's. */
    private Pace pace;

    /** The tx holder's. */
    private Wire wire;

    /** Whether the peer takes no more; the tx holder's. */
    private boolean failed;

    /** The I/O thread's. */
    private boolean linkUp;

    private boolean onList;
    private LastLook lastLook;

    Outflow(StreamConfig config, Words words, LaneWriter writer, Listener listener) {
        this.side = config.side();
        this.io = config.io();
        this.writer = writer;
        this.lane = writer.lane();
        this.outlet = new LaneOutlet(lane);
        this.control = new ControlFrames(outlet, config.heartbeatTtlDeciseconds(), words.greeting());
        this.delivered = new Delivered(lane, control);
        this.listener = listener;
        this.awaitWritable = listener::awaitWritable;
        rounds(Long.MAX_VALUE);
    }

    LaneOutlet outlet() {
        return outlet;
    }

    /** Messages were published. The entry holder. */
    void published(Reach reach) {
        if (busy.isUp()) {
            publishedBusy(reach);
            return;
        }
        if (reach != Reach.FEW || clogged.isUp() || Pace.fast(io.clock().nowNs())) {
            turnBusy(reach);
            return;
        }
        flush();
        Pace.wrote(io.clock().nowNs());
        if (lane.holdsBytes()) {
            turnBusy(reach);
        }
    }

    private void publishedBusy(Reach reach) {
        boolean slow = reach == Reach.FEW && pace.slow(io.clock());
        if ((slow || reach != Reach.MANY && writer.flushDue(BUSY_FLUSH_BYTES)) && !clogged.isUp()) {
            flush();
            if (slow && !lane.holdsBytes()) {
                busy.lower();
            }
        }
    }

    private void turnBusy(Reach reach) {
        if (pace == null) {
            pace = new Pace();
        }
        pace.begin();
        busy.raise();
        if (reach != Reach.MANY) {
            // A caller that waits is not to write to thousands first.
            side.turnedBusy(settle);
        }
        if (listed.tryRaise()) {
            io.execute(enlist);
        }
    }

    private void enlist() {
        if (!onList) {
            onList = true;
            lastLook = new LastLook(lane);
            io.sweep(this);
        }
    }

    /** Before a wait: writes what it holds, and has the I/O thread write what is not taken now. The entry holder. */
    void settle() {
        flush();
        if (lane.holdsBytes() && clogged.isUp()) {
            io.execute(awaitWritable);
        }
        busy.lower();
        Pace.pause();
    }

    /** Writes what was published before the call, unless another party holds the custody and does it. */
    void flush() {
        if (tx.acquire()) {
            rounds(Long.MAX_VALUE);
        }
    }

    /**
     * As {@link #flush}, but what others still publish meanwhile is not written without end. The I/O thread, which
     * looks again later unless this says that it is clear.
     */
    private Written flushForTurn() {
        if (!tx.acquire()) {
            return Written.ELSEWHERE;
        }
        return rounds(TURN_BYTES) ? Written.CLEAR : Written.LEFT;
    }

    /** As the holder of the custody: works until nobody asks or enough was written; true when it wrote everything. */
    private boolean rounds(long mostBytes) {
        long startBytes = outlet.bytesWritten();
        while (true) {
            tx.beginRound();
            boolean clear;
            try {
                clear = work(mostBytes - (outlet.bytesWritten() - startBytes));
            } catch (IOException e) {
                failed = true;
                listener.outputFailed(Sentences.of("sending failed", e));
                return false;
            } catch (RuntimeException | Error e) {
                listener.outputFailed(Sentences.of("sending failed", e));
                throw e;
            }
            if (tx.release()) {
                return clear;
            }
            if (outlet.bytesWritten() - startBytes >= mostBytes) {
                tx.letGo();
                return false;
            }
        }
    }

    private boolean work(long mostBytes) throws IOException {
        if (wire == null) {
            wire = nextWire.take();
            if (wire == null) {
                return true;
            }
            control.beginLink();
        }
        if (!control.write(wire)) {
            clogged.tryRaise();
            io.execute(awaitWritable);
            return false;
        }
        boolean clear = outlet.write(wire, mostBytes);
        if (outlet.blocked()) {
            clogged.tryRaise();
        } else {
            clogged.tryLower();
        }
        return clear;
    }

    Delivered delivered() {
        return delivered;
    }

    /** A PING is due. The caller flushes afterwards. */
    void ping() {
        control.ping();
    }

    /** PONGs are due; a peer that takes none loses the oldest. The caller flushes afterwards. */
    void pong(byte[] frames) {
        control.pong(frames);
    }

    /** The I/O thread: writes, and asks to be told when the channel takes more. */
    void pump() {
        if (linkUp && !writable()) {
            listener.awaitWritable();
        }
    }

    /** The channel takes bytes again; false to be told the next time, too. The I/O thread. */
    boolean writable() {
        Written written = flushForTurn();
        if (written == Written.LEFT || written == Written.ELSEWHERE && !busy.isUp()) {
            return false;
        }
        if (listed.isUp()) {
            enlist();
        }
        return true;
    }

    @Override
    public Next sweep() {
        // A look that fails takes it off the list too.
        onList = false;
        Next next = look();
        onList = next == Next.AGAIN || next == Next.LATER;
        lastLook = onList ? lastLook : null;
        return next;
    }

    private Next look() {
        if (!linkUp) {
            listed.lower();
            return Next.FORGET;
        }
        boolean quiet = !busy.isUp();
        boolean waits = (lastLook.callerIsLate() || quiet) && lane.holdsBytes();
        Written written = waits ? flushForTurn() : Written.CLEAR;
        if (written == Written.LEFT) {
            listener.awaitWritable();
            return Next.WHEN_WRITABLE;
        }
        if (written == Written.ELSEWHERE) {
            return Next.AGAIN;
        }
        if (quiet) {
            listed.lower();
            return busy.isUp() && listed.tryRaise() ? Next.AGAIN : Next.FORGET;
        }
        lastLook.over(writer.messages());
        if (lastLook.quiet() && turnQuiet()) {
            return Next.FORGET;
        }
        return waits || lastLook.few() ? Next.AGAIN : Next.LATER;
    }

    /** Only with nobody inside the socket: then no publish can be missed. */
    private boolean turnQuiet() {
        if (!side.entry().enterCare()) {
            return false;
        }
        try {
            if (lane.holdsBytes() && flushForTurn() != Written.CLEAR) {
                return false;
            }
            busy.lower();
            listed.lower();
            return true;
        } finally {
            side.entry().exit();
        }
    }

    /** A link is up: everything waiting goes out now. The I/O thread. */
    void attach(Wire next) {
        linkUp = true;
        delivered.begin();
        control.expectLink();
        nextWire.put(next);
        // Whoever holds the custody at this moment, to count, is told to look again and finds the wire.
        flushForTurn();
        if (lane.holdsBytes()) {
            listener.awaitWritable();
        }
        if (busy.isUp()) {
            listed.tryRaise();
        }
        if (listed.isUp()) {
            // Also when it is quiet: it may have come off the list to wait for a link that took no more and has gone.
            enlist();
        }
    }

    /** What has not left yet; null when others keep writing. Any thread. */
    LaneContent unsent() {
        if (!tx.holdWithin(COUNT_ATTEMPTS)) {
            return null;
        }
        LaneContent unsent = outlet.unsent();
        release();
        return unsent;
    }

    /** Gives the memory of a drained lane back; false when something is under way. The entry holder. */
    boolean retire() {
        if (!tx.tryHold()) {
            return false;
        }
        boolean retired = Lane.retire(writer, outlet);
        release();
        return retired;
    }

    private void release() {
        if (!tx.release()) {
            rounds(Long.MAX_VALUE);
        }
    }

    /** The socket will publish no more. The entry holder. */
    void letGo() {
        busy.lower();
    }

    /** Takes the custody so that nobody writes any more; false when a caller is writing right now. The I/O thread. */
    boolean tryHold() {
        return tx.tryHold();
    }

    /** Whether writing to the link has failed. The custody is held. */
    boolean failed() {
        return failed;
    }

    /**
     * The link is gone and the custody held: the next link begins with the first message that did not leave whole. The
     * custody is let go; until then whoever takes it finds no wire.
     */
    void detach() {
        linkUp = false;
        wire = null;
        failed = false;
        clogged.lower();
        nextWire.take();
        control.clear();
        outlet.rewind();
        dropSubscriptions();
        rounds(Long.MAX_VALUE);
    }

    /** A SUB or DISH tells each new link all it wants, so what was meant for the one that ended is not needed. */
    private void dropSubscriptions() {
        if (side.type() == SocketType.SUB || side.type() == SocketType.DISH) {
            outlet.discard();
        }
    }
}
