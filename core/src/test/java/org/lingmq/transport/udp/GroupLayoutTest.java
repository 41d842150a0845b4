package org.lingmq.transport.udp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lingmq.lane.ChunkPool;
import org.lingmq.lane.Lane;
import org.lingmq.lane.LaneReader;
import org.lingmq.lane.LaneWriter;
import org.lingmq.zmtp.Hex;

/** The datagram of RADIO and DISH, byte for byte. */
class GroupLayoutTest {
    private static final InetSocketAddress ANYBODY = new InetSocketAddress("127.0.0.1", 1);

    private final Lane lane = new Lane(new ChunkPool(1L << 24, 1L << 24));
    private final LaneWriter writer = new LaneWriter(lane, 0, 0);
    private final LaneReader reader = new LaneReader(lane, 0);
    private final GroupLayout layout = new GroupLayout();

    @ParameterizedTest
    @CsvSource({
        "TV, hello, 02 54 56 68 65 6C 6C 6F",
        "'', nogroup, 00 6E 6F 67 72 6F 75 70",
        "g, '', 01 67",
        "'', '', 00"
    })
    void V_38_UDP_1_UDP_3_groupAndBody(String group, String body, String hex) {
        byte[] wire = Hex.bytes(hex);
        assertArrayEquals(wire, encoded(group.getBytes(ISO_8859_1), body.getBytes(ISO_8859_1)));
        assertEquals(group + "|" + body, decoded(wire));
    }

    @Test
    void UDP_1_groupsOfAnyLength() {
        for (int length = 0; length <= 255; length++) {
            byte[] group = new byte[length];
            Arrays.fill(group, (byte) 'g');
            byte[] wire = encoded(group, new byte[] {'b'});
            assertEquals(length, wire[0] & 0xFF);
            assertEquals(1 + length + 1, wire.length);
            assertEquals("g".repeat(length) + "|b", decoded(wire));
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "01", "05 61 62 63 64", "FF 61", "80"})
    void UDP_3_aLengthBeyondTheEndIsNoMessage(String hex) {
        ByteBuffer datagram = ByteBuffer.wrap(Hex.bytes(hex));
        assertFalse(layout.inbound(datagram, ANYBODY, writer));
        // Nothing of it is left in the lane.
        assertEquals("TV|x", decoded(Hex.bytes("02 54 56 78")));
        assertFalse(reader.ready());
    }

    @Test
    void UDP_3_randomDatagramsAreReadOrRefusedAsTheirFirstOctetSays() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] wire = new byte[random.nextInt(400)];
            random.nextBytes(wire);
            boolean whole = wire.length > 0 && 1 + (wire[0] & 0xFF) <= wire.length;
            String read = decoded(wire);
            assertEquals(whole, read != null, () -> "seed " + seed);
            if (whole) {
                int group = wire[0] & 0xFF;
                String all = new String(wire, 1, wire.length - 1, ISO_8859_1);
                assertEquals(all.substring(0, group) + "|" + all.substring(group), read, () -> "seed " + seed);
            }
        }
    }

    private byte[] encoded(byte[] group, byte[] body) {
        writer.append(Lane.MORE, group, 0, group.length);
        writer.append(0, body, 0, body.length);
        writer.publish();
        assertTrue(reader.ready());
        ByteBuffer datagram = ByteBuffer.allocate(layout.mostBytes());
        assertEquals(null, layout.outbound(reader, datagram));
        reader.takeInto(datagram);
        reader.release();
        return Arrays.copyOf(datagram.array(), datagram.position());
    }

    /** Group and body with a bar between; null when it is no message. */
    private String decoded(byte[] wire) {
        ByteBuffer datagram = ByteBuffer.wrap(wire);
        if (!layout.inbound(datagram, ANYBODY, writer)) {
            return null;
        }
        writer.append(0, datagram);
        writer.publish();
        assertTrue(reader.ready() && reader.more());
        String group = new String(reader.take(), ISO_8859_1);
        assertFalse(reader.more());
        String body = new String(reader.take(), ISO_8859_1);
        reader.release();
        return group + "|" + body;
    }
}
