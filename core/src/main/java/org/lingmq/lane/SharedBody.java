package org.lingmq.lane;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.lingmq.ZmqException;

/**
 * The body of a frame that goes into several lanes: copied once, into chunks that go back to the pool when its maker
 * and every lane have let go of them.
 *
 * <p>Nobody writes to it after it was made, so all its holders may read it at the same time.
 */
public final class SharedBody {

    /** A body of fewer bytes is copied sooner than shared. */
    public static final int LEAST_BYTES = 8 * 1024;

    private final Part[] parts;
    private final int length;

    private SharedBody(Part[] parts, int length) {
        this.parts = parts;
        this.length = length;
    }

    /** Copies the bytes between position and limit of the buffer, which is consumed. */
    static SharedBody copyOf(ChunkPool pool, ByteBuffer bytes) {
        int length = bytes.remaining();
        Part[] parts = new Part[(length + Chunk.LARGE - 1) / Chunk.LARGE];
        SharedBody body = new SharedBody(parts, length);
        try {
            for (int i = 0; i < parts.length; i++) {
                parts[i] = new Part(pool, pool.take(Chunk.LARGE), bytes);
            }
        } catch (ZmqException noMemory) {
            body.letGo();
            throw noMemory;
        }
        return body;
    }

    int length() {
        return length;
    }

    int parts() {
        return parts.length;
    }

    /** A view of one part for a lane's chain, which gives it back as any other chunk. */
    Chunk hold(int part) {
        return parts[part].hold();
    }

    /** Its maker puts it into no more lanes. Once. */
    public void letGo() {
        for (Part part : parts) {
            if (part != null) {
                part.letGo();
            }
        }
    }

    /** What fits into one chunk. */
    static final class Part {

        private static final VarHandle HOLDERS;

        static {
            try {
                HOLDERS = MethodHandles.lookup().findVarHandle(Part.class, "holders", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final ChunkPool pool;
        private final Chunk chunk;
        private final ByteBuffer filled;

        @SuppressWarnings("unused") // used through HOLDERS
        private int holders = 1;

        private Part(ChunkPool pool, Chunk chunk, ByteBuffer bytes) {
            this.pool = pool;
            this.chunk = chunk;
            int length = Math.min(chunk.capacity(), bytes.remaining());
            chunk.bytes.put(0, bytes, bytes.position(), length);
            bytes.position(bytes.position() + length);
            filled = chunk.bytes.slice(0, length);
        }

        private Chunk hold() {
            HOLDERS.getAndAdd(this, 1);
            return new Chunk(filled, this);
        }

        /** Any thread. The last one's reading is over before the pool has the chunk. */
        void letGo() {
            if ((int) HOLDERS.getAndAdd(this, -1) == 1) {
                pool.give(chunk);
            }
        }
    }
}
