package org.lingmq.web.wire;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * Writes a line per request.
 *
 * <p>Lines are made in the thread that ends a request and written by a {@link LineWriter}. Nothing a client sends can
 * end a line or write terminal codes; see {@link LogFormat}. The time is that of the end of the request, so that lines
 * are in order; the remote address is an IP address. Bytes are those of the content that were handed to the operating
 * system, or with TLS and HTTP/2 to the layer below.
 */
public final class AccessLog implements RequestLog, AutoCloseable {
    /** The attribute of a request that names its user, a {@link String}; not set where nobody logged in. */
    public static final String USER = "org.lingmq.web.user";

    private static final String NONE = "-";

    private final LogFormat format;
    private final Timestamps timestamps;
    private final LineWriter lines;

    /**
     * A log that writes from now on until it is closed.
     *
     * @param format how lines look
     * @param out gets them; see {@link LogFile#open}
     * @param clock says time and time zone
     */
    public AccessLog(LogFormat format, java.io.Writer out, Clock clock) {
        this.format = format;
        this.timestamps = new Timestamps(clock);
        this.lines = new LineWriter(out, format::lost);
    }

    @Override
    public void log(Request request, Response response) {
        String method = request.getMethod();
        String target = target(request.getHttpURI());
        String protocol = request.getConnectionMetaData().getProtocol();
        boolean unread = method.equals("BAD") && target.equals("/badMessage");
        Entry entry = new Entry(
                remote(request.getConnectionMetaData().getRemoteSocketAddress()),
                request.getAttribute(USER) instanceof String user ? user : null,
                // What Jetty makes up for a request line that is none.
                unread ? null : method,
                unread ? null : target,
                unread ? null : protocol,
                response.getStatus(),
                bytes(request, response),
                System.nanoTime() - request.getBeginNanoTime(),
                request.getHeaders().get(HttpHeader.REFERER),
                request.getHeaders().get(HttpHeader.USER_AGENT));
        lines.write(line(entry));
    }

    /**
     * Writes the line of a connection that ended before or in a request head.
     *
     * @param remote its client
     * @param status 499 if the client left, 408 if it was closed for its silence, 400 for what it sent
     * @param nanos nanoseconds since the head was due
     */
    void silent(SocketAddress remote, int status, long nanos) {
        lines.write(line(new Entry(remote(remote), null, null, null, null, status, 0, nanos, null, null)));
    }

    /** Writes what is waiting, for up to five seconds, and closes the output. */
    @Override
    public void close() {
        lines.close();
    }

    private record Entry(
            String remote,
            String user,
            String method,
            String target,
            String protocol,
            int status,
            long bytes,
            long nanos,
            String referer,
            String userAgent) {}

    private String line(Entry entry) {
        return format == LogFormat.JSON ? json(entry) : common(entry);
    }

    private String common(Entry entry) {
        StringBuilder line = new StringBuilder(128);
        String user = entry.user();
        line.append(Escapes.word(entry.remote()))
                .append(" - ")
                .append(user == null || user.isEmpty() ? NONE : Escapes.word(user))
                .append(" [")
                .append(timestamps.common())
                .append("] \"");
        if (entry.method() == null) {
            line.append(NONE);
        } else {
            line.append(Escapes.quoted(entry.method()))
                    .append(' ')
                    .append(Escapes.quoted(entry.target()))
                    .append(' ')
                    .append(Escapes.quoted(entry.protocol()));
        }
        return line.append("\" ")
                .append(entry.status())
                .append(' ')
                .append(entry.bytes())
                .append('\n')
                .toString();
    }

    private String json(Entry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", timestamps.iso());
        fields.put("remote", entry.remote());
        fields.put("user", entry.user());
        fields.put("method", entry.method());
        fields.put("target", entry.target());
        fields.put("protocol", entry.protocol());
        fields.put("status", entry.status());
        fields.put("bytes", entry.bytes());
        fields.put("duration_ms", Math.round(entry.nanos() / 1e3) / 1e3);
        fields.put("referer", entry.referer());
        fields.put("user_agent", entry.userAgent());
        try {
            return Escapes.asciiJson(
                            JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(fields)) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException("writing to a string", e);
        }
    }

    private static String target(HttpURI uri) {
        String target = uri.getPathQuery();
        return target == null || target.isEmpty() ? String.valueOf(uri) : target;
    }

    private static String remote(SocketAddress address) {
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            return inet.getAddress().getHostAddress();
        }
        return address instanceof InetSocketAddress inet ? inet.getHostString() : NONE;
    }

    private static long bytes(Request request, Response response) {
        if (HttpMethod.HEAD.is(request.getMethod())) {
            return 0;
        }
        return request.getAttribute(AnswerStream.SENT) instanceof Long sent
                ? sent
                : Math.max(0, Response.getContentBytesWritten(response));
    }
}
