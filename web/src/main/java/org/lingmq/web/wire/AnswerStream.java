package org.lingmq.web.wire;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Counts what an answer really sent.
 *
 * <p>Jetty counts a buffer when it is handed over, and does not count the pages it makes up for errors. So only where
 * that is wrong, the true number is left at the request: an attribute costs a map.
 */
final class AnswerStream extends HttpStream.Wrapper {
    /** Attribute of a request: bytes of content sent, a {@link Long}. */
    static final String SENT = "org.lingmq.web.sent";

    private static final int FIRST_ERROR = 400;

    private final Sending sending = new Sending();
    private final Request request;
    private final WireEndPoint wire;
    private final Trace trace;
    private Callback callback;
    private ByteBuffer content;
    private long sent;
    private boolean error;

    /** Around {@code stream} of {@code request}; {@code wire} and {@code trace} may be null. */
    AnswerStream(HttpStream stream, Request request, WireEndPoint wire, Trace trace) {
        super(stream);
        this.request = request;
        this.wire = wire;
        this.trace = trace;
    }

    @Override
    public void send(
            MetaData.Request head, MetaData.Response response, boolean last, ByteBuffer bytes, Callback answered) {
        if (response != null) {
            error = response.getStatus() >= FIRST_ERROR;
            if (trace != null) {
                trace.response(request, response);
            }
        }
        callback = answered;
        content = bytes;
        sent += bytes == null ? 0 : bytes.remaining();
        super.send(head, response, last, bytes, sending);
    }

    @Override
    public Runnable cancelSend(Throwable cause, Callback appCallback) {
        // HTTP/2 tells the application before the write fails.
        return super.cancelSend(cause, Callback.from(appCallback.getInvocationType(), appCallback::succeeded, x -> {
            settle();
            appCallback.failed(x);
        }));
    }

    @Override
    public void failed(Throwable x) {
        if (wire != null) {
            wire.phase().doomed();
        }
        super.failed(x);
    }

    /** A write failed: to be called before the owner of its buffer hears of it and uses it for something else. */
    private void settle() {
        ByteBuffer rest = content;
        content = null;
        sent -= rest == null ? 0 : rest.remaining();
        request.setAttribute(SENT, sent);
    }

    /** Between a write and who asked for it; there is one write at a time. */
    private final class Sending implements Callback {
        @Override
        public void succeeded() {
            if (error) {
                request.setAttribute(SENT, sent);
            }
            take().succeeded();
        }

        @Override
        public void failed(Throwable x) {
            settle();
            take().failed(x);
        }

        private Callback take() {
            Callback answered = callback;
            callback = null;
            content = null;
            return answered == null ? Callback.NOOP : answered;
        }

        @Override
        public InvocationType getInvocationType() {
            Callback answered = callback;
            return answered == null ? InvocationType.BLOCKING : answered.getInvocationType();
        }
    }
}
