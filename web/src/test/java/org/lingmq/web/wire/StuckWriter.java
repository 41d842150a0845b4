package org.lingmq.web.wire;

import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.CountDownLatch;

/** A pipe whose reader does not read until it is released; it may also be broken. */
final class StuckWriter extends Writer {
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final StringBuffer text = new StringBuffer();
    private final StringBuffer flushed = new StringBuffer();
    private volatile boolean broken;
    private volatile boolean closed;

    void awaitStuck(Runnable firstLine) throws InterruptedException {
        firstLine.run();
        stuck.await();
    }

    void release() {
        released.countDown();
    }

    void broken(boolean now) {
        broken = now;
    }

    String text() {
        return text.toString();
    }

    String flushed() {
        return flushed.toString();
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        stuck.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (broken) {
            throw new IOException("broken on purpose");
        }
        text.append(chars, offset, length);
    }

    @Override
    public void flush() {
        flushed.setLength(0);
        flushed.append(text);
    }

    @Override
    public void close() {
        closed = true;
    }
}
