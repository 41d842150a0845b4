package org.lingmq.bench.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A channel whose reader does not sleep at once: it reads without blocking, again and again for 50 us, and only then
 * waits in a selector. A thread that sleeps has to be woken, which costs more than all the rest of a round trip; so
 * this is the least that a caller who does its own I/O can come to. Between two looks it yields, which costs little and
 * lets both sides share a processor where the machine has no two to spare.
 */
final class EagerChannel implements ReadableByteChannel {

    private static final long LOOK_NS = 50_000;

    private final SocketChannel channel;
    private final Selector selector;

    /** From now on the channel does not block, for writers neither. */
    EagerChannel(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** Returns when there was something, or at the end of the stream. */
    @Override
    public int read(ByteBuffer into) throws IOException {
        int n = channel.read(into);
        if (n != 0) {
            return n;
        }
        long beganNs = System.nanoTime();
        while ((n = channel.read(into)) == 0) {
            if (System.nanoTime() - beganNs > LOOK_NS) {
                selector.select();
                selector.selectedKeys().clear();
            } else {
                // Where both sides share a processor, the other one has to get it to be able to answer.
                Thread.yield();
            }
        }
        return n;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
