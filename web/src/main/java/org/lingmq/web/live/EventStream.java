package org.lingmq.web.live;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One open answer of server-sent events. Writes never block: while one is under way, messages wait, up to a bound. A
 * client that lets them wait longer is dropped; its browser connects again. Any thread may use it.
 */
final class EventStream {
    static final int WAITING_LIMIT = 16;

    private enum State {
        IDLE,
        WRITING,
        /** Writing since before the last {@link #beat}. */
        LATE,
        LAST,
        OVER
    }

    private final Response response;
    private final Callback request;
    private final Consumer<EventStream> ended;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private State state = State.WRITING;

    /**
     * A stream that begins with {@link #begin}; what is added before that waits.
     *
     * @param request is completed when the stream ends
     * @param ended is told of that, once, by any thread
     */
    EventStream(Response response, Callback request, Consumer<EventStream> ended) {
        this.response = response;
        this.request = request;
        this.ended = ended;
    }

    /** Writes the first message. */
    void begin(byte[] message) {
        write(message);
    }

    /** Lines a message up behind those that wait, and does not write yet: {@link #go} follows. Takes no time. */
    synchronized void add(byte[] message) {
        if (state != State.LAST && state != State.OVER) {
            waiting.add(message);
        }
    }

    /** Writes what waits, unless a write is under way that will; drops a client that lets too much wait. */
    void go() {
        byte[] next = null;
        boolean full;
        synchronized (this) {
            if (state == State.IDLE) {
                next = waiting.poll();
                state = next == null ? State.IDLE : State.WRITING;
            }
            full = waiting.size() > WAITING_LIMIT;
        }
        if (full) {
            drop(new EofException("The client does not read its events"));
        } else if (next != null) {
            write(next);
        }
    }

    /**
     * Writes a message that only shows that both ends are there; drops a client that has read nothing since the last.
     */
    void beat(byte[] message) {
        boolean stuck;
        synchronized (this) {
            stuck = state == State.LATE;
            if (state == State.WRITING) {
                state = State.LATE;
                return;
            }
        }
        if (stuck) {
            drop(new EofException("The client does not read its events"));
        } else {
            add(message);
            go();
        }
    }

    /** Ends the answer as it should; drops a client that is in the way of that. */
    void finish() {
        boolean idle;
        synchronized (this) {
            idle = state == State.IDLE;
            if (idle) {
                state = State.LAST;
            }
        }
        if (idle) {
            write(true, null, Callback.from(this::finished, this::drop));
        } else {
            drop(new EofException("The server stops"));
        }
    }

    /** Ends it now. */
    void drop(Throwable reason) {
        if (over()) {
            ended.accept(this);
            request.failed(reason);
        }
    }

    private void finished() {
        if (over()) {
            ended.accept(this);
            request.succeeded();
        }
    }

    private synchronized boolean over() {
        boolean first = state != State.OVER;
        state = State.OVER;
        waiting.clear();
        return first;
    }

    private void write(byte[] message) {
        write(false, ByteBuffer.wrap(message), Callback.from(this::written, this::drop));
    }

    private void write(boolean end, ByteBuffer content, Callback written) {
        try {
            response.write(end, content, written);
        } catch (RuntimeException e) {
            // Among others when the request was completed by another thread since the state was looked at. Those who
            // tell many streams must come to the next.
            drop(e);
        }
    }

    private void written() {
        byte[] next;
        synchronized (this) {
            if (state == State.OVER) {
                return;
            }
            next = waiting.poll();
            state = next == null ? State.IDLE : State.WRITING;
        }
        if (next != null) {
            write(next);
        }
    }
}
