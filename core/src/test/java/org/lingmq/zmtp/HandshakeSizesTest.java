package org.lingmq.zmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    @ValueSource(
            strings = {
                "00 00 00 00 00 00 20 01",
                "00 00 00 00 7F FF FF FE",
                "00 00 00 00 7F FF FF FF",
                "00 00 00 00 80 00 00 00",
                "00 00 00 00 FF FF FF FF",
                "00 00 00 01 00 00 00 00",
                "7F FF FF FF FF FF FF FF",
                "80 00 00 00 00 00 00 00",
                "FF FF FF FF FF FF FF DA",
                "FF FF FF FF FF FF FF FF"
            })
    void V_33_ZMTP_18_ZMTP_19_T_DEC1_oversizedFrameIsRefusedAtItsHeader(String size) {
        for (String flags : new String[] {"02 ", "03 ", "06 ", "07 ", "FE "}) {
            Dialogue dialogue = Dialogue.pull(Dialogue.GREETING + flags + size);
            assertEquals(Reason.UNSPECIFIED, dialogue.refusedFor());
            String decimal =
                    Long.toUnsignedString(ByteBuffer.wrap(Hex.bytes(size)).getLong());
            assertTrue(
                    dialogue.failure().getMessage().contains(decimal + " octets"),
                    dialogue.failure().getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"02 00x8", "06 00x8", "00 00", "04 00"})
    void T_DEC1_emptyFrameIsNoCommand(String frame) {
        assertEquals(
                Reason.MALFORMED_COMMAND,
                Dialogue.pull(Dialogue.GREETING + frame).refusedFor());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04 01",
                "04 FE",
                "04 FF",
                "06 00x7 01",
                "06 00x7 FE",
                "06 00x7 FF",
                "06 00x6 01 00",
                "06 00x6 20 00",
                "02 00x6 20 00"
            })
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
        CommandReader reader = new CommandReader(8192);
        int empty = reader.capacity();
        assertNull(reader.read(ByteBuffer.wrap(Hex.bytes("06 00x6 20 00 05"))));
        assertEquals(empty, reader.capacity(), "8 KiB announced, 1 octet received");
        assertNull(reader.read(ByteBuffer.wrap(Hex.bytes("41x99"))));
        assertTrue(reader.capacity() <= 256, "100 octets received, " + reader.capacity() + " held");
    }

    @ParameterizedTest
    @ValueSource(strings = {"02 00x4 7F FF FF FF", "02 7F FFx7", "02 FFx8"})
    void T_DEC1_aRefusedSizeCostsNothing(String header) {
        CommandReader reader = new CommandReader(8192);
        int empty = reader.capacity();
        ByteBuffer in = ByteBuffer.wrap(Hex.bytes(header));
        assertThrows(ProtocolException.class, () -> reader.read(in));
        assertEquals(empty, reader.capacity());
    }
}
