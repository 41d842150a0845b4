package org.lingmq.transport.stream;

import java.util.function.BooleanSupplier;
import org.lingmq.MonitorEventType;
import org.lingmq.SocketType;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.Mail;
import org.lingmq.lane.ChunkPool;
import org.lingmq.lane.LaneContent;
import org.lingmq.pattern.Loss;
import org.lingmq.pattern.Pipe;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.SocketSide;

/** A socket that takes no notice of what it is told. */
final class StillSide implements SocketSide {

    private final EntryGuard entry = new EntryGuard();
    private final ChunkPool pool;

    StillSide(ChunkPool pool) {
        this.pool = pool;
    }

    @Override
    public SocketType type() {
        return SocketType.DEALER;
    }

    @Override
    public ChunkPool pool() {
        return pool;
    }

    @Override
    public long nextPipeId() {
        return 1;
    }

    @Override
    public EntryGuard entry() {
        return entry;
    }

    @Override
    public void post(Mail mail, boolean soon) {
        // Nobody reads it.
    }

    @Override
    public void pipeUp(Pipe pipe) {
        // Nobody wants to know.
    }

    @Override
    public void linkUp(Pipe pipe) {
        // Nobody wants to know.
    }

    @Override
    public void linkDown(Pipe pipe) {
        // Nobody wants to know.
    }

    @Override
    public void pipeEnded(Pipe pipe) {
        // Nobody wants to know.
    }

    @Override
    public void drop(Pipe pipe) {
        // It stays.
    }

    @Override
    public boolean servesWhileAway() {
        return false;
    }

    @Override
    public void leftToCaller() {
        // There is no caller.
    }

    @Override
    public void readable(Pipe pipe) {
        // Nobody reads.
    }

    @Override
    public void writable(Pipe pipe) {
        // Nobody writes.
    }

    @Override
    public void turnedBusy(BooleanSupplier settle) {
        // The test settles.
    }

    @Override
    public void event(MonitorEventType type, String endpoint, Addresses addresses, String reason, long value) {
        // Nobody listens.
    }

    @Override
    public void count(Loss reason, long messages) {
        // Nobody counts.
    }

    @Override
    public void lostLingering(LaneContent unsent) {}

    @Override
    public void lingeringOver() {
        // Nobody waits.
    }
}
