package org.lingmq.cli.serve;

import java.nio.file.Path;
import java.time.Duration;
import org.lingmq.web.HttpWebServerBuilder;
import picocli.CommandLine.Option;

/** Who may connect, how safely, and how much of the server anyone may take. */
final class GuardOptions {
    @Option(
            names = "--auth",
            paramLabel = "FILE",
            description = "Ask for a name and a password; FILE has the lines that --hash prints.")
    private Path passwords;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "Serve over TLS with this certificate chain (PEM).")
    private Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "Its private key (PEM); the file of --tls-cert if not given.")
    private Path key;

    @Option(
            names = "--tls-self-signed",
            description = "Serve over TLS with a certificate made here, for localhost and --host.")
    private boolean selfSigned;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many connections at once; ${DEFAULT-VALUE} if not given. Further ones wait.")
    private int maxConnections;

    @Option(
            names = "--idle-timeout",
            paramLabel = "TIME",
            converter = Span.class,
            defaultValue = "30s",
            description = "Close connections without a byte for so long; ${DEFAULT-VALUE} if not given.")
    private Duration idleTimeout;

    @Option(
            names = "--header-timeout",
            paramLabel = "TIME",
            converter = Span.class,
            defaultValue = "10s",
            description = "Close connections whose request is not there in that time; ${DEFAULT-VALUE} if not given.")
    private Duration headerTimeout;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            converter = Span.class,
            defaultValue = "5s",
            description = "When stopped, let answers under way finish for so long; ${DEFAULT-VALUE} if not given.")
    private Duration grace;

    /** Made by picocli. */
    GuardOptions() {}

    /**
     * Hands them on.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    void apply(HttpWebServerBuilder server) {
        if (passwords != null) {
            server.passwords(passwords);
        }
        if (selfSigned && certificate != null) {
            throw new IllegalArgumentException("Choose one of --tls-cert and --tls-self-signed.");
        }
        if (key != null && certificate == null) {
            throw new IllegalArgumentException("--tls-key needs --tls-cert.");
        }
        if (certificate != null) {
            server.tls(certificate, key == null ? certificate : key);
        }
        if (selfSigned) {
            server.selfSigned();
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("--max-connections must be at least 1, not " + maxConnections + ".");
        }
        if (idleTimeout.isZero() || headerTimeout.isZero()) {
            throw new IllegalArgumentException("--idle-timeout and --header-timeout must be at least 1ms.");
        }
        server.maxConnections(maxConnections)
                .idleTimeout(idleTimeout)
                .headerTimeout(headerTimeout)
                .grace(grace);
    }
}
