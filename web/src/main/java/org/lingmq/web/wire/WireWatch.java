package org.lingmq.web.wire;

import java.net.SocketAddress;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * Sees each request begin and end, and hands it to the access log and the trace.
 *
 * <p>It is to be the request log of the server and the first customizer of each HTTP configuration
 * ({@link WireHttpFactory} adds it to its own); with a {@link WireConnector} also connections that end without a
 * request are logged. It may be shared by connectors. Each request and each such connection is logged once: where Jetty
 * reports an aborted head as a request of its own, that report is dropped.
 */
public final class WireWatch implements RequestLog, HttpConfiguration.Customizer {
    private final AccessLog log;
    private final Trace trace;

    /**
     * A watch for one server.
     *
     * @param log gets a line per request; null for no log
     * @param trace gets all heads; null for none, which then costs nothing
     */
    public WireWatch(AccessLog log, Trace trace) {
        this.log = log;
        this.trace = trace;
    }

    Trace trace() {
        return trace;
    }

    void silent(SocketAddress remote, int status, long nanos) {
        if (log != null) {
            log.silent(remote, status, nanos);
        }
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        WireEndPoint wire = wire(request);
        boolean multiplexed = multiplexed(request);
        if (wire != null) {
            if (multiplexed) {
                wire.phase().multiplexed();
            } else {
                wire.phase().arrived(request.getLength());
            }
        }
        Trace heads = multiplexed ? trace : null;
        if (heads != null) {
            heads.request(request);
        }
        request.addHttpStreamWrapper(stream -> new AnswerStream(stream, request, wire, heads));
        return request;
    }

    @Override
    public void log(Request request, Response response) {
        if (loggable(request) && log != null) {
            log.log(request, response);
        }
    }

    private static boolean loggable(Request request) {
        WireEndPoint wire = wire(request);
        if (wire == null) {
            return true;
        }
        ConnectionPhase phase = wire.phase();
        if (multiplexed(request)) {
            return phase.multiplexed();
        }
        if (!phase.inRequest()) {
            // To Jetty half a head is a bad request, whoever ends it.
            if (phase.ended() || wire.stopping()) {
                if (phase.claimHead()) {
                    wire.logSilence(WireEndPoint.CLIENT_LEFT);
                }
                return false;
            }
            request.setAttribute(AnswerStream.SENT, phase.refusal());
        }
        return phase.answered(request.getConnectionMetaData().isPersistent());
    }

    private static WireEndPoint wire(Request request) {
        return WireEndPoint.under(
                request.getConnectionMetaData().getConnection().getEndPoint());
    }

    private static boolean multiplexed(Request request) {
        // Not the version of the request: that is what a client claims.
        return request.getConnectionMetaData().getConnection() instanceof HTTP2Connection;
    }
}
