package org.lingmq.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.lingmq.spi.ProtocolException;
import org.lingmq.spi.ProtocolException.Reason;

class NullMechanismTest {
    private static final byte[] OURS = {1, 'a', 0, 0, 0, 0};
    private static final byte[] THEIRS = {1, 'b', 0, 0, 0, 0};

    private final NullMechanism mechanism = new NullMechanism();

    @Test
    void NULL_1_readyIsTheOnlyCommandAndComesOnce() {
        assertEquals("NULL", mechanism.name());
        assertNull(mechanism.nextCommand());
        mechanism.start(OURS);
        assertEquals("\5READY\1a\0\0\0\0", new String(mechanism.nextCommand(), StandardCharsets.ISO_8859_1));
        assertNull(mechanism.nextCommand());
        assertFalse(mechanism.done());
        assertNull(mechanism.peerMetadata());
    }

    @Test
    void NULL_2_doneWhenBothReadysAreThereInEitherOrder() throws ProtocolException {
        mechanism.start(OURS);
        mechanism.receive("READY", ByteBuffer.wrap(THEIRS));
        assertFalse(mechanism.done());
        mechanism.nextCommand();
        assertTrue(mechanism.done());
        assertArrayEquals(THEIRS, mechanism.peerMetadata());

        NullMechanism other = new NullMechanism();
        other.start(OURS);
        other.nextCommand();
        other.receive("READY", ByteBuffer.wrap(THEIRS));
        assertTrue(other.done());
    }

    @Test
    void V_34_otherCommandsAndASecondReadyAreRefused() throws ProtocolException {
        mechanism.start(OURS);
        assertEquals(Reason.UNEXPECTED_COMMAND, refused("HELLO", new byte[0]).reason());
        assertEquals(Reason.UNEXPECTED_COMMAND, refused("ready", new byte[0]).reason());
        mechanism.receive("READY", ByteBuffer.wrap(THEIRS));
        assertEquals(Reason.INVALID_SEQUENCE, refused("READY", THEIRS).reason());
    }

    @Test
    void NULL_5_errorIsARefusal() {
        mechanism.start(OURS);
        ProtocolException e = refused("ERROR", new byte[] {3, '4', '0', '0'});
        assertTrue(e.refusal());
        assertEquals(400, e.refusalStatus());
        assertEquals(0, e.getStackTrace().length);
    }

    private ProtocolException refused(String name, byte[] data) {
        return assertThrows(ProtocolException.class, () -> mechanism.receive(name, ByteBuffer.wrap(data)));
    }
}
