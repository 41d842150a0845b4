package org.lingmq.security;

import java.nio.ByteBuffer;
import org.lingmq.spi.Mechanism;
import org.lingmq.spi.ProtocolException;
import org.lingmq.spi.ProtocolException.Reason;
import org.lingmq.zmtp.CommandName;
import org.lingmq.zmtp.Commands;
import org.lingmq.zmtp.Printable;

/**
 * NULL (RFC 23 and RFC 37): no authentication, no encryption; each side sends READY with its metadata and is done when
 * it has the other's.
 *
 * <p>READY is offered at once in both roles, so the two may cross or come in either order. RFC 37 has the binding side
 * wait for the connecting one; libzmq does not wait either. One thread at a time.
 */
public final class NullMechanism implements Mechanism {
    private byte[] ready;
    private byte[] peerMetadata;
    private boolean readyTaken;

    /** A mechanism for one connection. */
    public NullMechanism() {}

    @Override
    public String name() {
        return "NULL";
    }

    @Override
    public void start(byte[] metadata) {
        ready = Commands.body(CommandName.READY, metadata);
    }

    @Override
    public byte[] nextCommand() {
        byte[] next = ready;
        readyTaken |= next != null;
        ready = null;
        return next;
    }

    @Override
    public void receive(String name, ByteBuffer data) throws ProtocolException {
        switch (name) {
            case "READY" -> {
                if (peerMetadata != null) {
                    throw new ProtocolException(Reason.INVALID_SEQUENCE, "the peer sent READY twice");
                }
                peerMetadata = new byte[data.remaining()];
                data.get(peerMetadata);
            }
            case "ERROR" -> throw Commands.refusal(data);
            default ->
                throw new ProtocolException(
                        Reason.UNEXPECTED_COMMAND,
                        "the peer sent the command \"" + Printable.of(name) + "\" where NULL has READY");
        }
    }

    @Override
    public byte[] peerMetadata() {
        return peerMetadata;
    }

    @Override
    public boolean done() {
        return readyTaken && peerMetadata != null;
    }
}
