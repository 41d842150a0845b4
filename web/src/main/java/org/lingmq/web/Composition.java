package org.lingmq.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.lingmq.web.site.FixedFields;
import org.lingmq.web.site.Site;
import org.lingmq.web.site.SiteHandler;
import org.lingmq.web.site.SiteOptions;

/** Puts a server together from its options, and takes it apart. */
final class Composition {
    /** Clients that connect all at once wait here for their turn to be accepted. */
    private static final int BACKLOG = 1024;

    private final HttpWebServerBuilder options;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Server server;
    private ServerConnector connector;
    private ExecutorService aside;

    Composition(HttpWebServerBuilder options) {
        this.options = options;
    }

    synchronized void start() throws IOException {
        if (server != null || closed.getCount() == 0) {
            throw new IllegalStateException("The server was started before; make a new one.");
        }
        Server composed = compose();
        try {
            composed.start();
        } catch (Exception failed) {
            stop(composed);
            throw asIoException(failed);
        }
        server = composed;
    }

    private Server compose() throws IOException {
        Site site = new Site(checkedFolder(), options.hidden, options.followLinks);
        FixedFields fields = new FixedFields(options.headers);
        aside = Executors.newSingleThreadExecutor(work -> daemon(work, "lingmq-web-tags"));
        SiteOptions shown =
                new SiteOptions(options.list, options.fallback, checkedPage(), options.maxAge.toSeconds(), null);
        SiteHandler pages = new SiteHandler(site, shown, fields, InstantSource.system(), aside);

        Server composed = new Server(threads(), new ScheduledExecutorScheduler("lingmq-web-timer", true), null);
        composed.setErrorHandler(pages.errorPages(fields));
        composed.setHandler(new GracefulHandler(cors(pages)));
        composed.setStopTimeout(options.grace.toMillis());
        connector = new ServerConnector(composed, 1, -1, factories(fields).toArray(ConnectionFactory[]::new));
        connector.setHost(options.host);
        connector.setPort(options.port);
        connector.setIdleTimeout(options.idleTimeout.toMillis());
        connector.setAcceptQueueSize(BACKLOG);
        composed.addConnector(connector);
        composed.addBean(new NetworkConnectionLimit(options.maxConnections, connector));
        return composed;
    }

    private Path checkedFolder() throws IOException {
        Path folder = options.page == null ? options.folder : Path.of("");
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "there is no such folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        return folder;
    }

    private Path checkedPage() throws IOException {
        if (options.page != null && !Files.isRegularFile(options.page)) {
            throw new NoSuchFileException(options.page.toString(), null, "there is no such page");
        }
        return options.page;
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("lingmq-web");
        threads.setDaemon(true);
        if (VirtualThreads.areSupported()) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        }
        return threads;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private List<ConnectionFactory> factories(FixedFields fields) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // A percent sign in a name; its other reading, a second decoding, is nothing we do.
        http.setUriCompliance(UriCompliance.DEFAULT.with("LingMQ", UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
        http.addCustomizer((request, answer) -> {
            fields.begin(answer);
            return request;
        });
        return List.of(new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    }

    private Handler cors(Handler inner) {
        if (options.origins.isEmpty()) {
            return inner;
        }
        CrossOriginHandler cors = new CrossOriginHandler();
        cors.setAllowedOriginPatterns(patterns(options.origins));
        cors.setAllowedMethods(Set.of("GET", "HEAD", "OPTIONS"));
        cors.setAllowedHeaders(Set.of("*"));
        cors.setExposedHeaders(Set.of("Content-Length", "Content-Range", "ETag"));
        cors.setAllowCredentials(false);
        cors.setHandler(inner);
        return cors;
    }

    /** Jetty takes patterns; an origin means itself. */
    private static Set<String> patterns(Set<String> origins) {
        return origins.contains("*")
                ? Set.of("*")
                : Set.copyOf(origins.stream().map(Pattern::quote).toList());
    }

    private IOException asIoException(Exception failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException || cause instanceof UnresolvedAddressException) {
                String place = hostInUri(options.host) + ":" + options.port;
                BindException sentence = new BindException(
                        cause instanceof BindException && !String.valueOf(cause.getMessage()).contains("assign")
                                ? "Something else listens on " + place + ", or the port is not for everyone."
                                : options.host + " is not an address of this machine.");
                sentence.initCause(failed);
                return sentence;
            }
        }
        return failed instanceof IOException known ? known : new IOException("The server cannot start: " + failed.getMessage(), failed);
    }

    synchronized int port() {
        if (server == null) {
            throw new IllegalStateException("The server was not started.");
        }
        return connector.getLocalPort();
    }

    synchronized URI uri() {
        int port = port();
        InetSocketAddress bound = boundTo();
        String host = bound.getAddress().isAnyLocalAddress() ? "localhost" : hostInUri(options.host);
        return URI.create("http://" + host + ":" + port + "/");
    }

    private InetSocketAddress boundTo() {
        try {
            return (InetSocketAddress)
                    ((ServerSocketChannel) connector.getTransport()).getLocalAddress();
        } catch (IOException closedMeanwhile) {
            throw new UncheckedIOException(closedMeanwhile);
        }
    }

    private static String hostInUri(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    Path folder() {
        return options.folder.toAbsolutePath().normalize();
    }

    void join() throws InterruptedException {
        closed.await();
    }

    void close() {
        Server stopping;
        synchronized (this) {
            stopping = server;
        }
        if (stopping != null) {
            stop(stopping);
        }
        closed.countDown();
    }

    private void stop(Server composed) {
        try {
            composed.stop();
        } catch (Exception failed) {
            System.getLogger(HttpWebServer.class.getName())
                    .log(System.Logger.Level.WARNING, "The server did not stop in time.", failed);
        }
        aside.shutdownNow();
    }
}
