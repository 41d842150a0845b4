package org.lingmq.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Listens for a connecting side to play with: each connection is a {@link ScriptedPeer}. One thread at a time. */
public final class ScriptedListener implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServerSocketChannel channel;
    private final Selector selector;

    private ScriptedListener(ServerSocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    /** {@return a listener at a free port of 127.0.0.1, to be closed} */
    public static ScriptedListener open() {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
            channel.configureBlocking(false);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_ACCEPT);
            return new ScriptedListener(channel, selector);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return where to connect to} */
    public String endpoint() {
        return "tcp://127.0.0.1:" + channel.socket().getLocalPort();
    }

    /** {@return the next connection, which must come; to be closed} */
    public ScriptedPeer accept() {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (SocketChannel next = channel.accept(); ; next = channel.accept()) {
                if (next != null) {
                    return new ScriptedPeer(next);
                }
                long leftMs = (deadlineNs - System.nanoTime()) / 1_000_000;
                if (leftMs <= 0) {
                    throw new AssertionError("nobody connected");
                }
                selector.select(leftMs);
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops listening; accepted connections stay. A second call does nothing. */
    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
