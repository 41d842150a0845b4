package org.lingmq.web.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;

/** A server with an identity, on a free port of 127.0.0.1, that answers whether it takes itself for secure. */
final class TlsServer implements AutoCloseable {

    private final Server server = new Server();
    private final ServerConnector connector;

    TlsServer(Identity identity) {
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(Identity.secureRequests());
        HttpConnectionFactory http1 = new HttpConnectionFactory(http);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        connector = new ServerConnector(
                server,
                new SslConnectionFactory(identity.sslContextFactory(), alpn.getProtocol()),
                alpn,
                new HTTP2ServerConnectionFactory(http),
                http1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                String answer = "secure=" + request.isSecure();
                response.write(true, ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)), callback);
                return true;
            }
        });
        try {
            server.start();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    /** Asks as a browser does that trusts one certificate, and looks whether the certificate is for the host. */
    String ask(String host, X509Certificate trusted) throws IOException {
        HttpsURLConnection connection = (HttpsURLConnection)
                URI.create("https://" + host + ":" + port() + "/").toURL().openConnection();
        connection.setSSLSocketFactory(context(trusted).getSocketFactory());
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } finally {
            connection.disconnect();
        }
    }

    /** Names any host in the handshake and in the request; returns the whole answer. */
    String askFor(String name, X509Certificate trusted, String version) throws IOException {
        try (SSLSocket socket = connect(name, trusted, version)) {
            String request = "GET / HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** A connection that shook hands, but did not look whether the certificate is for that name. */
    SSLSocket connect(String name, X509Certificate trusted, String version, String... applicationProtocols)
            throws IOException {
        Socket plain = new Socket();
        plain.connect(new InetSocketAddress("127.0.0.1", port()));
        SSLSocket socket =
                (SSLSocket) context(trusted).getSocketFactory().createSocket(plain, "127.0.0.1", port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        parameters.setProtocols(new String[] {version});
        parameters.setApplicationProtocols(applicationProtocols);
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    private static SSLContext context(X509Certificate trusted) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("trusted", trusted);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
