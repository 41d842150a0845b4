package org.lingmq.web.wire;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;

/** An accepted socket that knows how long its client has owed a request head. */
final class WireEndPoint extends SocketChannelEndPoint {
    private static final int BAD_REQUEST = 400;
    private static final int REQUEST_TIMEOUT = 408;
    /** As nginx calls a client that closed before it had its answer. */
    static final int CLIENT_LEFT = 499;

    private final ConnectionPhase phase = new ConnectionPhase(System::nanoTime);
    private final WireConnector connector;
    // A closed channel does not tell its peer any more.
    private final SocketAddress remote;

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

    /** Whether connections are closed for the sake of the server. */
    boolean stopping() {
        return !connector.isRunning();
    }

    /** Writes the line of a head that did not come, unless nobody but the server is to blame. */
    void logSilence(int status) {
        if (stopping()) {
            return;
        }
        connector.watch().silent(remote, status, phase.headNanos());
    }
}
