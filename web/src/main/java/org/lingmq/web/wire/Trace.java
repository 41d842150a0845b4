package org.lingmq.web.wire;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Prints the heads of all requests and answers, and never a body.
 *
 * <p>HTTP/1 heads are printed as they went over the wire, byte by byte, also malformed ones as far as they came. Each
 * line begins with the client's address and {@code >} for what it sent or {@code <} for what it got. HTTP/2 has no text
 * on the wire: there the fields are printed, the pseudo-header fields first, and {@code h2/stream} behind the address.
 * Control characters and bytes beyond ASCII stand as {@code \xNN}, a line end that is no CR LF as {@code \x0A}. The
 * lines of one head are one string.
 *
 * <p>Passwords and cookies are printed as they went: this is for looking at one's own server, not for keeping.
 */
public final class Trace {
    private final Consumer<String> out;

    /**
     * A trace to {@code out}.
     *
     * @param out gets the lines of one head, each with its end, from the thread that reads or writes: one that takes
     *     its time slows the server down, so let a {@link LineWriter} do the writing
     */
    public Trace(Consumer<String> out) {
        this.out = out;
    }

    /** Around an HTTP/1 connection's bytes. */
    EndPoint wrap(EndPoint endPoint, HttpConfiguration config) {
        return new TracedEndPoint(endPoint, this, config);
    }

    /** Prints the head of an HTTP/2 request. */
    void request(Request request) {
        StringBuilder head = new StringBuilder();
        head.append(":method: ").append(request.getMethod());
        head.append("\r\n:scheme: ").append(request.getHttpURI().getScheme());
        String authority = request.getHttpURI().getAuthority();
        if (authority != null) {
            head.append("\r\n:authority: ").append(authority);
        }
        head.append("\r\n:path: ").append(request.getHttpURI().getPathQuery());
        print(stream(request), '>', fields(head, request.getHeaders()));
    }

    /** Prints the head of an HTTP/2 answer. */
    void response(Request request, MetaData.Response response) {
        StringBuilder head = new StringBuilder(":status: ").append(response.getStatus());
        print(stream(request), '<', fields(head, response.getHttpFields()));
    }

    /** Prints a head, whole or as far as it came. */
    void print(String who, char direction, byte[] head) {
        StringBuilder text = new StringBuilder(head.length + 64);
        int start = 0;
        while (start < head.length) {
            int end = start;
            while (end < head.length && head[end] != '\n') {
                end++;
            }
            boolean ended = end < head.length;
            boolean crLf = ended && end > start && head[end - 1] == '\r';
            line(text.append(who).append(' ').append(direction), head, start, crLf ? end - 1 : end);
            text.append(ended && !crLf ? "\\x0A\n" : "\n");
            start = end + 1;
        }
        out.accept(text.toString());
    }

    /** An address as lines begin with it. */
    static String name(SocketAddress address) {
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            String host = inet.getAddress().getHostAddress();
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
        }
        return String.valueOf(address);
    }

    private static void line(StringBuilder text, byte[] head, int start, int end) {
        if (start < end) {
            text.append(' ');
        }
        for (int i = start; i < end; i++) {
            if (head[i] >= ' ' && head[i] < 0x7f) {
                text.append((char) head[i]);
            } else {
                Escapes.hex(text, head[i]);
            }
        }
    }

    private static String stream(Request request) {
        return name(request.getConnectionMetaData().getRemoteSocketAddress()) + " h2/" + request.getId();
    }

    private static byte[] fields(StringBuilder head, HttpFields fields) {
        for (HttpField field : fields) {
            head.append("\r\n").append(field.getLowerCaseName()).append(": ").append(field.getValue());
        }
        return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
