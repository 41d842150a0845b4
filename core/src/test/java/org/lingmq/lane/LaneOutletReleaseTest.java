package org.lingmq.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;

/** What is written gives credit back while the same call goes on writing. */
class LaneOutletReleaseTest {

    private static final int MESSAGES = 1_000;

    @Test
    void aProducerThatKeepsPublishingWhileOneCallWritesHasRoom() throws IOException {
        ChunkPool pool = ChunkPool.ofHeap();
        Lane lane = new Lane(pool);
        LaneWriter writer = new LaneWriter(lane, 8, 0);
        LaneOutlet outlet = new LaneOutlet(lane);
        int[] published = {0};
        publish(writer, published);
        WritableByteChannel channel = new WritableByteChannel() {
            @Override
            public int write(ByteBuffer bytes) {
                int n = bytes.remaining();
                bytes.position(bytes.limit());
                if (published[0] < MESSAGES) {
                    publish(writer, published);
                }
                return n;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {
                // Nothing to close.
            }
        };
        assertTrue(outlet.write(channel));
        assertEquals(MESSAGES, published[0]);
        writer.lane().leave();
        outlet.leave();
        assertEquals(0, pool.inUseBytes());
    }

    private static void publish(LaneWriter writer, int[] published) {
        assertTrue(writer.room(), "no room for message " + published[0]);
        writer.append(0, new byte[100], 0, 100);
        writer.publish();
        published[0]++;
    }
}
