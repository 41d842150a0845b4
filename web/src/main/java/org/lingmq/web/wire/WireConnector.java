package org.lingmq.web.wire;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A TCP connector that closes clients whose request head does not come.
 *
 * <p>The first head has to be complete within the deadline after the connection was accepted, a TLS handshake included;
 * each later head within the deadline after its first byte. Bytes that dribble in do not extend it, as they do with
 * Jetty's idle timeout. Behind a last answer the client has the same time to close. With HTTP/2 it applies to the first
 * request only. The deadline is checked once a second, or four times per deadline if that is more often.
 */
public final class WireConnector extends ServerConnector {
    private final WireWatch watch;
    private final long deadlineNanos;
    private final long sweepMs;
    // Between the thread that starts or stops and the scheduler's.
    private volatile Scheduler.Task next;

    /**
     * A connector for {@code server}, not yet added to it.
     *
     * @param headerDeadlineMs the deadline in milliseconds, at least 1
     * @param watch told about connections that end without a request
     * @param acceptors threads that accept, or -1 for Jetty's choice
     * @param selectors threads that select, or -1 for Jetty's choice
     * @param factories the protocols, outermost first; HTTP/1 by a {@link WireHttpFactory}
     */
    public WireConnector(
            Server server,
            long headerDeadlineMs,
            WireWatch watch,
            int acceptors,
            int selectors,
            ConnectionFactory... factories) {
        super(server, acceptors, selectors, factories);
        if (headerDeadlineMs < 1) {
            throw new IllegalArgumentException("a header deadline of " + headerDeadlineMs + " ms: at least 1");
        }
        this.watch = Objects.requireNonNull(watch);
        this.deadlineNanos = TimeUnit.MILLISECONDS.toNanos(headerDeadlineMs);
        this.sweepMs = Math.min(1000, Math.max(1, headerDeadlineMs / 4));
    }

    WireWatch watch() {
        return watch;
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key)
            throws IOException {
        WireEndPoint endPoint = new WireEndPoint(channel, selector, key, this);
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        next = getScheduler().schedule(this::sweep, sweepMs, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() throws Exception {
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
        super.doStop();
    }

    private void sweep() {
        try {
            sweep(deadlineNanos);
        } finally {
            if (isRunning()) {
                next = getScheduler().schedule(this::sweep, sweepMs, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Closes all clients that have owed something for {@code nanos}. */
    void sweep(long nanos) {
        for (EndPoint endPoint : getConnectedEndPoints()) {
            if (endPoint instanceof WireEndPoint wire) {
                wire.sweep(nanos);
            }
        }
    }
}
