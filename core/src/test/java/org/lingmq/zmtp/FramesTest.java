package org.lingmq.zmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesTest {
    @Test
    void ZMTP_15_bits3To7AreReserved() {
        assertEquals(0b1111_1000, Frames.RESERVED);
        assertEquals(0b0000_0111, Frames.MORE | Frames.LONG | Frames.COMMAND);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 00 00",
        "1, 5, 01 05",
        "4, 255, 04 FF",
        "0, 255, 00 FF",
        "0, 256, 02 00 00 00 00 00 00 01 00",
        "1, 256, 03 00 00 00 00 00 00 01 00",
        "4, 256, 06 00 00 00 00 00 00 01 00",
        "0, 2147483648, 02 00 00 00 00 80 00 00 00",
        "1, 9223372036854775807, 03 7F FF FF FF FF FF FF FF"
    })
    void V_30_ZMTP_13_ZMTP_14_headerIsShortUpTo255OctetsAndLongBeyond(int flags, long size, String expected) {
        int headerSize = Frames.headerSize(size);
        byte[] array = new byte[12];
        assertEquals(headerSize, Frames.writeHeader(array, 2, flags, size));
        assertEquals(expected, Hex.text(Arrays.copyOfRange(array, 2, 2 + headerSize)));
        ByteBuffer buffer = ByteBuffer.allocate(9);
        Frames.writeHeader(buffer, flags, size);
        assertEquals(expected, Hex.text(buffer.flip()));
    }
}
