package org.lingmq.lane;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * One frame, header and body, that lies in several lanes: copied once, into chunks that go back to the pool when its
 * maker and every lane have let go of them.
 *
 * <p>Nobody writes to it after it was made, so all its holders may read it at the same time.
 */
public final class SharedBody {

    /** With fewer bytes the rest of its chunk would weigh more than the copies that are saved. */
    public static final int LEAST_BYTES = 32 * 1024;

    private final Part[] parts;
    private final int length;

    private SharedBody(Part[] parts, int length) {
        this.parts = parts;
        this.length = length;
    }

    /** Copies the bytes between position and limit of the buffer, which is consumed, behind a long header. */
    static SharedBody copyOf(ChunkPool pool, int flags, ByteBuffer bytes) {
        int length = bytes.remaining();
        long left = (long) Lane.HEADER_MAX + length;
        Part[] parts = new Part[(int) ((left - 1) / Chunk.LARGE + 1)];
        SharedBody body = new SharedBody(parts, length);
        try {
            for (int i = 0; i < parts.length; i++) {
                parts[i] = new Part(pool, left <= Chunk.SMALL ? Chunk.SMALL : Chunk.LARGE);
                parts[i].fill(i == 0 ? header(flags, length) : ByteBuffer.allocate(0), bytes);
                left -= parts[i].filled.capacity();
            }
        } catch (RuntimeException | Error noMemory) {
            body.letGo();
            throw noMemory;
        }
        return body;
    }

    private static ByteBuffer header(int flags, int length) {
        return ByteBuffer.allocate(Lane.HEADER_MAX)
                .put((byte) (flags | Lane.LONG))
                .putLong(length)
                .flip();
    }

    /** Size of the body in bytes. */
    int length() {
        return length;
    }

    /** A chain of views for one lane, which gives each back as any other chunk. */
    Chunk hold() {
        Chunk first = null;
        for (int i = parts.length - 1; i >= 0; i--) {
            Chunk view = new Chunk(parts[i].filled, parts[i]);
            view.next = first;
            first = view;
        }
        for (Part part : parts) {
            part.hold();
        }
        return first;
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
        private ByteBuffer filled;

        @SuppressWarnings("unused") // used through HOLDERS
        private int holders = 1;

        private Part(ChunkPool pool, int size) {
            this.pool = pool;
            this.chunk = pool.take(size);
        }

        /** Before anyone else has it. */
        private void fill(ByteBuffer header, ByteBuffer bytes) {
            int begin = header.remaining();
            int length = Math.min(chunk.capacity() - begin, bytes.remaining());
            chunk.bytes.put(0, header, 0, begin);
            chunk.bytes.put(begin, bytes, bytes.position(), length);
            bytes.position(bytes.position() + length);
            filled = chunk.bytes.slice(0, begin + length);
        }

        private void hold() {
            HOLDERS.getAndAdd(this, 1);
        }

        /** Any thread. The last one's reading is over before the pool has the chunk. */
        void letGo() {
            if ((int) HOLDERS.getAndAdd(this, -1) == 1) {
                pool.give(chunk);
            }
        }
    }
}
