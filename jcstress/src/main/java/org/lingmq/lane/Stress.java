package org.lingmq.lane;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the lane tests share: chunks that are used again, so that states cost little, and marked bodies. */
final class Stress {

    /** For tests in which no chunk is taken. */
    static final ChunkPool NO_CHUNKS = new ChunkPool(0, 0);

    /** Handles every command, takes every message. */
    static final IntakeSink HANDLE_ALL = new IntakeSink() {
        @Override
        public Verdict command(byte[] head, int headLength, long bodyLength) {
            return Verdict.HANDLED;
        }

        @Override
        public String firstFrame(long size, boolean more) {
            return null;
        }
    };

    private static final ConcurrentLinkedQueue<Chunk> SMALL = new ConcurrentLinkedQueue<>();
    private static final ConcurrentLinkedQueue<Chunk> TINY = new ConcurrentLinkedQueue<>();
    private static final int TINY_BYTES = 256;
    private static final int TINY_CHUNKS = 8;

    private Stress() {}

    /**
     * A pool of its own for one state: a chunk of 4 KiB, and eight of 256 bytes in place of the large ones, so that a
     * lane crosses from chunk to chunk with every message.
     */
    static ChunkPool pool() {
        ChunkPool pool = new ChunkPool(1L << 40, 1L << 40);
        pool.give(takeSmall());
        for (int i = 0; i < TINY_CHUNKS; i++) {
            Chunk tiny = TINY.poll();
            pool.give(tiny != null ? tiny : new Chunk(TINY_BYTES));
        }
        return pool;
    }

    static Chunk takeSmall() {
        Chunk small = SMALL.poll();
        return small != null ? small : new Chunk(Chunk.SMALL);
    }

    static void giveSmall(Chunk small) {
        SMALL.add(small);
    }

    /** Whether every chunk is back in the pool, and once; they serve the next state. */
    static boolean settled(ChunkPool pool) {
        if (pool.idleBytes() != Chunk.SMALL + TINY_CHUNKS * TINY_BYTES) {
            return false;
        }
        giveSmall(pool.take(Chunk.SMALL));
        for (int i = 0; i < TINY_CHUNKS; i++) {
            TINY.add(pool.take(Chunk.LARGE));
        }
        return true;
    }

    /** A body that only its message has: every octet is the mark. */
    static byte[] body(int size, int mark) {
        byte[] body = new byte[size];
        Arrays.fill(body, (byte) mark);
        return body;
    }

    static boolean is(byte[] body, int size, int mark) {
        if (body.length != size) {
            return false;
        }
        for (byte octet : body) {
            if (octet != (byte) mark) {
                return false;
            }
        }
        return true;
    }

    static void send(LaneWriter writer, byte[] body) {
        writer.append(0, body, 0, body.length);
        writer.publish();
    }

    static ByteBuffer wire(byte[] body) {
        ByteBuffer wire = ByteBuffer.allocate(2 + body.length);
        wire.put((byte) 0).put((byte) body.length).put(body);
        return wire.flip();
    }
}
