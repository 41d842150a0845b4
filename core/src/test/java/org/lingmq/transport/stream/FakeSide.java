package org.lingmq.transport.stream;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lingmq.MonitorEventType;
import org.lingmq.SocketType;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.Mail;
import org.lingmq.io.Mailbox;
import org.lingmq.lane.ChunkPool;
import org.lingmq.lane.LaneContent;
import org.lingmq.pattern.Loss;
import org.lingmq.pattern.Pipe;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.SocketSide;

/** A socket as a transport sees it: writes down what it is told. Its mail is handled when the test says so. */
class FakeSide implements SocketSide {

    SocketType type;
    ChunkPool pool = new ChunkPool(1L << 28, 1L << 28);
    final EntryGuard entry = new EntryGuard();

    /** "up 1", "linkUp 1", "linkDown 1", "ended 1", and the names of events, in order. */
    final List<String> story = new ArrayList<>();

    final List<String> reasons = new ArrayList<>();
    final List<Long> values = new ArrayList<>();

    /** Pipes with something to read, and with room again. */
    final List<Pipe> readable = new ArrayList<>();

    final List<Pipe> writable = new ArrayList<>();
    final List<Pipe> ended = new ArrayList<>();
    /** How often mail was posted. */
    int mails;

    final List<Runnable> busy = new ArrayList<>();
    boolean servesWhileAway;
    int leftToCaller;
    int lingeringOver;
    private final Mailbox mailbox = new Mailbox();
    private final Map<Loss, Long> counts = new EnumMap<>(Loss.class);
    private long pipes;

    FakeSide(SocketType type) {
        this.type = type;
    }

    /** What an entry holder does first. */
    void handleMail() {
        while (mailbox.handle(64)) {
            // More has come meanwhile.
        }
    }

    /** What an entry holder does before it waits: lanes that are quiet again are forgotten. */
    void settleBusy() {
        busy.forEach(Runnable::run);
        busy.clear();
    }

    long counted(Loss reason) {
        return counts.getOrDefault(reason, 0L);
    }

    long times(Object what) {
        return story.stream().filter(what.toString()::equals).count();
    }

    /** The reason that was given with the newest event of that type. */
    String reason(MonitorEventType event) {
        return reasons.get(story.lastIndexOf(event.toString()));
    }

    /** The value that came with the newest event of that type. */
    long value(MonitorEventType event) {
        return values.get(story.lastIndexOf(event.toString()));
    }

    private void note(String what, String reason, long value) {
        story.add(what);
        reasons.add(reason);
        values.add(value);
    }

    @Override
    public SocketType type() {
        return type;
    }

    @Override
    public ChunkPool pool() {
        return pool;
    }

    @Override
    public long nextPipeId() {
        return ++pipes;
    }

    @Override
    public EntryGuard entry() {
        return entry;
    }

    @Override
    public void post(Mail mail, boolean soon) {
        mails++;
        mailbox.post(mail);
    }

    @Override
    public void pipeUp(Pipe pipe) {
        note("up " + pipe.id(), "", 0);
    }

    @Override
    public void linkUp(Pipe pipe) {
        note("linkUp " + pipe.id(), "", 0);
    }

    @Override
    public void linkDown(Pipe pipe) {
        note("linkDown " + pipe.id(), "", 0);
    }

    @Override
    public void pipeEnded(Pipe pipe) {
        note("ended " + pipe.id(), "", 0);
        ended.add(pipe);
    }

    @Override
    public void drop(Pipe pipe) {
        throw new AssertionError("a stream drops no pipe by itself");
    }

    @Override
    public boolean servesWhileAway() {
        return servesWhileAway;
    }

    @Override
    public void leftToCaller() {
        leftToCaller++;
    }

    @Override
    public void readable(Pipe pipe) {
        readable.add(pipe);
    }

    @Override
    public void writable(Pipe pipe) {
        writable.add(pipe);
    }

    @Override
    public void turnedBusy(Runnable settle) {
        busy.add(settle);
    }

    @Override
    public void event(MonitorEventType event, String endpoint, Addresses addresses, String reason, long value) {
        note(event.toString(), reason, value);
    }

    @Override
    public void count(Loss reason, long messages) {
        counts.merge(reason, messages, Long::sum);
    }

    @Override
    public void lostLingering(LaneContent unsent) {
        count(Loss.LINGER, unsent.messages());
    }

    @Override
    public void lingeringOver() {
        lingeringOver++;
    }
}
