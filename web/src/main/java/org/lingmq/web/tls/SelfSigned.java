package org.lingmq.web.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * A certificate this machine makes for itself, kept from one start of a server to the next so that it has to be trusted
 * only once.
 *
 * <p>Key and certificate are in one file, {@code localhost.pem}, which appears as a whole or not at all: servers that
 * start at the same moment never see a key beside the certificate of another.
 */
public final class SelfSigned {

    /** The file within the folder. */
    static final String FILE = "localhost.pem";

    private static final List<String> ALWAYS = List.of("localhost", "127.0.0.1", "::1");
    private static final Duration VALID = Duration.ofDays(365);
    /** Clocks differ; a certificate that begins in the future is refused. */
    private static final Duration EARLIER = Duration.ofDays(1);

    private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);
    private static final int SERIAL_BITS = 128;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private SelfSigned() {}

    /**
     * The identity kept in that folder, or a new one when there is none, it ends within 30 days, it cannot be read,
     * others than its owner may read it, or it is not for all of the hosts.
     *
     * @param folder made when missing
     * @param clock tells what has ended
     * @param hosts names and IP addresses beside {@code localhost}, {@code 127.0.0.1} and {@code ::1}
     * @throws IllegalArgumentException when a host is neither name nor address, or the folder cannot be written; the
     *     message is a sentence for a user
     */
    public static Identity in(Path folder, Clock clock, Collection<String> hosts) {
        List<String> all = new ArrayList<>(ALWAYS);
        all.addAll(hosts);
        HostNames names = new HostNames(all);
        Path file = folder.resolve(FILE);
        Identity kept = kept(file, clock.instant(), names);
        if (kept != null) {
            return kept;
        }
        Identity made = make(clock.instant(), names);
        try {
            save(made, folder, file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The folder " + folder + ", where the certificate for localhost is kept, cannot be written ("
                            + reason(e) + "): make it writable, or name a certificate and key of your own.",
                    e);
        }
        return made;
    }

    /**
     * Where certificates are kept when nobody says otherwise: {@code $XDG_CACHE_HOME/lingmq}, on Windows
     * {@code %LOCALAPPDATA%\lingmq}, else {@code ~/.cache/lingmq}. A relative path in a variable is passed over, as the
     * XDG specification wants.
     *
     * @param environment the variables of the process
     * @param home the home folder of the user
     */
    public static Path cacheFolder(Map<String, String> environment, Path home) {
        for (String variable : List.of("XDG_CACHE_HOME", "LOCALAPPDATA")) {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty() && Path.of(value).isAbsolute()) {
                return Path.of(value).resolve("lingmq");
            }
        }
        return home.resolve(".cache").resolve("lingmq");
    }

    private static Identity kept(Path file, Instant now, HostNames names) {
        try {
            if (!ownersAlone(file)) {
                return null;
            }
            Identity identity = PemFiles.read(file, file);
            X509Certificate certificate = identity.certificate();
            boolean serves = !certificate.getNotBefore().toInstant().isAfter(now)
                    && !identity.end().isBefore(now.plus(RENEWED_BEFORE_END))
                    && names.within(certificate);
            return serves ? identity : null;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    /** A key that others could read is not secret any more. */
    private static boolean ownersAlone(Path file) throws IOException {
        return !posix(file) || OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file));
    }

    private static Identity make(Instant now, HostNames names) {
        try {
            SecureRandom random = new SecureRandom();
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=localhost");
            Instant begin = now.minus(EARLIER);
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name, serial(random), Date.from(begin), Date.from(begin.plus(VALID)), name, pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectAlternativeName, false, names.alternatives());
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            return new Identity(pair.getPrivate(), List.of(certificate));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("this JDK makes no certificate on P-256", e);
        }
    }

    /** RFC 5280 wants it positive. */
    private static BigInteger serial(SecureRandom random) {
        return new BigInteger(SERIAL_BITS, random).max(BigInteger.ONE);
    }

    private static void save(Identity identity, Path folder, Path file) throws IOException {
        String text = pem(identity);
        Files.createDirectories(folder, ownerOnly(folder, PosixFilePermissions.fromString("rwx------")));
        // Permissions are given at creation: a key that is locked up only after it was written could have been read.
        Path half = Files.createTempFile(folder, FILE, ".new", ownerOnly(folder, OWNER_ONLY));
        try {
            Files.writeString(half, text, StandardCharsets.US_ASCII);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path, Set<PosixFilePermission> permissions) {
        return posix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** Elsewhere, on Windows, what is below the user's own folder is the user's alone. */
    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String pem(Identity identity) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(
                    new PemObject("CERTIFICATE", identity.certificate().getEncoded()));
            writer.writeObject(new PemObject("PRIVATE KEY", identity.key().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate just made cannot be encoded", e);
        }
        return text.toString();
    }

    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "it is a file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : e.getClass().getSimpleName();
    }
}
