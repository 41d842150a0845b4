package org.lingmq.web.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/** An HTTP/1 connection's bytes after decryption: below TLS an alert could not be told from a request. */
final class WatchedEndPoint extends PassingEndPoint {
    private final ConnectionPhase phase;

    WatchedEndPoint(EndPoint below, ConnectionPhase phase) {
        super(below);
        this.phase = phase;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = super.fill(buffer);
        phase.filled(buffer, filled);
        return filled;
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        if (!phase.inRequest()) {
            phase.refused(buffers);
        }
        super.write(callback, buffers);
    }
}
