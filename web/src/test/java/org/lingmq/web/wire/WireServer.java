package org.lingmq.web.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A Jetty with all of this package in it, on a port of its own. */
final class WireServer implements AutoCloseable {
    static final int BIG = 64 << 20;
    static final String GET_A = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

    final Lines log = new Lines();
    final Lines heads = new Lines();
    private final AtomicInteger arrived = new AtomicInteger();
    /** Holds up answers to /wait. */
    final CountDownLatch latch = new CountDownLatch(1);

    private final AccessLog access;
    private final Server server = new Server();
    private final WireConnector connector;

    WireServer(long deadlineMs) throws Exception {
        this(deadlineMs, LogFormat.CLF, null, false);
    }

    WireServer(long deadlineMs, LogFormat format, TlsKey key, boolean traced) throws Exception {
        this(deadlineMs, format, null, key, traced);
    }

    /** Logs to {@code sink}, or to {@link #log} if that is null. */
    WireServer(long deadlineMs, LogFormat format, Writer sink, TlsKey key, boolean traced) throws Exception {
        access = new AccessLog(format, sink == null ? log : sink, Clock.system(ZoneOffset.UTC));
        WireWatch watch = new WireWatch(access, traced ? new Trace(heads::add) : null);
        server.setRequestLog(watch);
        HttpConfiguration config = new HttpConfiguration();
        config.setSendServerVersion(false);
        config.setSendDateHeader(false);
        List<ConnectionFactory> factories = new ArrayList<>();
        if (key != null) {
            config.addCustomizer(new SecureRequestCustomizer(false));
            SslContextFactory.Server tls = new SslContextFactory.Server();
            tls.setKeyStore(key.store());
            tls.setKeyStorePassword(TlsKey.PASSWORD);
            factories.add(new SslConnectionFactory(tls, "alpn"));
            ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
            alpn.setDefaultProtocol("http/1.1");
            factories.add(alpn);
            factories.add(new HTTP2ServerConnectionFactory(config));
        }
        factories.add(new WireHttpFactory(config, watch));
        factories.add(new HTTP2CServerConnectionFactory(config));
        connector = new WireConnector(server, deadlineMs, watch, 1, 1, factories.toArray(ConnectionFactory[]::new));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        server.setHandler(new Answers());
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    int connections() {
        return connector.getConnectedEndPoints().size();
    }

    /** For the connections there are. */
    void idleTimeout(long ms) {
        connector.getConnectedEndPoints().forEach(e -> e.setIdleTimeout(ms));
    }

    /** All deadlines have passed by now. */
    void sweep() {
        connector.sweep(0);
    }

    /** Waits until {@code count} requests were answered and no more is to be done for them, and lets time pass. */
    void sweepAfter(int count) throws InterruptedException {
        log.await(count);
        sweep();
    }

    /** Lets time pass until there is no connection any more. */
    void sweepAll() {
        Lines.until("a connection", () -> connections() > 0 || !log.all().isEmpty());
        Lines.until("the end of all connections", () -> {
            sweep();
            return connections() == 0;
        });
    }

    /** Waits until handlers were called so many times. */
    void awaitArrived(int count) {
        Lines.until("requests", () -> arrived.get() >= count);
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(60_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** All lines there will ever be, once all clients are gone and there are at least {@code count}. */
    List<String> finalLog(int count) throws Exception {
        log.await(count);
        Lines.until("the end of all connections", () -> connections() == 0);
        close();
        return log.all();
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads until {@code end} has come. */
    static String readTo(Socket socket, String end) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("end of stream after " + text);
            }
            text.append((char) b);
        }
        return text.toString();
    }

    @Override
    public void close() {
        latch.countDown();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        access.close();
    }

    private final class Answers extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            arrived.incrementAndGet();
            switch (Request.getPathInContext(request)) {
                case "/a" -> Content.Sink.write(response, true, "hello", callback);
                case "/none" -> status(response, 204, callback);
                case "/same" -> {
                    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 5);
                    status(response, 304, callback);
                }
                case "/head" -> {
                    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 5);
                    callback.succeeded();
                }
                case "/early" -> {
                    response.writeInterim(
                            103, org.eclipse.jetty.http.HttpFields.build().add("Link", "</s>"));
                    Content.Sink.write(response, true, "hello", callback);
                }
                case "/chunks" -> {
                    Content.Sink.write(
                            response, false, ByteBuffer.wrap("HTTP/1.1 200 OK\r\n\r\n".getBytes("US-ASCII")));
                    Content.Sink.write(response, true, "rest", callback);
                }
                case "/big" -> {
                    byte[] big = new byte[BIG];
                    Arrays.fill(big, (byte) 'x');
                    response.write(true, ByteBuffer.wrap(big), callback);
                }
                case "/echo" ->
                    Content.Sink.write(response, true, "[" + Content.Source.asString(request) + "]", callback);
                case "/user" -> {
                    request.setAttribute(AccessLog.USER, "an \"na\n");
                    Content.Sink.write(response, true, "hello", callback);
                }
                case "/wait" -> {
                    latch.await();
                    Content.Sink.write(response, true, "waited", callback);
                }
                case "/fail" -> throw new org.eclipse.jetty.http.HttpException.RuntimeException(503, "not now");
                default -> {
                    return false;
                }
            }
            return true;
        }

        private static void status(Response response, int status, Callback callback) {
            response.setStatus(status);
            callback.succeeded();
        }
    }
}
