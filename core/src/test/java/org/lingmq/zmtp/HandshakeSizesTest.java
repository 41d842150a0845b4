package org.lingmq.zmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.spi.ProtocolException;
import org.lingmq.spi.ProtocolException.Reason;

/** T-DEC1 before the handshake is done: boundary sizes in every kind of frame, and what they may cost. */
@Tag("cve")
class HandshakeSizesTest {
    private static final byte[] GREETING = Hex.bytes(Dialogue.GREETING);

    @ParameterizedTest
    @ValueSource(strings = {"00 00 00 00 00 00 20 01", "00 00 00 00 7F FF FF FE", "00 00 00 00 7F FF FF FF",
        "00 00 00 00 80 00 00 00", "00 00 00 00 FF FF FF FF", "00 00 00 01 00 00 00 00", "7F FF FF FF FF FF FF FF",
        "80 00 00 00 00 00 00 00", "FF FF FF FF FF FF FF DA", "FF FF FF FF FF FF FF FF"})
    void V_33_ZMTP_18_ZMTP_19_T_DEC1_oversizedFrameIsRefusedAtItsHeader(String size) {
        for (String flags : new String[] {"02 ", "03 ", "06 ", "07 ", "FE "}) {
            Dialogue dialogue = Dialogue.pull(Dialogue.GREETING + flags + size);
            assertEquals(Reason.UNSPECIFIED, dialogue.refusedFor());
            String decimal = Long.toUnsignedString(ByteBuffer.wrap(Hex.bytes(size)).getLong());
            assertTrue(dialogue.failure().getMessage().contains(decimal + " octets"), dialogue.failure().getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"02 00x8", "06 00x8", "00 00", "04 00"})
    void T_DEC1_emptyFrameIsNoCommand(String frame) {
        assertEquals(Reason.MALFORMED_COMMAND, Dialogue.pull(Dialogue.GREETING + frame).refusedFor());
    }

    @ParameterizedTest
    @ValueSource(strings = {"04 01", "04 FE", "04 FF", "06 00x7 01", "06 00x7 FE", "06 00x7 FF", "06 00x6 01 00",
        "06 00x6 20 00", "02 00x6 20 00"})
    void T_DEC1_frameWithinTheLimitIsWaitedFor(String header) {
        Dialogue dialogue = Dialogue.pull(Dialogue.GREETING + header);
        assertNull(dialogue.failure());
        assertEquals(false, dialogue.done());
        assertEquals("", dialogue.left());
    }

    @Test
    void T_DEC1_endlessOctetsBehindAnOversizedHeaderChangeNothing() {
        ByteBuffer input = ByteBuffer.allocate(64 + 9 + 8000).put(GREETING).put(Hex.bytes("02 FFx8"));
        while (input.hasRemaining()) {
            input.put((byte) 'A');
        }
        Dialogue dialogue = Dialogue.run(Dialogue.socket("PULL"), input.array(), input.capacity());
        assertEquals(Reason.UNSPECIFIED, dialogue.refusedFor());
    }

    @Test
    void ZMTP_19_commandOfExactlyTheLimitIsRead() throws ProtocolException {
        // 8 KiB of a command that is no READY: refused for its name, so it was read to its end.
        byte[] body = new byte[8192];
        body[0] = 3;
        byte[] frame = Commands.frame(body);
        Handshake handshake = new Handshake(Dialogue.socket("PULL"));
        handshake.receive(ByteBuffer.wrap(GREETING));
        handshake.receive(ByteBuffer.wrap(frame, 0, frame.length - 1));
        ByteBuffer last = ByteBuffer.wrap(frame, frame.length - 1, 1);
        ProtocolException refused = assertThrows(ProtocolException.class, () -> handshake.receive(last));
        assertEquals(Reason.UNEXPECTED_COMMAND, refused.reason());
    }

    @Test
    void ERR_4_memoryFollowsWhatWasReceivedNotWhatWasAnnounced() throws ProtocolException {
        byte[] announced = Hex.bytes("06 00x6 20 00 05 41x99");
        allocatedBy(announced);
        long perHandshake = allocatedBy(announced);
        assertTrue(perHandshake < 4096, "100 octets of an announced 8 KiB cost " + perHandshake + " octets");
    }

    /** Octets of heap that a handshake takes on average until these came behind the greeting. */
    private static long allocatedBy(byte[] frame) throws ProtocolException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        HandshakeConfig config = Dialogue.socket("PULL");
        int rounds = 1000;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < rounds; i++) {
            Handshake handshake = new Handshake(config);
            handshake.receive(ByteBuffer.wrap(GREETING));
            handshake.receive(ByteBuffer.wrap(frame));
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / rounds;
    }
}
