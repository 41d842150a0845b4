package org.lingmq.zmtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.lingmq.spi.ProtocolException;
import org.lingmq.spi.ProtocolException.Reason;

/**
 * Both greetings of a connection (RFC 23 and RFC 37, "The Greeting").
 *
 * <pre>
 *   0       1..8      9     10     11     12..31      32         33..63
 *   FF      padding   7F    major  minor  mechanism   as-server  filler
 * </pre>
 *
 * <p>Ours leaves in three pieces, each as soon as the peer's octets allow it: 10 octets at once, the major version
 * after the peer's signature, the rest after the peer's major version. That order cannot deadlock, and it is the only
 * one in which an older peer can still be told apart in time. As-server is 0 and never looked at: NULL has no roles,
 * and libzmq sends 0 even as a server.
 */
final class Greeting {
    static final int SIZE = 64;

    private static final int SIGNATURE_END = 10;
    private static final int MAJOR = 10;
    private static final int MINOR = 11;
    private static final int MECHANISM = 12;
    private static final int MECHANISM_END = 32;

    private final String mechanism;
    private final byte[] ours = new byte[SIZE];
    private final byte[] theirs = new byte[SIZE];
    private int received;

    Greeting(String mechanism, int routingIdSize) {
        this.mechanism = mechanism;
        // To a peer of ZMTP 1.0 the first ten octets are the header of our identity frame: hence the size in the
        // padding.
        ByteBuffer.wrap(ours)
                .put((byte) 0xFF)
                .putLong(routingIdSize + 1L)
                .put((byte) 0x7F)
                .put((byte) 3)
                .put((byte) 1)
                .put(mechanism.getBytes(StandardCharsets.US_ASCII));
    }

    /** What may be sent before anything has arrived. */
    byte[] opening() {
        return Arrays.copyOfRange(ours, 0, SIGNATURE_END);
    }

    /**
     * Takes one octet of the peer's greeting.
     *
     * @return what may be sent now, perhaps nothing
     * @throws ProtocolException when the peer speaks a version or mechanism that we do not
     */
    byte[] receive(byte octet) throws ProtocolException {
        theirs[received++] = octet;
        switch (received) {
            case 1 -> checkVersioned((octet & 0xFF) == 0xFF);
            case SIGNATURE_END -> {
                checkVersioned((octet & 1) == 1);
                return Arrays.copyOfRange(ours, MAJOR, MAJOR + 1);
            }
            case MAJOR + 1 -> {
                checkMajor(octet & 0xFF);
                return Arrays.copyOfRange(ours, MINOR, SIZE);
            }
            case SIZE -> checkMechanism();
            default -> {
                // padding, minor version, as-server and filler are free
            }
        }
        return new byte[0];
    }

    /** Whether all 64 octets of the peer have arrived and were accepted. */
    boolean complete() {
        return received == SIZE;
    }

    /** The minor version of ZMTP 3 that the peer can be spoken to with; a higher major version speaks 3.1 with us. */
    int minor() {
        return theirs[MAJOR] == 3 ? theirs[MINOR] & 0xFF : 1;
    }

    private static void checkVersioned(boolean versioned) throws ProtocolException {
        if (!versioned) {
            throw new ProtocolException(
                    Reason.UNSPECIFIED,
                    "the peer sent no ZMTP greeting: it speaks ZMTP 1.0 or something else; 3.0 or later is needed");
        }
    }

    private static void checkMajor(int major) throws ProtocolException {
        if (major < 3) {
            throw new ProtocolException(
                    Reason.UNSPECIFIED,
                    "the peer speaks ZMTP " + (major == 0 ? "1.0" : "2.0") + " (its greeting has revision " + major
                            + "); 3.0 or later is needed");
        }
    }

    private void checkMechanism() throws ProtocolException {
        // All 20 octets count: junk behind the first zero is another mechanism.
        if (!Arrays.equals(ours, MECHANISM, MECHANISM_END, theirs, MECHANISM, MECHANISM_END)) {
            int end = MECHANISM_END;
            while (end > MECHANISM && theirs[end - 1] == 0) {
                end--;
            }
            throw new ProtocolException(
                    Reason.MECHANISM_MISMATCH,
                    "the peer wants the security mechanism \""
                            + Printable.of(Arrays.copyOfRange(theirs, MECHANISM, end)) + "\", this socket "
                            + mechanism);
        }
    }
}
