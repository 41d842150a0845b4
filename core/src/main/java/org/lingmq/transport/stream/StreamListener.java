package org.lingmq.transport.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.lingmq.MonitorEventType;
import org.lingmq.io.IoThread;
import org.lingmq.io.Ready;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.Transport;
import org.lingmq.zmtp.PeerInfo;

/** A bound endpoint: accepts connections, has them shake hands, and gives each one that does a pipe of its own. */
public final class StreamListener implements Transport.Bound, Ready, HandshakingLink.Owner, SessionOwner {

    private static final int ACCEPTS_PER_TURN = 16;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long STOOD_STILL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long EXHAUSTED_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    /** What differs between tcp and ipc. */
    public interface Family {

        /** Sets the options of an accepted channel and names both ends of it. */
        ChannelWire wire(SocketChannel accepted) throws IOException;

        /** The listening channel is about to be closed: removes what it would leave behind, such as a file. */
        void closing() throws IOException;
    }

    private final StreamConfig config;
    private final IoThread io;
    private final ServerSocketChannel channel;
    private final Family family;
    private final Words words;
    private final Set<HandshakingLink> handshaking = new LinkedHashSet<>();
    private SelectionKey key;
    /** Whether it is known that there were too many handshakes. */
    private boolean full;

    private boolean closed;

    /**
     * Takes over a channel that is bound and set to non-blocking.
     *
     * @param config of the links to come
     * @param channel the listening channel
     * @param family what differs between transports
     */
    public StreamListener(StreamConfig config, ServerSocketChannel channel, Family family) {
        this.config = config;
        this.io = config.io();
        this.channel = channel;
        this.family = family;
        this.words = Words.ofAccepted(config.options());
    }

    @Override
    public String endpoint() {
        return config.endpoint();
    }

    /** Begins to accept. Any thread. */
    @Override
    public void start() {
        io.execute(() -> {
            try {
                key = channel.register(io.selector(), SelectionKey.OP_ACCEPT, this);
            } catch (IOException e) {
                config.side()
                        .event(
                                MonitorEventType.ACCEPT_FAILED,
                                config.endpoint(),
                                Addresses.NONE,
                                Sentences.of("registering the listener failed", e),
                                0);
            }
        });
    }

    /** Stops accepting and drops handshakes under way. Any thread. */
    @Override
    public void stop() {
        io.execute(() -> {
            if (!closed) {
                closed = true;
                closeChannel();
                for (HandshakingLink link : Set.copyOf(handshaking)) {
                    link.drop("the endpoint was unbound");
                }
                config.side().event(MonitorEventType.CLOSED, config.endpoint(), Addresses.NONE, "", 0);
            }
        });
    }

    /**
     * Any thread.
     *
     * @param over runs on the I/O thread, which has then begun to end the connections that were let go
     */
    @Override
    public void close(Runnable over) {
        io.execute(over);
    }

    private void closeChannel() {
        try {
            family.closing();
        } catch (IOException e) {
            closeFailed(e);
        }
        try {
            channel.close();
            io.selector().selectNow();
        } catch (IOException e) {
            closeFailed(e);
        }
    }

    private void closeFailed(IOException failure) {
        String reason = Sentences.of("closing the listener failed", failure);
        config.side().event(MonitorEventType.CLOSE_FAILED, config.endpoint(), Addresses.NONE, reason, 0);
    }

    @Override
    public void ready(int operations) {
        for (int accepted = 0; accepted < ACCEPTS_PER_TURN && !closed; accepted++) {
            if (config.gate().full() && !dropOneThatStoodStill()) {
                tellFull();
                pause(PAUSE_NS);
                return;
            }
            full = false;
            try {
                SocketChannel next = channel.accept();
                if (next == null) {
                    return;
                }
                begin(next);
            } catch (IOException e) {
                config.side()
                        .event(
                                MonitorEventType.ACCEPT_FAILED,
                                config.endpoint(),
                                Addresses.NONE,
                                Sentences.of("accepting a connection failed, trying again in 1 s", e),
                                0);
                pause(EXHAUSTED_PAUSE_NS);
                return;
            }
        }
    }

    private void begin(SocketChannel accepted) {
        ChannelWire wire;
        try {
            accepted.configureBlocking(false);
            wire = family.wire(accepted);
        } catch (IOException e) {
            // The peer has gone already.
            new ChannelWire(accepted, null).close();
            return;
        }
        Addresses addresses = new Addresses(wire.localAddress(), wire.remoteAddress(), null);
        config.side().event(MonitorEventType.ACCEPTED, config.endpoint(), addresses, "", 0);
        config.gate().enter();
        HandshakingLink link = HandshakingLink.begin(config, wire, this);
        if (!link.over()) {
            handshaking.add(link);
        }
    }

    /** Once, until there is room again. */
    private void tellFull() {
        if (!full) {
            full = true;
            config.side()
                    .event(
                            MonitorEventType.ACCEPT_FAILED,
                            config.endpoint(),
                            Addresses.NONE,
                            "too many handshakes are under way; connections wait in the kernel's backlog",
                            0);
        }
    }

    /** Too many handshakes: the oldest of ours that has been silent makes room, or one that is over at a look. */
    private boolean dropOneThatStoodStill() {
        long nowNs = io.clock().nowNs();
        for (HandshakingLink link : List.copyOf(handshaking)) {
            if (nowNs - link.progressNs() >= STOOD_STILL_NS) {
                link.look();
                if (nowNs - link.progressNs() >= STOOD_STILL_NS) {
                    link.drop("too many handshakes are under way and this one stood still");
                }
                if (link.over()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void pause(long timeNs) {
        key.interestOps(0);
        io.schedule(timeNs, () -> {
            if (key.isValid()) {
                key.interestOps(SelectionKey.OP_ACCEPT);
            }
        });
    }

    @Override
    public void failed(Throwable failure) {
        pause(EXHAUSTED_PAUSE_NS);
    }

    @Override
    public void established(HandshakingLink link, PeerInfo peer, ByteBuffer rest) {
        config.gate().leave();
        handshaking.remove(link);
        Session session = new Session(config, this);
        session.attach(link.wire(), peer, rest, config.side()::pipeUp);
        config.side().event(MonitorEventType.HANDSHAKE_SUCCEEDED, config.endpoint(), session.addresses(), "", 0);
    }

    @Override
    public void failed(HandshakingLink link, LinkEnd end) {
        config.gate().leave();
        handshaking.remove(link);
    }

    @Override
    public void linkOver(Session session, LinkEnd end, Runnable tell) {
        session.finish();
        tell.run();
    }

    @Override
    public Words words() {
        return words;
    }

    @Override
    public void letGo(Session session) {
        // Nobody else knows of it.
    }
}
