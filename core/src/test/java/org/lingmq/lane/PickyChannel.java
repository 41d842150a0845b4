package org.lingmq.lane;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Random;

/** Takes as many bytes as it likes, often none, and breaks on request; everything it took is kept. */
final class PickyChannel implements WritableByteChannel {

    private final Random random;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int breaksAfterWrites = Integer.MAX_VALUE;
    private boolean greedy;
    private long budget = Long.MAX_VALUE;

    PickyChannel(Random random) {
        this.random = random;
    }

    /** From now on it takes everything. */
    void greedy() {
        greedy = true;
    }

    /** It takes everything until so many bytes were taken, and nothing after that. */
    void takesExactly(long bytes) {
        greedy = true;
        budget = bytes;
    }

    void breakAfter(int writes) {
        breaksAfterWrites = writes;
    }

    byte[] taken() {
        return taken.toByteArray();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (breaksAfterWrites-- == 0) {
            throw new IOException("broken pipe");
        }
        int most = source.remaining();
        int n = greedy ? most : Seeds.oneOf(random, 0, most, Math.min(most, 3), random.nextInt(most + 1));
        n = (int) Math.min(n, budget - taken.size());
        byte[] bytes = new byte[n];
        source.get(bytes);
        taken.writeBytes(bytes);
        return n;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        greedy = false;
    }
}
