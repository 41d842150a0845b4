package org.lingmq.transport.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.lingmq.io.IoThread;
import org.lingmq.io.Ready;
import org.lingmq.pattern.Ends;

/**
 * One end of a connection in memory: a test says what it reads and when, how much it takes, how it breaks, and may act
 * in the middle of any call. Readiness is level-triggered; {@link #dispatch} tells it to the handler.
 *
 * <p>Closing with unread input sends a reset, as TCP does.
 */
final class FakeWire implements Wire {

    private static final Runnable NOTHING = () -> {};

    /** What arrives: pieces that one read does not cross. */
    private final ArrayDeque<byte[]> input = new ArrayDeque<>();

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private long bytesRead;

    /** How many bytes it takes before it takes no more. */
    long room = Long.MAX_VALUE;

    /** How many of the bytes offered it takes in one call. */
    IntUnaryOperator appetite = offered -> offered;

    /** How many of the bytes that are there one read gets. */
    IntUnaryOperator mouthful = there -> there;

    String localAddress = "mem://here";
    String remoteAddress = "mem://there";

    /** Run in the middle of a call, once each; a test puts other parties' acts here. */
    Runnable duringWrite = NOTHING;

    Runnable duringRead = NOTHING;
    Runnable duringWatch = NOTHING;
    Runnable duringRegister = NOTHING;

    /** The peer has closed: what it said can be read, and nothing be written. */
    IOException deaf;

    RuntimeException defect;
    IOException registering;
    private IOException broken;
    private boolean peerShut;
    private FakeWire other;

    private Ready handler;
    private int interest;
    private FakeKey callersKey;
    boolean outputShut;
    private boolean closed;
    private boolean reset;
    private boolean endSeen;

    /** Connects two ends. */
    static void connect(FakeWire a, FakeWire b) {
        a.other = b;
        b.other = a;
    }

    // --- what the test does

    /** The peer has sent this in one piece. */
    FakeWire says(byte[] bytes) {
        if (bytes.length > 0) {
            input.add(bytes);
        }
        return this;
    }

    /** The peer ends its output. */
    FakeWire ends() {
        peerShut = true;
        return this;
    }

    /** The connection breaks; what is on its way is gone. */
    void breaks(String reason) {
        broken = new IOException(reason);
        input.clear();
    }

    /** Tells the handler what the wire is ready for; false when that is nothing it asked for. */
    boolean dispatch() {
        int ready = handler == null ? 0 : interest & operations();
        if (ready == 0) {
            return false;
        }
        try {
            handler.ready(ready);
        } catch (Throwable failure) {
            handler.failed(failure);
        }
        return true;
    }

    /** As a selector sees it; nothing once it is closed. */
    int operations() {
        if (closed) {
            return 0;
        }
        boolean readable = !input.isEmpty() || peerShut || broken != null;
        boolean writable = room > 0 || broken != null;
        return (readable ? SelectionKey.OP_READ : 0) | (writable ? SelectionKey.OP_WRITE : 0);
    }

    int interest() {
        return interest;
    }

    boolean reads() {
        return (interest & SelectionKey.OP_READ) != 0;
    }

    boolean awaitsRoom() {
        return (interest & SelectionKey.OP_WRITE) != 0;
    }

    /** Whether a caller's selector would tell of input. */
    boolean callerWouldWake() {
        return callersKey != null && callersKey.isValid() && (callersKey.interestOps() & operations()) != 0;
    }

    byte[] written() {
        return written.toByteArray();
    }

    long bytesRead() {
        return bytesRead;
    }

    /** Closed so that the peer got all that was written: nothing lay unread. */
    boolean closedGently() {
        return closed && !reset;
    }

    /** Closed after the peer had closed too, so that surely nothing was destroyed. */
    boolean closedAfterThePeer() {
        return closedGently() && endSeen;
    }

    // --- what the engine does

    @Override
    public void register(IoThread io, Ready next) throws IOException {
        Runnable meanwhile = duringRegister;
        duringRegister = NOTHING;
        meanwhile.run();
        if (registering != null) {
            throw registering;
        }
        handler = next;
    }

    @Override
    public void interest(int operations) {
        interest = operations;
    }

    @Override
    public SelectionKey watch(Selector selector, Object attachment) {
        Runnable meanwhile = duringWatch;
        duringWatch = NOTHING;
        meanwhile.run();
        callersKey = closed ? null : new FakeKey(SelectionKey.OP_READ);
        return callersKey;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        Runnable meanwhile = duringRead;
        duringRead = NOTHING;
        meanwhile.run();
        check();
        byte[] piece = input.peekFirst();
        if (piece == null) {
            endSeen |= peerShut;
            return peerShut ? -1 : 0;
        }
        int n = mouthful.applyAsInt(Math.min(piece.length, target.remaining()));
        target.put(piece, 0, n);
        bytesRead += n;
        if (n > 0) {
            input.removeFirst();
        }
        if (n > 0 && n < piece.length) {
            input.addFirst(Arrays.copyOfRange(piece, n, piece.length));
        }
        return n;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        Runnable meanwhile = duringWrite;
        duringWrite = NOTHING;
        meanwhile.run();
        check();
        if (outputShut) {
            throw new ClosedChannelException();
        }
        if (deaf != null) {
            throw deaf;
        }
        int n = (int) Math.min(room, appetite.applyAsInt(source.remaining()));
        byte[] taken = new byte[n];
        source.get(taken);
        written.writeBytes(taken);
        room -= room == Long.MAX_VALUE ? 0 : n;
        if (other != null && !other.closed) {
            other.says(taken);
        }
        return n;
    }

    private void check() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (defect != null) {
            throw defect;
        }
        if (broken != null) {
            throw broken;
        }
    }

    @Override
    public void shutdownOutput() {
        outputShut = true;
        if (other != null) {
            other.ends();
        }
    }

    @Override
    public Ends names() {
        return new Ends.Named(localAddress, remoteAddress);
    }

    @Override
    public String peerAddress() {
        return "there";
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        reset = !input.isEmpty();
        if (other == null || other.closed) {
            return;
        }
        if (reset) {
            other.breaks("reset by the peer");
        } else {
            other.ends();
        }
    }

    /** What a selector of the caller's would hold. */
    private static final class FakeKey extends SelectionKey {
        private int interest;
        private boolean cancelled;

        FakeKey(int interest) {
            this.interest = interest;
        }

        @Override
        public SelectableChannel channel() {
            throw new UnsupportedOperationException("there is no channel");
        }

        @Override
        public Selector selector() {
            throw new UnsupportedOperationException("there is no selector");
        }

        @Override
        public boolean isValid() {
            return !cancelled;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int interestOps() {
            return interest;
        }

        @Override
        public SelectionKey interestOps(int operations) {
            interest = operations;
            return this;
        }

        @Override
        public int readyOps() {
            return 0;
        }
    }
}
