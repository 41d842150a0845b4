package org.lingmq.transport.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.concurrent.TimeUnit;
import org.lingmq.MonitorEventType;
import org.lingmq.io.IoThread;
import org.lingmq.io.Ready;
import org.lingmq.io.Timer;
import org.lingmq.spi.ProtocolException;
import org.lingmq.transport.Addresses;
import org.lingmq.zmtp.Handshake;
import org.lingmq.zmtp.PeerInfo;

/**
 * A connection from its first byte until both sides are READY. Nothing that a socket can see exists for it, its memory
 * is what the peer has sent within the limits of the handshake, and one deadline, which trickling does not extend, ends
 * it. The I/O thread's.
 */
final class HandshakingLink implements Ready {

    private static final long FAREWELL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long FAREWELL_BYTES = 64 * 1024;

    /** What becomes of it. Called on the I/O thread, once. */
    interface Owner {

        /** Both sides are READY; {@code rest} was read behind the handshake and is valid during the call. */
        void established(HandshakingLink link, PeerInfo peer, ByteBuffer rest);

        /** It came to nothing; the connection is closed or about to be. */
        void failed(HandshakingLink link, LinkEnd end);
    }

    private final StreamConfig config;
    private final IoThread io;
    private final Wire wire;
    private final Owner owner;
    private final Handshake handshake;
    private final Timer deadline;
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private long progressNs;
    private boolean over;

    private HandshakingLink(StreamConfig config, Wire wire, Owner owner) {
        this.config = config;
        this.io = config.io();
        this.wire = wire;
        this.owner = owner;
        this.handshake = new Handshake(config.handshake());
        this.progressNs = io.clock().nowNs();
        long limitNs = config.handshakeNs();
        this.deadline = limitNs == 0 ? null : io.schedule(limitNs, () -> giveUp(limitNs));
    }

    /** Begins to shake hands over a connected wire. */
    static HandshakingLink begin(StreamConfig config, Wire wire, Owner owner) {
        HandshakingLink link = new HandshakingLink(config, wire, owner);
        try {
            wire.register(config.io(), link);
            link.step();
        } catch (IOException e) {
            link.end(LinkEnd.handshakeLost(Sentences.of("the connection broke in the handshake", e)), false);
        } catch (RuntimeException | Error e) {
            link.failed(e);
        }
        return link;
    }

    Wire wire() {
        return wire;
    }

    boolean over() {
        return over;
    }

    /** When the peer last said something, by the I/O thread's clock. */
    long progressNs() {
        return progressNs;
    }

    @Override
    public void ready(int operations) {
        if (over) {
            return;
        }
        try {
            if ((operations & SelectionKey.OP_READ) != 0 && !receive()) {
                return;
            }
            step();
        } catch (IOException e) {
            end(LinkEnd.handshakeLost(Sentences.of("the connection broke in the handshake", e)), false);
        }
    }

    /** Reads once; false when that was the end. */
    private boolean receive() throws IOException {
        ByteBuffer input = io.scratch();
        int n = wire.read(input);
        if (n < 0) {
            end(LinkEnd.handshakeLost(handshake.whenPeerCloses()), false);
            return false;
        }
        if (n > 0) {
            progressNs = io.clock().nowNs();
        }
        try {
            handshake.receive(input.flip());
        } catch (ProtocolException e) {
            end(LinkEnd.handshakeBroken(e), true);
            return false;
        }
        if (input.hasRemaining()) {
            rest = ByteBuffer.allocate(input.remaining()).put(input).flip();
        }
        return true;
    }

    private void step() throws IOException {
        ByteBuffer output = handshake.pending();
        if (output.hasRemaining()) {
            wire.write(output);
        }
        if (output.hasRemaining()) {
            wire.interest(SelectionKey.OP_WRITE | (handshake.done() ? 0 : SelectionKey.OP_READ));
        } else if (handshake.done()) {
            leave();
            owner.established(this, handshake.peer(), rest);
        } else {
            wire.interest(SelectionKey.OP_READ);
        }
    }

    @Override
    public void failed(Throwable failure) {
        end(LinkEnd.handshakeLost(Sentences.of("serving the handshake failed", failure)), false);
    }

    /**
     * Before it is judged: what the peer has said counts, though this thread had no time to hear it. Whoever has sent
     * READY may be established at the other side already, and its first message lost if the link were dropped now.
     */
    void look() {
        if (over || handshake.done()) {
            return;
        }
        try {
            ready(SelectionKey.OP_READ);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void giveUp(long limitNs) {
        look();
        end(LinkEnd.handshakeLost("the handshake took longer than " + limitNs / 1_000_000 + " ms"), false);
    }

    /** It is in the way of others, or its endpoint is closed. */
    void drop(String reason) {
        end(LinkEnd.handshakeLost(reason), false);
    }

    /** Ends it; with last words the peer is given the time to read what we say, such as ERROR. */
    private void end(LinkEnd end, boolean lastWords) {
        if (over) {
            return;
        }
        leave();
        if (lastWords && handshake.wantsWrite()) {
            Farewell.begin(io, wire, handshake.pending(), FAREWELL_NS, FAREWELL_BYTES, () -> {});
        } else {
            wire.close();
        }
        MonitorEventType event = end.event();
        config.side()
                .event(
                        event,
                        config.endpoint(),
                        new Addresses(wire.localAddress(), wire.remoteAddress(), null),
                        end.reason(),
                        end.value());
        owner.failed(this, end);
    }

    private void leave() {
        over = true;
        if (deadline != null) {
            deadline.cancel();
        }
    }
}
