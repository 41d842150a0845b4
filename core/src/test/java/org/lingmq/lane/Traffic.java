package org.lingmq.lane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Messages as plain lists of byte arrays, and their wire form written independently of the lanes. */
final class Traffic {

    private static final byte[] NOISE = new byte[4 << 20];

    static {
        new Random(42).nextBytes(NOISE);
    }

    private Traffic() {}

    /** A body of the size with bytes that tell it from others. */
    static byte[] body(Random random, int size) {
        int from = random.nextInt(NOISE.length - size);
        return Arrays.copyOfRange(NOISE, from, from + size);
    }

    /** A size on or beside a boundary of the wire form or of the chunks, most often a small one. */
    static int size(Random random) {
        int kind = random.nextInt(100);
        if (kind < 60) {
            return random.nextInt(40);
        }
        if (kind < 80) {
            return Seeds.oneOf(random, 0, 1, 254, 255, 256, 257, 1000);
        }
        if (kind < 93) {
            return Seeds.oneOf(random, 2039, 2048, 2049, 4085, 4086, 4087, 4088, 4095, 4096, 4097, 5000);
        }
        if (kind < 99) {
            return Seeds.oneOf(random, 65526, 65527, 65528, 65535, 65536, 65537, 131_072, 150_000);
        }
        return 1 << 20;
    }

    static List<byte[]> message(Random random) {
        int parts = random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 1;
        List<byte[]> message = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            message.add(body(random, size(random)));
        }
        return message;
    }

    /** Reserved bits and the long form for small bodies appear now and then, as a peer may send them. */
    static void frame(ByteArrayOutputStream wire, int flags, byte[] body, Random random) {
        boolean wide = body.length > 255 || random != null && random.nextInt(10) == 0;
        int reserved = random != null && random.nextInt(10) == 0 ? random.nextInt(32) << 3 : 0;
        ByteBuffer header = ByteBuffer.allocate(wide ? 9 : 2);
        header.put((byte) (flags | reserved | (wide ? 2 : 0)));
        if (wide) {
            header.putLong(body.length);
        } else {
            header.put((byte) body.length);
        }
        wire.writeBytes(header.array());
        wire.writeBytes(body);
    }

    static byte[] command(String name, byte[] data) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(name.length());
        body.writeBytes(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        body.writeBytes(data);
        return body.toByteArray();
    }

    /** Takes the message at the reader's cursor, which must be there whole. */
    static List<byte[]> take(LaneReader reader) {
        List<byte[]> message = new ArrayList<>();
        boolean more = true;
        while (more) {
            assertTrue(reader.ready(), "a part is missing");
            more = reader.more();
            message.add(reader.take());
        }
        return message;
    }

    static void assertSame(List<byte[]> expected, List<byte[]> found) {
        assertEquals(expected.size(), found.size(), "number of parts");
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), found.get(i), "part " + i);
        }
    }

    static void append(LaneWriter writer, List<byte[]> message) {
        for (int i = 0; i < message.size(); i++) {
            byte[] body = message.get(i);
            writer.append(i + 1 < message.size() ? Lane.MORE : 0, body, 0, body.length);
        }
    }

    static void send(LaneWriter writer, List<byte[]> message) {
        append(writer, message);
        writer.publish();
    }

    static List<byte[]> of(String... parts) {
        List<byte[]> message = new ArrayList<>();
        for (String part : parts) {
            message.add(part.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        return message;
    }

    static ChunkPool pool() {
        return new ChunkPool(1L << 30, 1L << 30);
    }
}
