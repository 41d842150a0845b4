package org.lingmq.web;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A static web server.
 *
 * <pre>{@code
 * new HttpWebServer(8000).start();
 * }</pre>
 *
 * <p>serves the folder {@code static} of the current folder at {@code http://127.0.0.1:8000/} and does not return. With
 * other folders, hosts and the rest:
 *
 * <pre>{@code
 * try (HttpWebServer server = HttpWebServer.builder().folder(Path.of("site")).port(0).build()) {
 *     server.startAsync();
 *     System.out.println("see " + server.uri());
 *     server.join();
 * }
 * }</pre>
 *
 * <p>Its threads are daemons: they do not keep the program running. Safe for many threads; it is started once.
 */
public final class HttpWebServer implements AutoCloseable {
    private final Composition composition;

    /**
     * A server of the folder {@code static} on this machine's loopback address.
     *
     * @param port 1 to 65535, or 0 for any that is free
     * @throws IllegalArgumentException for another port
     */
    public HttpWebServer(int port) {
        this(builder().port(port));
    }

    HttpWebServer(HttpWebServerBuilder options) {
        this.composition = new Composition(options);
    }

    /** Begins a server that is unlike the default one. */
    public static HttpWebServerBuilder builder() {
        return new HttpWebServerBuilder();
    }

    /**
     * Starts the server and returns when it has been closed. Interrupting the thread closes it.
     *
     * @throws IOException if it cannot start: see {@link #startAsync}
     */
    public void start() throws IOException {
        startAsync();
        try {
            join();
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts the server and returns as soon as it takes connections.
     *
     * @return this
     * @throws BindException if the port is taken, or the host is not one of this machine
     * @throws IOException if the folder, the page, or one of the files given to it is not there or cannot be read
     * @throws IllegalStateException if it was started before
     */
    public HttpWebServer startAsync() throws IOException {
        composition.start();
        return this;
    }

    /**
     * The port it listens on.
     *
     * @throws IllegalStateException before it was started
     */
    public int port() {
        return composition.port();
    }

    /**
     * Where it can be seen from this machine.
     *
     * @throws IllegalStateException before it was started
     */
    public URI uri() {
        return composition.uri();
    }

    /**
     * Waits until the server has been closed.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile; the server runs on
     */
    public void join() throws InterruptedException {
        composition.join();
    }

    /**
     * Stops the server: takes no more connections, gives the answers that are under way the time that
     * {@link HttpWebServerBuilder#grace} says, and cuts off the rest. Does nothing when it is closed or was never
     * started.
     */
    @Override
    public void close() {
        composition.close();
    }

    /**
     * The SHA-256 fingerprint of the certificate it shows, in hexadecimal with colons; empty without TLS.
     *
     * @throws IllegalStateException before it was started
     */
    public Optional<String> fingerprint() {
        return composition.fingerprint();
    }

    /**
     * Can other machines connect?
     *
     * @throws IllegalStateException before it was started
     */
    public boolean isOpenToOthers() {
        return composition.isOpenToOthers();
    }

    /** The folder that is served, absolute. */
    public Path folder() {
        return composition.folder();
    }
}
