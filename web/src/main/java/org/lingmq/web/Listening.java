package org.lingmq.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.lingmq.web.site.FixedFields;
import org.lingmq.web.tls.Identity;
import org.lingmq.web.tls.PemFiles;
import org.lingmq.web.tls.SelfSigned;
import org.lingmq.web.wire.WireConnector;
import org.lingmq.web.wire.WireHttpFactory;
import org.lingmq.web.wire.WireWatch;

/** Where a server listens, and what is spoken there: HTTP/1.1 and HTTP/2, in the clear or within TLS. */
final class Listening {
    /** Clients that connect all at once wait here for their turn to be accepted. */
    private static final int BACKLOG = 1024;

    private final HttpWebServerBuilder options;
    private final Identity identity;

    /**
     * Reads the keys.
     *
     * @throws IOException if that cannot be done
     */
    Listening(HttpWebServerBuilder options) throws IOException {
        this.options = options;
        this.identity = identity(options);
        if (identity != null && identity.expired(Clock.systemUTC())) {
            System.getLogger(HttpWebServer.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "The certificate has expired on {0}: clients will refuse it.",
                            identity.end());
        }
    }

    private static Identity identity(HttpWebServerBuilder options) throws IOException {
        try {
            if (options.certificates != null) {
                return PemFiles.read(options.certificates, options.key);
            }
            if (options.selfSigned) {
                Path folder = SelfSigned.cacheFolder(System.getenv(), Path.of(System.getProperty("user.home")));
                return SelfSigned.in(folder, Clock.systemUTC(), names(options.host));
            }
            return null;
        } catch (IllegalArgumentException sentence) {
            throw new IOException(sentence.getMessage(), sentence);
        }
    }

    /** By what names clients will call a server that listens on a host. */
    private static List<String> names(String host) {
        if (!isAny(host)) {
            return List.of(host);
        }
        List<String> names = new ArrayList<>();
        try {
            names.add(InetAddress.getLocalHost().getHostName());
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
                    .forEach(address -> names.add(address.getHostAddress().replaceFirst("%.*", "")));
        } catch (UnknownHostException | SocketException unknown) {
            // Then the certificate is for localhost, and browsers say so.
        }
        return names;
    }

    private static boolean isAny(String host) {
        return host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
    }

    Optional<String> fingerprint() {
        return Optional.ofNullable(identity).map(Identity::fingerprint);
    }

    String scheme() {
        return identity == null ? "http" : "https";
    }

    ServerConnector connector(Server server, FixedFields fields, WireWatch watch) {
        HttpConfiguration http = configuration(fields);
        ConnectionFactory[] factories = identity == null ? clear(http, watch) : encrypted(http, watch);
        ServerConnector connector =
                new WireConnector(server, options.headerTimeout.toMillis(), watch, 1, -1, factories);
        connector.setHost(options.host);
        connector.setPort(options.port);
        connector.setIdleTimeout(options.idleTimeout.toMillis());
        connector.setAcceptQueueSize(BACKLOG);
        return connector;
    }

    private HttpConfiguration configuration(FixedFields fields) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // A percent sign in a name; its other reading, a second decoding, is nothing we do.
        http.setUriCompliance(UriCompliance.DEFAULT.with("LingMQ", UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
        if (identity != null) {
            http.addCustomizer(Identity.secureRequests());
        }
        http.addCustomizer((request, answer) -> {
            fields.begin(answer);
            return request;
        });
        return http;
    }

    private static ConnectionFactory[] clear(HttpConfiguration http, WireWatch watch) {
        return new ConnectionFactory[] {new WireHttpFactory(http, watch), new HTTP2CServerConnectionFactory(http)};
    }

    private ConnectionFactory[] encrypted(HttpConfiguration http, WireWatch watch) {
        HttpConnectionFactory http1 = new WireHttpFactory(http, watch);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        return new ConnectionFactory[] {
            new SslConnectionFactory(identity.sslContextFactory(), alpn.getProtocol()),
            alpn,
            new HTTP2ServerConnectionFactory(http),
            http1
        };
    }
}
