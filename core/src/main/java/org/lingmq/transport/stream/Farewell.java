package org.lingmq.transport.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.lingmq.io.IoThread;
import org.lingmq.io.Ready;
import org.lingmq.io.Timer;

/**
 * Closes a connection so that the peer gets what we have said: the rest is written, the output shut, and what the peer
 * still sends is read and thrown away until it closes too, or the time is up. Closing with unread input would send a
 * reset, and a reset destroys what the peer has not read yet. The I/O thread's.
 */
final class Farewell implements Ready {

    private static final int READS_PER_TURN = 32;

    private final IoThread io;
    private final Wire wire;
    private final ByteBuffer lastWords;
    private final Runnable over;
    private final Timer deadline;
    private long discardLeft;
    private boolean shut;
    private boolean done;

    private Farewell(Wire wire, ByteBuffer lastWords, long discardMost, Runnable over, IoThread io, long timeNs) {
        this.wire = wire;
        this.lastWords = lastWords;
        this.discardLeft = discardMost;
        this.over = over;
        this.io = io;
        this.deadline = io.schedule(timeNs, this::finish);
    }

    /**
     * Begins to close.
     *
     * @param lastWords what is still to be written; may be empty
     * @param timeNs how long it may take
     * @param discardMost bytes of the peer's that are read at most
     * @param over runs when the connection is closed
     */
    static void begin(IoThread io, Wire wire, ByteBuffer lastWords, long timeNs, long discardMost, Runnable over) {
        Farewell farewell = new Farewell(wire, lastWords, discardMost, over, io, timeNs);
        try {
            wire.register(io, farewell);
            farewell.ready(0);
        } catch (IOException e) {
            farewell.finish();
        }
    }

    @Override
    public void ready(int operations) {
        try {
            if (say() && listen()) {
                finish();
            }
        } catch (IOException e) {
            finish();
        }
    }

    /** Writes the last words and shuts the output; true when that is done. */
    private boolean say() throws IOException {
        if (lastWords.hasRemaining()) {
            wire.write(lastWords);
        }
        if (lastWords.hasRemaining()) {
            wire.interest(SelectionKey.OP_WRITE);
            return false;
        }
        if (!shut) {
            shut = true;
            wire.shutdownOutput();
            wire.interest(SelectionKey.OP_READ);
        }
        return true;
    }

    /** Reads and forgets; true when the peer has closed or said too much. */
    private boolean listen() throws IOException {
        for (int reads = 0; discardLeft > 0; reads++) {
            if (reads == READS_PER_TURN) {
                // The channel stays ready; others have their turn first.
                return false;
            }
            int n = wire.read(io.scratch());
            if (n < 0) {
                return true;
            }
            if (n == 0) {
                return false;
            }
            discardLeft -= n;
        }
        return true;
    }

    @Override
    public void failed(Throwable failure) {
        finish();
    }

    private void finish() {
        if (!done) {
            done = true;
            deadline.cancel();
            wire.close();
            over.run();
        }
    }
}
