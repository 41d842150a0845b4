package org.lingmq.web.wire;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Where a connection stands between one request head and the next.
 *
 * <p>State and time share one word, so that the sweep cannot mistake a new head for an old one. Who moves the word to
 * {@link #GONE} first writes the line of a head that never became a request; that is what keeps it at one line while
 * reader, sweep and closing thread race. All other fields belong to whoever reads the connection or handles its
 * request; Jetty orders these threads.
 */
final class ConnectionPhase {
    /** Since it was accepted nothing but pieces of a first head, if at all. */
    private static final int FRESH = 0;
    /** A request is being answered. */
    private static final int REQUEST = 1;
    /** Kept alive, nothing of a next head came. */
    private static final int IDLE = 2;
    /** A later head has begun. */
    private static final int HEAD = 3;
    /** The last answer was given; it is on the client to close. */
    private static final int DONE = 4;
    /** HTTP/2 after its first request: heads have no place in time of their own any more. */
    private static final int MULTIPLEXED = 5;
    /** Closed, or about to be; nothing is to be logged any more. */
    private static final int GONE = 6;

    private static final long STATE = 7;

    private final LongSupplier nanos;
    private final AtomicLong word;
    private volatile boolean ended;

    private long begunNanos;
    private boolean arrived;
    private boolean measured;
    private long unread;
    private long refusal;
    private int tail;
    private ByteBuffer buffer;

    /** A connection that was accepted just now, by the clock {@code nanos}. */
    ConnectionPhase(LongSupplier nanos) {
        this.nanos = nanos;
        this.word = new AtomicLong(since(FRESH));
    }

    /**
     * Bytes came, after decryption.
     *
     * @param bytes Jetty's buffer; the news are its last bytes
     * @param count how many, or -1 at the end of the stream
     */
    void filled(ByteBuffer bytes, int count) {
        if (count <= 0) {
            ended |= count < 0;
            return;
        }
        int limit = bytes.limit();
        for (int i = limit - Math.min(count, 3); i < limit; i++) {
            tail = tail << 8 | bytes.get(i) & 0xff;
        }
        buffer = bytes;
        unread -= count;
        long old = word.get();
        if (state(old) == IDLE) {
            word.compareAndSet(old, since(HEAD));
        }
    }

    /** The client will send no more. */
    void end() {
        ended = true;
    }

    /** Whether the client has closed its side. */
    boolean ended() {
        return ended;
    }

    /**
     * The head of a request is complete, its body not yet touched.
     *
     * @param length bytes of its body; 0 or less if there is none or nobody knows
     */
    void arrived(long length) {
        measured = length > 0;
        if (measured) {
            // What stands behind the head in the buffer is this body, and maybe more than it.
            unread = length - (buffer == null ? 0 : buffer.remaining());
        }
        arrived = enter(REQUEST);
    }

    /** Whether a request arrived that was not answered yet. */
    boolean inRequest() {
        return arrived;
    }

    /** The answer to a malformed head is sent: one write of a head and, if there are more buffers, a page. */
    void refused(ByteBuffer... buffers) {
        refusal = buffers.length > 1 ? buffers[buffers.length - 1].remaining() : 0;
    }

    /** Bytes of the page that answered a malformed head, which Jetty does not count. */
    long refusal() {
        return refusal;
    }

    /**
     * An answer is over; without {@link #arrived} before it, it was the answer to a malformed head.
     *
     * @param persistent whether another request may follow
     * @return whether the request is to be logged
     */
    boolean answered(boolean persistent) {
        boolean known = arrived;
        arrived = false;
        boolean open = known && persistent;
        boolean more = open && leftover();
        if (!more) {
            buffer = null;
        }
        // A head that waited behind the answer has its time from now on.
        long next = open && !more ? IDLE : since(more ? HEAD : DONE);
        while (true) {
            long old = word.get();
            if (state(old) == GONE) {
                return known;
            }
            if (word.compareAndSet(old, next)) {
                return true;
            }
        }
    }

    /** Another request will not be read, whatever has come of it. */
    void doomed() {
        long old = word.get();
        if (state(old) == IDLE || state(old) == HEAD) {
            word.compareAndSet(old, since(DONE));
        }
    }

    /**
     * An HTTP/2 request arrived or was answered.
     *
     * @return whether it is to be logged
     */
    boolean multiplexed() {
        return state(word.get()) == MULTIPLEXED || enter(MULTIPLEXED);
    }

    /** Whether a first or later head is awaited; claims its line for the caller. */
    boolean claimHead() {
        long old = word.get();
        return awaitsHead(old) && word.compareAndSet(old, GONE) && claimed(old);
    }

    /** The connection is closed: whether the caller has to write the line of a head that did not come. */
    boolean closed() {
        while (true) {
            long old = word.get();
            // Requests of HTTP/2 end after their connection and are logged nevertheless.
            if (state(old) == MULTIPLEXED || word.compareAndSet(old, GONE)) {
                return awaitsHead(old) && claimed(old);
            }
        }
    }

    /** For who claimed a head: nanoseconds since it was due to begin. */
    long headNanos() {
        return nanos.getAsLong() - begunNanos;
    }

    /** What {@link #expired} found. */
    enum Verdict {
        /** There is time left. */
        STAYS,
        /** To be closed, and its line to be written. */
        LATE,
        /** To be closed; all has been logged. */
        LINGERS
    }

    /** Whether the head, or the client's close after the last answer, is overdue. */
    Verdict expired(long deadlineNanos) {
        long old = word.get();
        boolean head = awaitsHead(old);
        if (!head && state(old) != DONE
                || nanos.getAsLong() - (old & ~STATE) < deadlineNanos
                || !word.compareAndSet(old, GONE)) {
            return Verdict.STAYS;
        }
        return head && claimed(old) ? Verdict.LATE : Verdict.LINGERS;
    }

    private boolean claimed(long head) {
        begunNanos = head & ~STATE;
        return true;
    }

    private static boolean awaitsHead(long word) {
        return state(word) == FRESH || state(word) == HEAD;
    }

    private boolean enter(int state) {
        while (true) {
            long old = word.get();
            if (state(old) == GONE) {
                return false;
            }
            if (word.compareAndSet(old, state)) {
                return true;
            }
        }
    }

    /** Whether more bytes came than the request had; only bodies with a length do not end in an empty line. */
    private boolean leftover() {
        if (measured) {
            return unread < 0;
        }
        boolean emptyLine = (tail & 0xffff) == 0x0a0a || (tail & 0xffffff) == 0x0a0d0a;
        return !emptyLine;
    }

    private static int state(long word) {
        return (int) (word & STATE);
    }

    private long since(int state) {
        return nanos.getAsLong() & ~STATE | state;
    }
}
