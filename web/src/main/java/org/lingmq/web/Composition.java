package org.lingmq.web;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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

    private boolean begun;
    private Listening listening;
    private ServerConnector connector;

    Composition(HttpWebServerBuilder options) {
        this.options = options;
    }

    synchronized void start() throws IOException {
        if (begun || closed.getCount() == 0) {
            throw new IllegalStateException("The server was started before; make a new one.");
        }
        begun = true;
        try {
            Server server = compose();
            opened.addFirst(server::stop);
            server.start();
        } catch (Exception failed) {
            closeAll();
            connector = null;
            throw asIoException(failed);
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
                BindException sentence = new BindException(bindSentence(String.valueOf(cause.getMessage())));
                sentence.initCause(failed);
                return sentence;
            }
        }
        return failed instanceof IOException known
                ? known
                : new IOException("The server cannot start: " + failed.getMessage(), failed);
    }

    private String bindSentence(String cause) {
        if (cause.contains("in use")) {
            return "Something else listens on " + inUri(options.host) + ":" + options.port
                    + "; choose another port, or 0 for any that is free.";
        }
        if (cause.contains("denied")) {
            return "The system gives port " + options.port + " to privileged programs alone; choose one from 1024 on.";
        }
        return options.host + " is no address of this machine; 0.0.0.0 is all it has.";
    }

    private ServerConnector running() {
        if (connector == null) {
            throw new IllegalStateException("The server was not started.");
        }
        return connector;
    }

    synchronized int port() {
        return running().getLocalPort();
    }

    synchronized URI uri() {
        InetAddress address = address();
        String host = address != null && address.isAnyLocalAddress() ? "127.0.0.1" : inUri(options.host);
        return URI.create(listening.scheme() + "://" + host + ":" + port() + "/");
    }

    synchronized boolean isOpenToOthers() {
        InetAddress address = address();
        return address != null && !address.isLoopbackAddress();
    }

    /** Null when it is closed. */
    private InetAddress address() {
        try {
            return running().getTransport() instanceof ServerSocketChannel channel
                            && channel.getLocalAddress() instanceof InetSocketAddress bound
                    ? bound.getAddress()
                    : null;
        } catch (IOException closedMeanwhile) {
            return null;
        }
    }

    private static String inUri(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    synchronized Optional<String> fingerprint() {
        running();
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
