package org.lingmq.web;

import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpTokens;

/**
 * What can be set on an {@link HttpWebServer} before it is made. Every method returns this. Not safe for many threads.
 *
 * <p>Files and folders are looked at when the server starts.
 */
public final class HttpWebServerBuilder implements Cloneable {
    private static final Set<String> OF_THE_SERVER = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-range",
            "date",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final Pattern ORIGIN = Pattern.compile("\\*|null|[a-z][a-z0-9+.-]*://[^/?#\\s@]+");

    Path folder = Path.of("static");
    Path page;
    String host = "127.0.0.1";
    int port = 8000;
    boolean list;
    String fallback;
    boolean hidden;
    boolean followLinks;
    Duration maxAge = Duration.ZERO;
    List<HttpField> headers = new ArrayList<>();
    Set<String> origins = new LinkedHashSet<>();
    Duration idleTimeout = Duration.ofSeconds(30);
    Duration headerTimeout = Duration.ofSeconds(10);
    Duration grace = Duration.ofSeconds(5);
    int maxConnections = 10_000;
    Path passwords;
    Path certificates;
    Path key;
    boolean selfSigned;
    Path logFile;
    Writer log;
    AccessLogFormat logFormat = AccessLogFormat.CLF;
    Writer trace;
    boolean liveReload;

    HttpWebServerBuilder() {}

    /** The folder to serve; {@code static} if not set. */
    public HttpWebServerBuilder folder(Path folder) {
        this.folder = Objects.requireNonNull(folder, "folder");
        return this;
    }

    /** Answers every path with this one page, in place of a folder. It is read again when it changes. */
    public HttpWebServerBuilder page(Path page) {
        this.page = Objects.requireNonNull(page, "page");
        return this;
    }

    /**
     * The address to listen on: a name or an address of this machine, IPv4 or IPv6. {@code 127.0.0.1} if not set, so
     * that only this machine can connect; {@code 0.0.0.0} and {@code ::} are all addresses.
     */
    public HttpWebServerBuilder host(String host) {
        this.host = Objects.requireNonNull(host, "host");
        return this;
    }

    /**
     * The port to listen on; 8000 if not set.
     *
     * @param port 1 to 65535, or 0 for any that is free
     * @throws IllegalArgumentException for another
     */
    public HttpWebServerBuilder port(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port is a number from 0 to 65535, not " + port + ".");
        }
        this.port = port;
        return this;
    }

    /** Shows what is in a folder that has no {@code index.html}: as a page, or as JSON to who prefers that. */
    public HttpWebServerBuilder list(boolean list) {
        this.list = list;
        return this;
    }

    /**
     * For programs that run in the browser and make up paths: a navigation to a path where there is nothing is answered
     * with this page and status 200. Scripts, styles and pictures that are missing stay missing.
     *
     * @param path of the page in the folder, as {@code index.html}
     */
    public HttpWebServerBuilder fallback(String path) {
        this.fallback = path.startsWith("/") ? path : "/" + path;
        return this;
    }

    /** Serves names that start with a dot, too. Without it only {@code /.well-known} is (RFC 8615). */
    public HttpWebServerBuilder hidden(boolean hidden) {
        this.hidden = hidden;
        return this;
    }

    /** Follows links that lead out of the folder. Without it they lead to nothing. */
    public HttpWebServerBuilder followLinks(boolean followLinks) {
        this.followLinks = followLinks;
        return this;
    }

    /**
     * How long browsers may use what they have without asking whether it changed ({@code Cache-Control: max-age}), in
     * whole seconds. Zero, the default: they ask each time ({@code no-cache}) and get a 304 if it did not.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public HttpWebServerBuilder maxAge(Duration maxAge) {
        this.maxAge = notNegative("maxAge", maxAge);
        return this;
    }

    /**
     * Adds a field to every answer. It takes the place of what the server would say in that field.
     *
     * @throws IllegalArgumentException if it is no field (RFC 9110 section 5), or one that the connection depends on
     */
    public HttpWebServerBuilder header(String name, String value) {
        if (name.isEmpty() || !name.chars().allMatch(HttpWebServerBuilder::isTokenCharacter)) {
            throw new IllegalArgumentException("'" + name + "' is no name of a header.");
        }
        if (OF_THE_SERVER.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("The header " + name + " is the server's own affair.");
        }
        if (value.chars().anyMatch(c -> c != '\t' && (c < ' ' || c == 127 || c > 255))) {
            throw new IllegalArgumentException("The value of the header " + name
                    + " has a character that no header may have (a control character, or one outside of Latin-1).");
        }
        headers.add(new HttpField(name, value.strip()));
        return this;
    }

    /**
     * Lets pages of other origins read what is served (CORS, the Fetch standard). May be called for several.
     *
     * @param origin as {@code https://example.org}, or {@code *} for all
     * @throws IllegalArgumentException if it is no origin (RFC 6454)
     */
    public HttpWebServerBuilder cors(String origin) {
        if (!ORIGIN.matcher(origin).matches()) {
            throw new IllegalArgumentException("'" + origin
                    + "' is no origin: write https://example.org, with its port if it has one, and no more.");
        }
        origins.add(origin);
        return this;
    }

    /**
     * How long a connection may stay without a byte; 30 s if not set.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public HttpWebServerBuilder idleTimeout(Duration idleTimeout) {
        this.idleTimeout = positive("idleTimeout", idleTimeout);
        return this;
    }

    /**
     * How long a client may take for the header of a request, counted from its first byte, and for the first one from
     * when it connected; 10 s if not set.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public HttpWebServerBuilder headerTimeout(Duration headerTimeout) {
        this.headerTimeout = positive("headerTimeout", headerTimeout);
        return this;
    }

    /**
     * How long {@link HttpWebServer#close} waits for answers that are under way; 5 s if not set.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public HttpWebServerBuilder grace(Duration grace) {
        this.grace = notNegative("grace", grace);
        return this;
    }

    /**
     * How many connections may be open at once; 10,000 if not set. Further ones wait until one closes.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public HttpWebServerBuilder maxConnections(int maxConnections) {
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections must be at least 1, not " + maxConnections + ".");
        }
        this.maxConnections = maxConnections;
        return this;
    }

    /**
     * Asks every client for a name and a password (RFC 7617). Without TLS they cross the network in the clear.
     *
     * @param file has lines {@code user:hash} as {@link Passwords#line} or {@code htpasswd -B} make them; it is read
     *     again when it changes
     */
    public HttpWebServerBuilder passwords(Path file) {
        this.passwords = Objects.requireNonNull(file, "file");
        return this;
    }

    /**
     * Serves over TLS, with HTTP/2 for who speaks it.
     *
     * @param certificates PEM, the server's certificate and those that vouch for it
     * @param key PEM, its private key; it may be in the same file
     */
    public HttpWebServerBuilder tls(Path certificates, Path key) {
        this.certificates = Objects.requireNonNull(certificates, "certificates");
        this.key = Objects.requireNonNull(key, "key");
        this.selfSigned = false;
        return this;
    }

    /**
     * Serves over TLS with a certificate made for {@code localhost} and {@link #host}, which browsers warn of. It is
     * kept in the user's cache folder and used again: {@link HttpWebServer#fingerprint} tells it from others.
     */
    public HttpWebServerBuilder selfSigned() {
        this.selfSigned = true;
        this.certificates = null;
        this.key = null;
        return this;
    }

    /** Appends a line for each request to a file, which is opened anew when it was moved away. */
    public HttpWebServerBuilder accessLog(Path file, AccessLogFormat format) {
        this.logFile = Objects.requireNonNull(file, "file");
        this.log = null;
        this.logFormat = Objects.requireNonNull(format, "format");
        return this;
    }

    /**
     * Writes a line for each request.
     *
     * @param out used by one thread of the server and flushed, never closed. When it takes too long, lines are left out
     *     and counted.
     */
    public HttpWebServerBuilder accessLog(Writer out, AccessLogFormat format) {
        this.log = Objects.requireNonNull(out, "out");
        this.logFile = null;
        this.logFormat = Objects.requireNonNull(format, "format");
        return this;
    }

    /**
     * Writes the head of each request and of each answer as they went over the wire, passwords included: for looking at
     * a conversation, not for keeping.
     *
     * @param out used by the server's threads, one at a time, and flushed, never closed
     */
    public HttpWebServerBuilder trace(Writer out) {
        this.trace = Objects.requireNonNull(out, "out");
        return this;
    }

    /**
     * Watches the folder and makes browsers load pages anew when a file changes: HTML pages get a script for that, and
     * {@link #maxAge} does not count.
     */
    public HttpWebServerBuilder liveReload(boolean liveReload) {
        this.liveReload = liveReload;
        return this;
    }

    /**
     * Makes a server. It does nothing before it is started, and what is set here afterwards is for servers made later.
     *
     * @throws IllegalArgumentException if what was set contradicts itself
     */
    public HttpWebServer build() {
        if (page != null && (list || fallback != null || hidden || followLinks)) {
            throw new IllegalArgumentException(
                    "With one page for every path there is no folder to list, to fall back in, or to look into.");
        }
        return new HttpWebServer(clone());
    }

    @Override
    @SuppressWarnings("SuperCallToObjectMethod")
    protected HttpWebServerBuilder clone() {
        try {
            HttpWebServerBuilder copy = (HttpWebServerBuilder) super.clone();
            copy.headers = new ArrayList<>(headers);
            copy.origins = new LinkedHashSet<>(origins);
            return copy;
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isTokenCharacter(int character) {
        HttpTokens.Token token = character < 128 ? HttpTokens.getToken((char) character) : null;
        return token != null && token.isRfc2616Token();
    }

    private static Duration notNegative(String name, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative.");
        }
        return duration;
    }

    private static Duration positive(String name, Duration duration) {
        if (duration.isNegative() || duration.toMillis() == 0) {
            throw new IllegalArgumentException(name + " must be at least a millisecond.");
        }
        return duration;
    }
}
