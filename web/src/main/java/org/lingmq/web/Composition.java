package org.lingmq.web;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.lingmq.web.site.FixedFields;
import org.lingmq.web.wire.WireWatch;

/** Puts a server together from its options, and takes it apart. Safe for many threads. */
final class Composition {
    private final HttpWebServerBuilder options;
    private final CountDownLatch closed = new CountDownLatch(1);
    /** What is to be closed, the first to be closed first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private static final int FIRST_FOR_EVERYONE = 1024;
    /** Held, so that its level is not forgotten with it. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    private boolean begun;
    private Listening listening;
    private ServerConnector connector;
    private int port;
    /** Null until it listens. */
    private InetAddress address;

    Composition(HttpWebServerBuilder options) {
        this.options = options;
    }

    synchronized void start() throws IOException {
        if (begun || closed.getCount() == 0) {
            throw new IllegalStateException("A server can be started once; make a new one.");
        }
        begun = true;
        calmJetty();
        try {
            Server server = compose();
            opened.addFirst(server::stop);
            server.start();
            port = connector.getLocalPort();
            address = boundTo();
        } catch (Exception failed) {
            closeAll();
            throw asIoException(failed);
        }
    }

    /** Where Jetty speaks through java.util.logging, only its warnings, unless the program has a word on that. */
    private static void calmJetty() {
        if (JETTY.getLevel() == null) {
            JETTY.setLevel(Level.WARNING);
        }
    }

    private Server compose() throws IOException {
        listening = new Listening(options);
        Saying saying = new Saying(options);
        opened.addFirst(saying);
        WireWatch watch = saying.watch();
        FixedFields fields = new FixedFields(options.headers);
        Showing showing = new Showing(options, fields);
        opened.addFirst(showing);

        Server server = new Server(threads(), new ScheduledExecutorScheduler("lingmq-web-timer", true), null);
        server.setErrorHandler(showing.errorPages());
        server.setHandler(showing.handler());
        server.setRequestLog(watch);
        server.setStopTimeout(options.grace.toMillis());
        connector = listening.connector(server, fields, watch);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(options.maxConnections, connector));
        return server;
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

    private IOException asIoException(Exception failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException || cause instanceof UnresolvedAddressException) {
                BindException sentence = bindFailure();
                sentence.initCause(cause);
                return sentence;
            }
        }
        return failed instanceof IOException known
                ? known
                : new IOException("The server cannot start: " + failed.getMessage(), failed);
    }

    /** Looks for the reason itself: the system tells it in the user's language, and in no other way. */
    private BindException bindFailure() {
        InetAddress address;
        try {
            address = InetAddress.getByName(options.host);
        } catch (UnknownHostException unknown) {
            return new BindException(options.host + " is no address, and no name that this machine knows.");
        }
        try {
            new ServerSocket(0, 1, address).close();
            if (options.port < FIRST_FOR_EVERYONE && !isTaken(address)) {
                return new BindException("The system gives port " + options.port
                        + " to privileged programs alone; choose one from " + FIRST_FOR_EVERYONE + " on.");
            }
            return new PortTakenException("Something else listens on " + inUri(options.host) + ":" + options.port
                    + "; choose another port, or 0 for any that is free.");
        } catch (IOException notOurs) {
            return new BindException(options.host + " is no address of this machine; 0.0.0.0 is all it has.");
        }
    }

    /** Does somebody answer at the port? */
    private boolean isTaken(InetAddress address) {
        InetAddress there = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        try {
            new Socket(there, options.port).close();
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    private InetAddress boundTo() throws IOException {
        return connector.getTransport() instanceof ServerSocketChannel channel
                        && channel.getLocalAddress() instanceof InetSocketAddress bound
                ? bound.getAddress()
                : InetAddress.getByName(options.host);
    }

    private void requireStarted() {
        if (address == null) {
            throw new IllegalStateException("The server was not started.");
        }
    }

    synchronized int port() {
        requireStarted();
        return port;
    }

    synchronized URI uri() {
        requireStarted();
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : inUri(options.host);
        return URI.create(listening.scheme() + "://" + host + ":" + port + "/");
    }

    synchronized boolean isOpenToOthers() {
        requireStarted();
        return !address.isLoopbackAddress();
    }

    private static String inUri(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    synchronized Optional<String> fingerprint() {
        requireStarted();
        return listening.fingerprint();
    }

    Path folder() {
        return options.folder.toAbsolutePath().normalize();
    }

    void join() throws InterruptedException {
        closed.await();
    }

    synchronized void close() {
        closeAll();
        closed.countDown();
    }

    private void closeAll() {
        while (!opened.isEmpty()) {
            try {
                opened.removeFirst().close();
            } catch (Exception failed) {
                System.getLogger(HttpWebServer.class.getName())
                        .log(System.Logger.Level.DEBUG, "Not all ended in time.", failed);
            }
        }
    }
}
