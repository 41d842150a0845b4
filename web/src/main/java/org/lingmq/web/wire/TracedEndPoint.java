package org.lingmq.web.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Callback;

/** Lets the heads that pass by be printed. */
final class TracedEndPoint extends PassingEndPoint {
    // A body may be read while its answer is written: one lock for both directions.
    private final Object lock = new Object();
    /** Methods of the requests whose answers are still to come: those to HEAD have no body. */
    private final Queue<String> methods = new ArrayDeque<>();

    private final HeadTap requests;
    private final HeadTap answers;
    private boolean off;

    TracedEndPoint(EndPoint below, Trace trace, HttpConfiguration config) {
        super(below);
        String who = Trace.name(below.getRemoteSocketAddress());
        requests = HeadTap.ofRequests(config, methods, head -> trace.print(who, '>', head));
        answers = HeadTap.ofAnswers(methods, head -> trace.print(who, '<', head));
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = super.fill(buffer);
        synchronized (lock) {
            if (off) {
                return filled;
            }
            if (filled > 0) {
                requests.feed(buffer.slice(buffer.limit() - filled, filled));
            } else if (filled < 0) {
                requests.end();
            }
        }
        return filled;
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        synchronized (lock) {
            for (ByteBuffer buffer : off ? new ByteBuffer[0] : buffers) {
                answers.feed(buffer.slice());
            }
        }
        super.write(callback, buffers);
    }

    @Override
    public void close() {
        end();
        super.close();
    }

    @Override
    public void close(Throwable cause) {
        end();
        super.close(cause);
    }

    @Override
    public void upgrade(Connection newConnection) {
        synchronized (lock) {
            // What follows are frames.
            off = true;
        }
        super.upgrade(newConnection);
    }

    private void end() {
        synchronized (lock) {
            requests.end();
        }
    }
}
