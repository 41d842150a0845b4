package org.lingmq.web.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** What a TLS server proves to be: a private key, and the chain of certificates that vouches for it. Immutable. */
public final class Identity {

    private static final String ALIAS = "server";
    /** Guards nothing: the store never leaves this process, yet the key managers of the JDK want a password. */
    private static final String IN_MEMORY = "in memory";

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    /**
     * Takes a key and the certificates for it.
     *
     * @param key the private key of the first certificate; whether it is, {@link PemFiles} has looked
     * @param chain the server's own certificate first, then each one's issuer; at least one
     * @throws IllegalArgumentException when the chain is empty
     */
    public Identity(PrivateKey key, List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("An identity needs at least one certificate.");
        }
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /** The server's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** All certificates that are sent to clients, the server's own first. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** When the server's own certificate ends. */
    public Instant end() {
        return certificate().getNotAfter().toInstant();
    }

    /** Whether the server's own certificate has ended, by that clock; clients then refuse it. */
    public boolean expired(Clock clock) {
        return clock.instant().isAfter(end());
    }

    /** The SHA-256 of the server's own certificate, {@code AB:CD:...}: 32 bytes, the way browsers show it. */
    public String fingerprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(certificate().getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256, and this certificate has been decoded before", e);
        }
    }

    /**
     * A new factory for a connector of Jetty: TLS 1.2 and 1.3, ciphers ordered so that HTTP/2 can be agreed on, and any
     * server name accepted, since a local server is reached by address and by all kinds of names.
     */
    public SslContextFactory.Server sslContextFactory() {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setKeyStore(keyStore());
        factory.setKeyStorePassword(IN_MEMORY);
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setCipherComparator(HTTP2Cipher.COMPARATOR);
        factory.setUseCipherSuitesOrder(true);
        factory.setSniRequired(false);
        return factory;
    }

    /**
     * What goes into the HTTP configuration of such a connector: it marks requests as secure, and lets names through
     * that the certificate does not have, as {@link #sslContextFactory()} does.
     */
    public static SecureRequestCustomizer secureRequests() {
        return new SecureRequestCustomizer(false);
    }

    private KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(ALIAS, key, IN_MEMORY.toCharArray(), chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the key and its certificates do not fit into a key store", e);
        }
    }

    PrivateKey key() {
        return key;
    }
}
