package org.lingmq.web.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {

    private static final int SETTINGS = 4;

    @TempDir
    Path folder;

    @Test
    void speaksHttp2WithBothVersionsOfTls() throws Exception {
        Identity identity = SelfSigned.in(folder, Clock.systemUTC(), List.of());
        try (TlsServer server = new TlsServer(identity)) {
            for (String version : List.of("TLSv1.3", "TLSv1.2")) {
                try (SSLSocket socket =
                        server.connect("localhost", identity.certificate(), version, "h2", "http/1.1")) {
                    assertEquals(version, socket.getSession().getProtocol());
                    assertEquals("h2", socket.getApplicationProtocol());
                    assertEquals(
                            List.of(identity.certificate()),
                            List.of(socket.getSession().getPeerCertificates()));
                    assertEquals(SETTINGS, firstFrame(socket), version);
                }
            }
        }
    }

    /** The type of the first frame a server sends after the preface of HTTP/2 (RFC 9113) and empty settings. */
    private static int firstFrame(SSLSocket socket) throws Exception {
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(new byte[] {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0});
        return socket.getInputStream().readNBytes(9)[3];
    }

    @Test
    void speaksHttp1ToThoseWhoKnowNothingElse() throws Exception {
        Identity identity = SelfSigned.in(folder, Clock.systemUTC(), List.of());
        try (TlsServer server = new TlsServer(identity)) {
            assertEquals("secure=true", server.ask("localhost", identity.certificate()));
        }
    }

    @Test
    void isReachedByAddressAndByNamesItDoesNotHave() throws Exception {
        Identity identity = SelfSigned.in(folder, Clock.systemUTC(), List.of());
        try (TlsServer server = new TlsServer(identity)) {
            assertEquals("secure=true", server.ask("127.0.0.1", identity.certificate()));
            String answer = server.askFor("printer.example", identity.certificate(), "TLSv1.3");
            assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("secure=true"), answer);
        }
    }

    @Test
    void aWildcardCertificateIsShownToOtherNamesToo() throws Exception {
        Identity identity = SelfSigned.in(folder, Clock.systemUTC(), List.of("*.example", "a.test"));
        try (TlsServer server = new TlsServer(identity)) {
            String answer = server.askFor("printer.local", identity.certificate(), "TLSv1.2");
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
    }

    @Test
    void isNotTrustedByThoseWhoTrustAnother() throws Exception {
        Identity identity = SelfSigned.in(folder.resolve("one"), Clock.systemUTC(), List.of());
        Identity other = SelfSigned.in(folder.resolve("other"), Clock.systemUTC(), List.of());
        try (TlsServer server = new TlsServer(identity)) {
            assertThrows(SSLException.class, () -> server.ask("localhost", other.certificate()));
        }
    }

    @Test
    void offersNeitherOldVersionsNorWeakCiphers() throws Exception {
        SslContextFactory.Server factory =
                SelfSigned.in(folder, Clock.systemUTC(), List.of()).sslContextFactory();
        factory.start();
        try {
            SSLEngine engine = factory.newSSLEngine();
            assertEquals(Set.of("TLSv1.2", "TLSv1.3"), Set.of(engine.getEnabledProtocols()));
            for (String cipher : engine.getEnabledCipherSuites()) {
                assertFalse(cipher.matches("TLS_RSA_.*|.*_(SHA|MD5|NULL.*)|.*(RC4|3DES|anon).*"), cipher);
            }
            assertFalse(Arrays.asList(engine.getEnabledCipherSuites()).isEmpty());
            assertFalse(factory.isSniRequired());
        } finally {
            factory.stop();
        }
    }

    @Test
    void hasTheFingerprintThatOpensslPrints() {
        Identity identity = SelfSigned.in(folder, Clock.systemUTC(), List.of());
        String printed =
                Commands.run(folder, "openssl", "x509", "-in", SelfSigned.FILE, "-noout", "-fingerprint", "-sha256");
        assertEquals(printed.substring(printed.indexOf('=') + 1).strip(), identity.fingerprint());
        assertEquals(32 * 3 - 1, identity.fingerprint().length());
    }

    @Test
    void tellsWhenItHasEnded() {
        Identity identity = SelfSigned.in(folder, Clock.systemUTC(), List.of());
        Clock end = Clock.fixed(identity.end(), ZoneOffset.UTC);
        assertFalse(identity.expired(end));
        assertTrue(identity.expired(Clock.offset(end, Duration.ofSeconds(1))));
    }

    @Test
    void wantsACertificate() {
        Identity identity = SelfSigned.in(folder, Clock.systemUTC(), List.of());
        assertThrows(IllegalArgumentException.class, () -> new Identity(identity.key(), List.of()));
    }
}
