package org.lingmq.lane;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;

/**
 * The direct memory of one context, handed out in chunks of 4 and 64 KiB.
 *
 * <p>Every caller and I/O thread of the context takes from it and gives back; a lock guards it, and lanes keep a spare
 * chunk of their own so that the lock stays off the path of a steady stream. Two limits keep the JDK from ever reaching
 * its own (an allocation there stalls the thread for half a second): above the soft one lanes that hold something ask
 * for no more, above the hard one {@link #take} fails.
 */
public final class ChunkPool {

    private final long softLimitBytes;
    private final long hardLimitBytes;
    private final long keepBytes;
    private final Shelf small = new Shelf();
    private final Shelf large = new Shelf();
    private long inUseBytes;
    private long idleBytes;
    private volatile boolean exhausted;

    /**
     * Makes an empty pool.
     *
     * @param softLimitBytes above this much in use, lanes that hold something get no more
     * @param hardLimitBytes above this much in use, nobody gets more
     */
    public ChunkPool(long softLimitBytes, long hardLimitBytes) {
        this.softLimitBytes = softLimitBytes;
        this.hardLimitBytes = hardLimitBytes;
        this.keepBytes = Math.min(softLimitBytes, 64L << 20);
    }

    /** A pool whose limits follow the heap: a quarter of it, and half of it, which is half of the JDK's own limit. */
    public static ChunkPool ofHeap() {
        long heapBytes = Runtime.getRuntime().maxMemory();
        return new ChunkPool(heapBytes / 4, heapBytes / 2);
    }

    Chunk take(int size) {
        Chunk chunk = reserve(size);
        if (chunk != null) {
            return chunk;
        }
        try {
            return new Chunk(size);
        } catch (OutOfMemoryError error) {
            cancel(size);
            throw exhaustion(error);
        }
    }

    /** Counts the chunk as used; returns an idle one, or null when the caller must allocate it. */
    private synchronized Chunk reserve(int size) {
        if (inUseBytes + size > hardLimitBytes) {
            throw exhaustion(null);
        }
        inUseBytes += size;
        exhausted = inUseBytes > softLimitBytes;
        Shelf shelf = shelf(size);
        Chunk chunk = shelf.take();
        if (chunk == null) {
            return shelf.takeDropped();
        }
        idleBytes -= chunk.capacity();
        return chunk;
    }

    /**
     * Drops the chunks that nobody needed since the last call: memory of a busy hour does not stay for ever. Any
     * thread.
     */
    public synchronized void trim() {
        idleBytes -= small.drop() + large.drop();
    }

    private Shelf shelf(int size) {
        return size == Chunk.SMALL ? small : large;
    }

    private synchronized void cancel(int size) {
        inUseBytes -= size;
        exhausted = inUseBytes > softLimitBytes;
    }

    private ZmqException exhaustion(Throwable cause) {
        return new ZmqException(
                ErrorCode.ENOBUFS,
                "the context's message memory of " + hardLimitBytes
                        + " bytes is used up: read messages faster, lower the water marks or raise the heap (-Xmx)",
                cause);
    }

    synchronized void give(Chunk chunk) {
        int size = chunk.capacity();
        inUseBytes -= size;
        exhausted = inUseBytes > softLimitBytes;
        if (idleBytes + size <= keepBytes) {
            chunk.recycle();
            idleBytes += size;
            shelf(size).idle.addLast(chunk);
        }
    }

    /** Whether more is in use than the soft limit allows. Any thread. */
    boolean exhausted() {
        return exhausted;
    }

    /** Bytes in chunks that wait for their next use. Any thread. */
    synchronized long idleBytes() {
        return idleBytes;
    }

    /** Bytes in chunks that lanes hold now. Any thread. */
    public synchronized long inUseBytes() {
        return inUseBytes;
    }

    /** The idle chunks of one size. Under the pool's lock. */
    private static final class Shelf {
        final ArrayDeque<Chunk> idle = new ArrayDeque<>();

        /** Nothing but a garbage collection frees them, so until then they are better used than new ones. */
        private final ArrayDeque<WeakReference<Chunk>> dropped = new ArrayDeque<>();

        /** The fewest that lay idle at any moment since the last {@link #drop}. */
        private int least;

        Chunk take() {
            Chunk chunk = idle.pollLast();
            least = Math.min(least, idle.size());
            return chunk;
        }

        /** One that was dropped and is still there; null when there is none. */
        Chunk takeDropped() {
            Chunk chunk = null;
            while (chunk == null && !dropped.isEmpty()) {
                chunk = dropped.removeLast().get();
            }
            return chunk;
        }

        /** Drops those that nobody needed since the last time; returns how many bytes they have. */
        long drop() {
            dropped.removeIf(chunk -> chunk.get() == null);
            long bytes = 0;
            for (int i = 0; i < least; i++) {
                Chunk chunk = idle.removeFirst();
                dropped.addLast(new WeakReference<>(chunk));
                bytes += chunk.capacity();
            }
            least = idle.size();
            return bytes;
        }
    }
}
