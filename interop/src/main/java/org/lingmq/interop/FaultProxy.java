package org.lingmq.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Stands between a dialer and a listener on tcp, passes bytes on both ways, and resets connections: all at once when
 * asked, or each after so many bytes, in the middle of whatever it carries then. Any thread.
 */
final class FaultProxy implements AutoCloseable {
    /** What each kernel buffer of a connection is set to, here and by who wants to know what a reset may cost. */
    static final int KERNEL_BYTES = 64 << 10;

    private static final int BUFFER_BYTES = 64 << 10;

    /**
     * The most that is on its way in one direction: four kernel buffers, which Linux makes twice as large, and ours.
     */
    static final long BYTES_HELD = 8 * KERNEL_BYTES + BUFFER_BYTES;

    /** Hears what passes; called by the thread that passes it. */
    interface Tap {
        /**
         * Some bytes are about to be passed on.
         *
         * @param fromDialer whether the side that connected here has sent them
         * @param bytes the bytes, valid during the call
         */
        void passing(boolean fromDialer, ByteBuffer bytes);
    }

    private final ServerSocketChannel listener;
    private final SocketAddress target;
    private final LongSupplier lives;
    private final Tap tap;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong resets = new AtomicLong();

    /** A proxy that only passes on. */
    static FaultProxy to(String endpoint, Tap tap) {
        return new FaultProxy(endpoint, () -> Long.MAX_VALUE, tap);
    }

    /**
     * A proxy that gives each connection so many bytes, both ways together, and resets it; it waits to be told how
     * many.
     */
    static FaultProxy to(String endpoint, LongSupplier lives) {
        return new FaultProxy(endpoint, lives, (fromDialer, bytes) -> {});
    }

    private FaultProxy(String endpoint, LongSupplier lives, Tap tap) {
        this.target = address(endpoint);
        this.lives = lives;
        this.tap = tap;
        try {
            listener = ServerSocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BYTES);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("accept", this::accept);
    }

    private static SocketAddress address(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        return new InetSocketAddress(
                endpoint.substring("tcp://".length(), colon), Integer.parseInt(endpoint.substring(colon + 1)));
    }

    private static void run(String name, Runnable work) {
        Thread thread = new Thread(work, "proxy " + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Where the dialer connects to. */
    String endpoint() {
        try {
            InetSocketAddress local = (InetSocketAddress) listener.getLocalAddress();
            return "tcp://127.0.0.1:" + local.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel dialer = listener.accept();
                try {
                    SocketChannel server =
                            SocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BYTES);
                    server.connect(target);
                    Connection connection = new Connection(dialer, server, lives.getAsLong());
                    connections.add(connection);
                    run("forth", () -> connection.pass(true));
                    run("back", () -> connection.pass(false));
                } catch (IOException e) {
                    // Nobody listens there at the moment.
                    dialer.close();
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    /** Resets every connection there is. */
    void reset() {
        connections.forEach(Connection::reset);
    }

    /** How many connections have been reset. */
    long resets() {
        return resets.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(Connection::end);
    }

    private final class Connection {
        private final SocketChannel dialer;
        private final SocketChannel server;
        private final AtomicLong left;

        Connection(SocketChannel dialer, SocketChannel server, long life) throws IOException {
            this.dialer = dialer;
            this.server = server;
            this.left = new AtomicLong(life);
            for (SocketChannel channel : List.of(dialer, server)) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_SNDBUF, KERNEL_BYTES);
            }
        }

        void pass(boolean fromDialer) {
            SocketChannel from = fromDialer ? dialer : server;
            SocketChannel to = fromDialer ? server : dialer;
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
            try {
                while (from.read(buffer.clear()) >= 0) {
                    buffer.flip();
                    long over = buffer.remaining() - left.getAndAdd(-buffer.remaining());
                    if (over > 0) {
                        buffer.limit((int) Math.max(0, buffer.limit() - over));
                    }
                    tap.passing(fromDialer, buffer.asReadOnlyBuffer());
                    while (buffer.hasRemaining()) {
                        to.write(buffer);
                    }
                    if (over > 0) {
                        reset();
                        return;
                    }
                }
                to.shutdownOutput();
                if (!from.isOpen() || !to.isOpen()) {
                    end();
                }
            } catch (IOException e) {
                end();
            }
        }

        void reset() {
            if (connections.remove(this)) {
                resets.incrementAndGet();
                abort(dialer);
                abort(server);
            }
        }

        private void abort(SocketChannel channel) {
            try {
                // With this, close sends a reset and drops what is unsent.
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.close();
            } catch (IOException e) {
                // Closed already.
            }
        }

        void end() {
            connections.remove(this);
            abort(dialer);
            abort(server);
        }
    }
}
