package org.lingmq.web.wire;

import java.io.IOException;
import java.io.Writer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * Writes lines in a thread of its own, so that a slow terminal, pipe or disk holds up nobody.
 *
 * <p>Between the writing threads and the output stands a bounded queue. Lines that find it full are lost and counted;
 * the output is told as soon as it takes lines again. The output is flushed whenever the queue is empty.
 */
public final class LineWriter implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LineWriter.class.getName());
    /** So many lines wait at most. */
    private static final int LINES = 8192;
    /** The thread sleeps that long after the first line, to be woken once for many. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long CLOSE_MS = 5_000;

    private final Queue<String> queue = new ArrayBlockingQueue<>(LINES);
    private final AtomicLong lost = new AtomicLong();
    private final Writer out;
    private final LongFunction<String> lostLine;
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closing;
    private boolean failing;

    /**
     * Starts the thread, a daemon.
     *
     * @param out gets the lines; used by the thread only, and closed at the end
     * @param lostLine makes the line, with its end, that says how many were lost
     */
    public LineWriter(Writer out, LongFunction<String> lostLine) {
        this.out = out;
        this.lostLine = lostLine;
        this.thread = new Thread(this::run, "lines");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /**
     * Hands over one or more whole lines and returns at once; from any thread.
     *
     * @param lines text with its line ends
     */
    public void write(String lines) {
        if (!queue.offer(lines)) {
            lost.incrementAndGet();
        }
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    /** How many lines were lost that the output has not been told of. */
    long lost() {
        return lost.get();
    }

    /** Writes what was handed over, waiting up to five seconds for a slow output, and closes the output. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean last = false;
        while (!last) {
            last = closing;
            drain();
            asleep = true;
            while (asleep && queue.isEmpty() && !closing) {
                LockSupport.park(this);
            }
            asleep = false;
            if (!closing) {
                LockSupport.parkNanos(this, GATHER_NANOS);
            }
        }
        try {
            out.close();
        } catch (IOException e) {
            report(e);
        }
    }

    private void drain() {
        String lines = queue.poll();
        while (lines != null) {
            try {
                writeLost();
                out.write(lines);
                failing = false;
            } catch (IOException e) {
                lost.incrementAndGet();
                report(e);
            }
            lines = queue.poll();
        }
        try {
            writeLost();
            out.flush();
        } catch (IOException e) {
            report(e);
        }
    }

    private void writeLost() throws IOException {
        long count = lost.get();
        if (count > 0) {
            out.write(lostLine.apply(count));
            lost.addAndGet(-count);
        }
    }

    /** Once per row of failures: a full disk fails for every line. */
    private void report(IOException e) {
        if (!failing) {
            failing = true;
            LOG.log(System.Logger.Level.WARNING, "cannot write a log: " + e);
        }
    }
}
