package org.lingmq.transport.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.lingmq.io.IoThread;
import org.lingmq.io.Ready;
import org.lingmq.pattern.Ends;

/** A connection that a test plays. Plain fields all over: custody must carry them from holder to holder. */
final class PlayedWire implements Wire {

    /** Bytes that a message takes: flags, size, and a body of octets that are all its mark. */
    static final int MESSAGE = 2 + 5;

    private final ByteBuffer written;
    private ByteBuffer arriving = ByteBuffer.allocate(0);
    private boolean ended;
    private boolean failing;
    private boolean closed;
    private boolean inUse;

    /** Somebody wrote to or read from it after it was closed, or two were at it. */
    private boolean misused;

    private int interest;

    /** Takes so many bytes and no more. */
    PlayedWire(int room) {
        written = ByteBuffer.allocate(room);
    }

    static byte[] body(int mark) {
        byte octet = (byte) mark;
        return new byte[] {octet, octet, octet, octet, octet};
    }

    /** The peer has said this; it arrives message by message. */
    PlayedWire saying(int... marks) {
        arriving = ByteBuffer.allocate(marks.length * MESSAGE);
        for (int mark : marks) {
            arriving.put((byte) 0).put((byte) 5).put(body(mark));
        }
        arriving.flip();
        return this;
    }

    /** The peer has closed it. */
    PlayedWire ended() {
        ended = true;
        return this;
    }

    /** Writing fails once its room is full. */
    PlayedWire failing() {
        failing = true;
        return this;
    }

    boolean misused() {
        return misused;
    }

    /** The marks of the messages that have gone whole; -1 for one that is torn. */
    List<Integer> whole() {
        List<Integer> marks = new ArrayList<>();
        for (int at = 0; at + MESSAGE <= written.position(); at += MESSAGE) {
            int mark = written.get(at + 2);
            ByteBuffer expected = ByteBuffer.allocate(MESSAGE).put((byte) 0).put((byte) 5);
            expected.put(body(mark)).flip();
            marks.add(written.slice(at, MESSAGE).equals(expected) ? mark : -1);
        }
        return marks;
    }

    private void begin() {
        misused |= closed || inUse;
        inUse = true;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        begin();
        try {
            int n = Math.min(source.remaining(), written.remaining());
            if (n == 0 && failing) {
                throw new IOException("reset by the test");
            }
            written.put(source.slice(source.position(), n));
            source.position(source.position() + n);
            return n;
        } finally {
            inUse = false;
        }
    }

    @Override
    public int read(ByteBuffer target) {
        misused |= closed;
        int n = Math.min(MESSAGE, arriving.remaining());
        if (n == 0 && ended) {
            return -1;
        }
        target.put(arriving.slice(arriving.position(), n));
        arriving.position(arriving.position() + n);
        return n;
    }

    @Override
    public void close() {
        begin();
        closed = true;
        inUse = false;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void register(IoThread io, Ready handler) {
        // The test calls the handler.
    }

    @Override
    public void interest(int operations) {
        interest = operations;
    }

    boolean readingAsked() {
        return (interest & SelectionKey.OP_READ) != 0;
    }

    @Override
    public SelectionKey watch(Selector selector, Object attachment) {
        return new SelectionKey() {
            @Override
            public SelectableChannel channel() {
                return null;
            }

            @Override
            public Selector selector() {
                return selector;
            }

            @Override
            public boolean isValid() {
                return true;
            }

            @Override
            public void cancel() {
                // Never was registered.
            }

            @Override
            public int interestOps() {
                return OP_READ;
            }

            @Override
            public SelectionKey interestOps(int operations) {
                return this;
            }

            @Override
            public int readyOps() {
                return 0;
            }
        };
    }

    @Override
    public void shutdownOutput() {
        // Nobody listens.
    }

    @Override
    public Ends names() {
        return new Ends.Named("here", "there");
    }

    @Override
    public String peerAddress() {
        return "there";
    }
}
