package org.lingmq.transport.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Function;
import org.lingmq.io.IoThread;
import org.lingmq.io.Ready;

/** A connection without a network: a test says what comes of reading and writing. */
final class StillWire implements Wire {

    /** What a write does: as a channel's. */
    interface Writing {
        int write(ByteBuffer source) throws IOException;
    }

    /** How many bytes have been taken. */
    long written;

    /** How often was read. */
    int reads;

    int interest;
    boolean open = true;

    /** Takes everything. */
    Writing writing = source -> {
        int n = source.remaining();
        source.position(source.limit());
        return n;
    };

    /** Has nothing to read. */
    Function<ByteBuffer, Integer> reading = target -> 0;

    @Override
    public int write(ByteBuffer source) throws IOException {
        int n = writing.write(source);
        written += n;
        return n;
    }

    @Override
    public int read(ByteBuffer target) {
        reads++;
        return reading.apply(target);
    }

    @Override
    public void register(IoThread io, Ready handler) {
        // A test calls the handler itself.
    }

    @Override
    public void interest(int operations) {
        interest = operations;
    }

    @Override
    public SelectionKey watch(Selector selector, Object attachment) {
        return null;
    }

    @Override
    public void shutdownOutput() {
        // Nobody sees it.
    }

    @Override
    public String localAddress() {
        return "fake://here";
    }

    @Override
    public String remoteAddress() {
        return "fake://there";
    }

    @Override
    public String peerAddress() {
        return "there";
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
