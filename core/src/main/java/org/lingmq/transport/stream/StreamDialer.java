package org.lingmq.transport.stream;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.io.Flag;
import org.lingmq.io.IoThread;
import org.lingmq.io.Ready;
import org.lingmq.io.Timer;
import org.lingmq.pattern.Pipe;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.Transport;
import org.lingmq.zmtp.PeerInfo;

/**
 * An endpoint that keeps connecting until it is closed: finds the addresses, tries each, shakes hands, and begins again
 * with back-off when a link is lost or never came about. A link that lasted less than a second counts as one that never
 * came about. The I/O thread's.
 *
 * <p>States: RESOLVING, CONNECTING, HANDSHAKING, LINKED, WAITING (for the next attempt), STOPPED (refused by the peer),
 * CLOSED.
 */
public final class StreamDialer implements Transport.Dialed, HandshakingLink.Owner, SessionOwner {

    /** A peer may shake hands and turn us away right after it; a link that lasted so long was meant. */
    private static final long LASTED_NS = TimeUnit.SECONDS.toNanos(1);

    /** What differs between tcp and ipc. */
    public interface Family {

        /**
         * Finds the addresses to try, in order, without blocking the calling thread.
         *
         * @param found called on the I/O thread with at least one address
         * @param failed called on the I/O thread with a sentence
         */
        void resolve(Consumer<List<SocketAddress>> found, Consumer<String> failed);

        /** What sentences call the address. */
        String named(SocketAddress address);

        /** Opens what is to lead to the address, with its options set; nothing has begun. */
        Connecting open(SocketAddress address) throws IOException;
    }

    private enum State {
        IDLE,
        RESOLVING,
        CONNECTING,
        HANDSHAKING,
        LINKED,
        WAITING,
        STOPPED,
        CLOSED
    }

    private final StreamConfig config;
    private final IoThread io;
    private final Family family;
    private final Words words;
    private final RandomGenerator random;
    private final boolean keepsPipe;

    private final Flag stopped = new Flag();

    private State state = State.IDLE;
    private Session session;
    private Runnable over = () -> {};
    private List<SocketAddress> addresses = List.of();
    private int next;
    private Connecting connecting;
    private HandshakingLink handshaking;
    private Timer timer;
    private long backOffNs;
    private long linkedAtNs;
    private int attempt;

    /**
     * A dialer that has not begun.
     *
     * @param config of its links
     * @param family what differs between transports
     * @param random for the jitter of the back-off
     */
    public StreamDialer(StreamConfig config, Family family, RandomGenerator random) {
        this.config = config;
        this.io = config.io();
        this.family = family;
        this.words = Words.ofDialed(config.options());
        this.random = random;
        this.keepsPipe = !config.options().get(Options.IMMEDIATE);
        if (keepsPipe) {
            session = new Session(config, this);
        }
    }

    /** The pipe that messages queue in before there is a link; null when the option IMMEDIATE is set. */
    @Override
    public Pipe pipe() {
        return session == null ? null : session.pipe();
    }

    /** Begins to connect. Any thread. */
    @Override
    public void start() {
        io.execute(this::begin);
    }

    private void begin() {
        if (state == State.IDLE || state == State.WAITING || state == State.STOPPED) {
            become(State.RESOLVING);
            int mine = ++attempt;
            family.resolve(
                    found -> {
                        if (mine == attempt && state == State.RESOLVING) {
                            addresses = found;
                            next = 0;
                            connectNext();
                        }
                    },
                    reason -> {
                        if (mine == attempt && state == State.RESOLVING) {
                            retry(reason, false);
                        }
                    });
        }
    }

    private void become(State to) {
        state = to;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void connectNext() {
        become(State.CONNECTING);
        SocketAddress address = addresses.get(next++);
        try {
            connecting = family.open(address);
            Duration limit = config.options().get(Options.CONNECT_TIMEOUT);
            if (!limit.isZero()) {
                timer = io.schedule(
                        limit.toNanos(),
                        () -> connectFailed(family.named(address) + " did not answer in " + limit.toMillis() + " ms"));
            }
            if (connecting.begin(io, new Attempt(address))) {
                connected();
            } else {
                config.side().event(MonitorEventType.CONNECT_DELAYED, config.endpoint(), Addresses.NONE, "", 0);
            }
        } catch (IOException | RuntimeException e) {
            connectFailed(connectFailure(address, e));
        }
    }

    /** The key of a channel under way. */
    private final class Attempt implements Ready {

        private final SocketAddress address;

        Attempt(SocketAddress address) {
            this.address = address;
        }

        @Override
        public void ready(int operations) {
            try {
                if (state == State.CONNECTING && connecting.finish()) {
                    connected();
                }
            } catch (IOException e) {
                connectFailed(connectFailure(address, e));
            }
        }

        @Override
        public void failed(Throwable failure) {
            connectFailed(connectFailure(address, failure));
        }
    }

    private String connectFailure(SocketAddress address, Throwable cause) {
        return Sentences.of("connecting to " + family.named(address) + " failed", cause);
    }

    private void connectFailed(String reason) {
        closeConnecting();
        if (next < addresses.size()) {
            connectNext();
        } else {
            config.side().event(MonitorEventType.CLOSED, config.endpoint(), Addresses.NONE, reason, 0);
            retry(reason, false);
        }
    }

    private void closeConnecting() {
        if (connecting != null) {
            connecting.close();
            connecting = null;
        }
    }

    private void connected() throws IOException {
        Wire wire = connecting.wire();
        connecting = null;
        if (wire.localAddress().equals(wire.remoteAddress())) {
            // The kernel gave us the port we dial: nobody listens there but ourselves.
            wire.close();
            retry("the connection led to itself", false);
            return;
        }
        become(State.HANDSHAKING);
        Addresses both = new Addresses(wire.localAddress(), wire.remoteAddress(), null);
        config.side().event(MonitorEventType.CONNECTED, config.endpoint(), both, "", 0);
        HandshakingLink link = HandshakingLink.begin(config, wire, this);
        if (!link.over()) {
            handshaking = link;
        }
    }

    @Override
    public void established(HandshakingLink link, PeerInfo peer, ByteBuffer rest) {
        handshaking = null;
        become(State.LINKED);
        linkedAtNs = io.clock().nowNs();
        boolean fresh = session == null;
        if (fresh) {
            session = new Session(config, this);
        }
        Session up = session;
        up.attach(link.wire(), peer, rest, fresh ? config.side()::pipeUp : config.side()::linkUp);
        config.side().event(MonitorEventType.HANDSHAKE_SUCCEEDED, config.endpoint(), up.addresses(), "", 0);
    }

    @Override
    public void failed(HandshakingLink link, LinkEnd end) {
        handshaking = null;
        if (state != State.CLOSED) {
            retry(end.reason(), end.refusal());
        }
    }

    @Override
    public void linkOver(Session ended, LinkEnd end, Runnable tell) {
        if (io.clock().nowNs() - linkedAtNs >= LASTED_NS) {
            backOffNs = 0;
        }
        if (!keepsPipe) {
            session = null;
            ended.finish();
        } else {
            config.side().linkDown(ended.pipe());
        }
        tell.run();
        if (state != State.CLOSED) {
            retry(end.reason(), end.refusal());
        } else if (keepsPipe) {
            ended.finish();
        }
    }

    /** Waits and begins again; a refusal stops the dialer unless it is told to ask again. */
    private void retry(String reason, boolean refusal) {
        closeConnecting();
        long waitNs;
        if (refusal) {
            waitNs = config.options().get(Options.RETRY_REFUSED).toNanos();
            if (waitNs == 0) {
                stop(reason);
                return;
            }
        } else {
            waitNs = nextBackOffNs();
            if (waitNs < 0) {
                stop(reason);
                return;
            }
        }
        become(State.WAITING);
        config.side()
                .event(MonitorEventType.CONNECT_RETRIED, config.endpoint(), Addresses.NONE, reason, waitNs / 1_000_000);
        timer = io.schedule(waitNs, this::begin);
    }

    private void stop(String reason) {
        become(State.STOPPED);
        stopped.raise();
        if (session != null) {
            session.progress();
        }
        config.side().event(MonitorEventType.DIALER_STOPPED, config.endpoint(), Addresses.NONE, reason, 0);
    }

    /**
     * Doubles up to the limit until a link has lasted, with full jitter but never less than a thousandth; negative for
     * "never again".
     */
    private long nextBackOffNs() {
        Duration first = config.options().get(Options.RECONNECT_IVL);
        if (first.isNegative()) {
            return -1;
        }
        long firstNs = Math.max(1_000_000, first.toNanos());
        long mostNs = Math.max(
                firstNs, config.options().get(Options.RECONNECT_IVL_MAX).toNanos());
        backOffNs = backOffNs == 0 ? firstNs : Math.min(mostNs, 2 * backOffNs);
        return Math.max(1_000_000, (long) (random.nextDouble() * backOffNs));
    }

    /** Tries again at once when it had stopped. Any thread. */
    @Override
    public boolean tryAgain() {
        boolean stood = stopped.tryLower();
        if (stood) {
            io.execute(() -> {
                if (state == State.STOPPED) {
                    backOffNs = 0;
                    begin();
                }
            });
        }
        return stood;
    }

    /**
     * Ends the endpoint. Its pipe has been let go by the socket, or is to be ended; the dialer goes on connecting while
     * there is something to send and time left. Any thread.
     */
    @Override
    public void close(Runnable whenOver) {
        io.execute(() -> {
            if (state == State.CLOSED) {
                whenOver.run();
                return;
            }
            over = whenOver;
            if (session == null || session.over()) {
                shut();
            }
        });
    }

    private void shut() {
        if (state != State.CLOSED) {
            become(State.CLOSED);
            attempt++;
            closeConnecting();
            if (handshaking != null) {
                handshaking.drop("the endpoint was disconnected");
            }
            config.side().event(MonitorEventType.CLOSED, config.endpoint(), Addresses.NONE, "", 0);
            over.run();
        }
    }

    @Override
    public boolean gaveUp() {
        return state == State.STOPPED;
    }

    @Override
    public Words words() {
        return words;
    }

    @Override
    public void letGo(Session ended) {
        session = null;
        shut();
    }
}
