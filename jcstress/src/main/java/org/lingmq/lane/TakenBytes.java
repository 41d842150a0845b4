package org.lingmq.lane;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A channel that keeps what it takes; at most so many bytes at a time, and without the first ones. */
final class TakenBytes implements WritableByteChannel {

    private final ByteBuffer taken;
    private final int atOnce;
    private int dropping;

    TakenBytes(int capacity, int atOnce, int dropping) {
        this.taken = ByteBuffer.allocate(capacity);
        this.atOnce = atOnce;
        this.dropping = dropping;
    }

    @Override
    public int write(ByteBuffer source) {
        int dropped = Math.min(dropping, source.remaining());
        dropping -= dropped;
        source.position(source.position() + dropped);
        int kept = Math.min(source.remaining(), atOnce);
        taken.put(source.slice(source.position(), kept));
        source.position(source.position() + kept);
        return dropped + kept;
    }

    int size() {
        return taken.position();
    }

    boolean full() {
        return !taken.hasRemaining();
    }

    /** Whether it took the messages with these bodies, one after the other, and nothing else. */
    boolean are(byte[]... bodies) {
        ByteBuffer expected = ByteBuffer.allocate(taken.capacity());
        for (byte[] body : bodies) {
            expected.put(Stress.wire(body));
        }
        return taken.flip().equals(expected.flip());
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
