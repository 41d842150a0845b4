package org.lingmq.web.wire;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;

/** An accepted socket that knows how long its client has owed a request head. */
final class WireEndPoint extends SocketChannelEndPoint {
    private static final int BAD_REQUEST = 400;
    private static final int REQUEST_TIMEOUT = 408;
    /** So long a client may take to close, once all is said and the server is about to stop. */
    private static final long LINGER_MS = 1000;

    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(LINGER_MS);
    /** As nginx calls a client that closed before it had its answer. */
    static final int CLIENT_LEFT = 499;

    private final ConnectionPhase phase = new ConnectionPhase(System::nanoTime);
    private final WireConnector connector;
    // A closed channel does not tell its peer any more.
    private final SocketAddress remote;
    // Made when it is first asked for; more than one thread may do so.
    private String host;
    // Null before HTTP/2's first request.
    private volatile HTTP2Session session;

    WireEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, WireConnector connector)
            throws IOException {
        super(channel, selector, key, connector.getScheduler());
        this.connector = connector;
        this.remote = channel.getRemoteAddress();
    }

    /** The socket under {@code endPoint}, or null if another connector accepted it. */
    static WireEndPoint under(EndPoint endPoint) {
        EndPoint at = endPoint;
        while (at instanceof EndPoint.Wrapper wrapper) {
            at = wrapper.unwrap();
        }
        return at instanceof WireEndPoint wire ? wire : null;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return remote;
    }

    /** The client's address as logs have it. */
    String host() {
        String known = host;
        if (known == null) {
            known = AccessLog.host(remote);
            host = known;
        }
        return known;
    }

    ConnectionPhase phase() {
        return phase;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = super.fill(buffer);
        if (filled < 0) {
            phase.end();
        }
        return filled;
    }

    @Override
    protected void onIdleExpired(TimeoutException timeout) {
        if (phase.claimHead()) {
            logSilence(REQUEST_TIMEOUT);
            close();
        } else {
            // Jetty closes its own side only; what else comes is read to nowhere.
            phase.doomed();
            super.onIdleExpired(timeout);
        }
    }

    @Override
    public void onClose(Throwable cause) {
        try {
            if (phase.closed()) {
                boolean left = phase.ended() || cause instanceof EofException;
                // Else it was closed for what it sent: no TLS, no HTTP/2.
                logSilence(left ? CLIENT_LEFT : BAD_REQUEST);
            }
        } finally {
            super.onClose(cause);
        }
    }

    /** Closes this connection if its head is overdue. */
    void sweep(long deadlineNanos) {
        ConnectionPhase.Verdict verdict = phase.expired(deadlineNanos);
        if (verdict == ConnectionPhase.Verdict.LATE) {
            logSilence(REQUEST_TIMEOUT);
        }
        if (verdict != ConnectionPhase.Verdict.STAYS) {
            close();
        }
    }

    /** The server takes no more requests: closes this connection unless an answer is under way. */
    void retire() {
        HTTP2Session multiplexed = session;
        if (phase.retire()) {
            close();
        } else if (multiplexed == null) {
            sweep(LINGER_NANOS);
        } else if (multiplexed.getStreams().isEmpty() && (getIdleTimeout() <= 0 || getIdleTimeout() > LINGER_MS)) {
            // It was told to go away: most do.
            setIdleTimeout(LINGER_MS);
        }
    }

    /** A request came by {@code from}, of which this is the socket. */
    void multiplexed(HTTP2Session from) {
        session = from;
        phase.multiplexed();
    }

    /** Whether no more requests are to come, as the server has begun to stop. */
    boolean retiring() {
        return connector.isShutdown();
    }

    /** Whether connections are closed for the sake of the server. */
    boolean stopping() {
        return !connector.isRunning();
    }

    /** Writes the line of a head that did not come, unless nobody but the server is to blame. */
    void logSilence(int status) {
        if (stopping() || retiring()) {
            return;
        }
        connector.watch().silent(host(), status, phase.headNanos());
    }
}
