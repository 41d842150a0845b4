package org.lingmq.lane;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The words that the producer and the consumer of one lane share.
 *
 * <p>{@code tail} is where the published bytes end, always at the end of a whole message; the producer stores it with
 * release. {@code released} is what the consumer will never look at again, also a message boundary; the consumer stores
 * it with release, and only it returns credit and recycles chunks. {@code idle} says that the consumer sleeps until the
 * next publish, {@code starved} that the producer sleeps until enough is released. A sleeper sets its flag, fences and
 * looks again; the other side publishes, fences and looks at the flag; whoever clears the flag by compare-and-set acts.
 */
public final class Lane extends LaneReleasedWord {

    /** Flag bit 0: more frames of the same message follow (RFC 37). */
    public static final int MORE = 1;

    /** Flag bit 1: the size takes eight octets (RFC 37). */
    public static final int LONG = 2;

    /** Flag bit 2: a command (RFC 37). */
    public static final int COMMAND = 4;

    /** Never on the wire: the frame was dealt with and the consumer steps over it. */
    static final int SKIP = 0x80;

    /** Never on the wire, with SKIP: the four body octets are the number of the link that the next bytes came from. */
    static final int LINK = 0x40;

    /** The most octets a header takes; with fewer left in a chunk the next header begins a new one. */
    static final int HEADER_MAX = 9;

    /** The fewest octets a header takes. */
    static final int HEADER_LEAST = 2;

    private static final VarHandle TAIL;
    private static final VarHandle RELEASED;
    private static final VarHandle IDLE;
    private static final VarHandle STARVED;
    private static final VarHandle ENDS;
    private static final VarHandle SPARE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(LaneTailWord.class, "tail", long.class);
            RELEASED = lookup.findVarHandle(LaneReleasedWord.class, "released", long.class);
            IDLE = lookup.findVarHandle(Lane.class, "idle", int.class);
            STARVED = lookup.findVarHandle(Lane.class, "starved", int.class);
            ENDS = lookup.findVarHandle(Lane.class, "ends", int.class);
            SPARE = lookup.findVarHandle(Lane.class, "spare", Chunk.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final ChunkPool pool;

    /** The first chunk ever, or after the lane was emptied of chunks; written before what lies in it is published. */
    Chunk first;

    /** The oldest chunk not recycled; the consumer's, and after both ends left the last leaver's. */
    Chunk oldest;

    private Bell consumerBell = Bell.NONE;
    private Bell producerBell = Bell.NONE;
    private Bell memoryBell = Bell.NONE;

    @SuppressWarnings("unused")
    private int idle = 1;

    @SuppressWarnings("unused")
    private int starved;

    /** What a starved producer waits for; written before the flag, read after it. */
    private long wanted;

    @SuppressWarnings("unused")
    private int ends = 2;

    @SuppressWarnings("unused")
    private Chunk spare;

    /** A lane without chunks; its consumer counts as asleep. */
    public Lane(ChunkPool pool) {
        this.pool = pool;
    }

    /** Sets who is rung when bytes are published while the consumer sleeps. Before the lane is shared. */
    public void consumerBell(Bell bell) {
        consumerBell = bell;
    }

    /** Sets who is rung when bytes are released while the producer waits for room. Before the lane is shared. */
    public void producerBell(Bell bell) {
        producerBell = bell;
    }

    /** Sets who is rung when a lane that held no memory takes some. Before the lane is shared. */
    public void memoryBell(Bell bell) {
        memoryBell = bell;
    }

    /** Where the published bytes end. Any thread; everything before it is then visible. */
    public long tail() {
        return (long) TAIL.getAcquire(this);
    }

    /** What the consumer has given back. Any thread. */
    public long released() {
        return (long) RELEASED.getAcquire(this);
    }

    /** Whether something published has not been released. Any thread. */
    public boolean holdsBytes() {
        return released() != tail();
    }

    void publish(long position) {
        TAIL.setRelease(this, position);
    }

    /** After a publish: whether the consumer slept and it is now this caller's duty to tell it. */
    boolean claimIdle() {
        VarHandle.fullFence();
        return (int) IDLE.getOpaque(this) != 0 && IDLE.compareAndSet(this, 1, 0);
    }

    void ringConsumer() {
        consumerBell.ring();
    }

    /** The consumer found nothing: ask to be rung. Returns false when bytes came meanwhile and nobody will ring. */
    boolean sleepUntilPublished(long seen) {
        IDLE.setVolatile(this, 1);
        VarHandle.fullFence();
        return (long) TAIL.getAcquire(this) == seen || !IDLE.compareAndSet(this, 1, 0);
    }

    /** The consumer looks by itself again, rung or not. */
    void awake() {
        IDLE.setVolatile(this, 0);
    }

    void release(long position) {
        RELEASED.setRelease(this, position);
    }

    /** After a release: rings the producer when it waits for room. */
    void feedStarved() {
        if (claimStarved()) {
            producerBell.ring();
        }
    }

    /** After a release: whether the producer waited for it and it is now this caller's duty to tell it. */
    boolean claimStarved() {
        VarHandle.fullFence();
        return (int) STARVED.getAcquire(this) != 0 && released >= wanted && STARVED.compareAndSet(this, 1, 0);
    }

    /**
     * The producer has no room: ask to be rung when everything up to the position has been released; it must look for
     * room once more after this.
     */
    void starve(long position) {
        wanted = position;
        STARVED.setVolatile(this, 1);
        VarHandle.fullFence();
    }

    /** The producer found room after all. Returns false when the consumer has rung already. */
    boolean fed() {
        return STARVED.compareAndSet(this, 1, 0);
    }

    /** The chunk of a lane that has none; the producer rings {@link #ringMemory} once it is sure to use it. */
    Chunk takeFirst(long base) {
        Chunk chunk = takeChunk(Chunk.SMALL);
        chunk.base = base;
        first = chunk;
        return chunk;
    }

    void ringMemory() {
        memoryBell.ring();
    }

    Chunk takeChunk(int size) {
        if (size == Chunk.LARGE) {
            Chunk kept = (Chunk) SPARE.getAndSet(this, null);
            if (kept != null) {
                return kept;
            }
        }
        return pool.take(size);
    }

    void giveChunk(Chunk chunk) {
        if (chunk.shared == null && chunk.capacity() == Chunk.LARGE) {
            chunk.recycle();
            if (SPARE.compareAndSet(this, null, chunk)) {
                return;
            }
        }
        giveToPool(chunk);
    }

    private void giveToPool(Chunk chunk) {
        if (chunk.shared == null) {
            pool.give(chunk);
        } else {
            chunk.shared.letGo();
        }
    }

    /** Gives the spare chunk back to the pool; any party. */
    void giveSpare() {
        Chunk kept = (Chunk) SPARE.getAndSet(this, null);
        if (kept != null) {
            pool.give(kept);
        }
    }

    /** One end leaves for good; the later of the two gives every chunk back. Each end calls it once. */
    public void leave() {
        if ((int) ENDS.getAndAdd(this, -1) == 1) {
            giveChunks();
        }
    }

    void giveChunks() {
        Chunk chunk = oldest != null ? oldest : first;
        while (chunk != null) {
            Chunk next = chunk.next;
            giveToPool(chunk);
            chunk = next;
        }
        oldest = null;
        first = null;
        giveSpare();
    }

    /** Whether the other end has left. */
    public boolean abandoned() {
        return (int) ENDS.getAcquire(this) == 1;
    }

    /**
     * Gives the chunks of a drained outbound lane back. Only by a party that holds both ends.
     *
     * @return false when something is under way
     */
    public static boolean retire(LaneWriter writer, LaneOutlet outlet) {
        if (!writer.idle() || !outlet.drained() || outlet.midMessage()) {
            return false;
        }
        writer.forgetChunk();
        outlet.forgetChunk();
        writer.lane().giveChunks();
        return true;
    }

    /**
     * Gives the chunks of an inbound lane back whose consumer has read everything and sleeps. Only by the holder of the
     * producing end: without its next publish the consumer, which let go of the chunks before it slept, looks at none.
     *
     * @return false when something is under way, or the consumer has not slept since
     */
    public static boolean retire(LaneIntake intake) {
        Lane lane = intake.lane();
        // In this order: who has released everything and sleeps then will sleep until the next publish.
        return !lane.holdsBytes() && (int) IDLE.getVolatile(lane) != 0 && lane.retireInbound(intake);
    }

    /**
     * As the other, whether the consumer sleeps or not. Only by a party that holds both ends.
     *
     * @return false when something is under way
     */
    public static boolean retire(LaneIntake intake, LaneReader reader) {
        Lane lane = intake.lane();
        if (reader.ready()) {
            // If not, it has stepped over what was dealt with.
            return false;
        }
        reader.letGo();
        return !lane.holdsBytes() && lane.retireInbound(intake);
    }

    private boolean retireInbound(LaneIntake intake) {
        boolean empty = intake.forgetChunk();
        if (empty) {
            giveChunks();
        }
        return empty;
    }
}
