package org.lingmq.web.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and certificates are made by OpenSSL for each run. */
class PemFilesTest {

    /** Has {@code own.key} and {@code own.pem}, a pair on P-256, for all tests to read. */
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeAPair() {
        Commands.run(shared, "openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", CURVE, "-out", "own.key");
        certify(shared, "own.key", "own.pem");
    }

    private static final String CURVE = "ec_paramgen_curve:P-256";

    private static void certify(Path folder, String key, String certificate) {
        Commands.run(
                folder,
                "openssl",
                "req",
                "-x509",
                "-new",
                "-key",
                key,
                "-out",
                certificate,
                "-days",
                "2",
                "-subj",
                "/CN=here",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "-----BEGIN PRIVATE KEY-----,     genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key",
        "-----BEGIN RSA PRIVATE KEY-----, genrsa -traditional -out key 2048",
        "-----BEGIN PRIVATE KEY-----,     genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out key",
        "-----BEGIN EC PARAMETERS-----,   ecparam -name prime256v1 -genkey -out key",
        "-----BEGIN EC PRIVATE KEY-----,  ecparam -name secp521r1 -genkey -noout -out key",
        "-----BEGIN PRIVATE KEY-----,     genpkey -algorithm ED25519 -out key",
    })
    void readsKeysOfAllKindsAndServesWithThem(String firstLine, String command) throws Exception {
        Commands.run(folder, ("openssl " + command).split(" "));
        assertTrue(Files.readString(folder.resolve("key")).startsWith(firstLine));
        certify(folder, "key", "certificate");
        Identity identity = PemFiles.read(folder.resolve("certificate"), folder.resolve("key"));
        try (TlsServer server = new TlsServer(identity)) {
            assertEquals("secure=true", server.ask("localhost", identity.certificate()));
        }
    }

    @Test
    void readsBothFromOneFileWithTextBetween() throws IOException {
        Path both = write(
                "both.pem",
                "A note in Latin-1\n" + text("own.key") + "-----BEGIN NOTES-----\nYWJj\n-----END NOTES-----\n"
                        + text("own.pem"));
        Identity identity = PemFiles.read(both, both);
        assertEquals("CN=here", identity.certificate().getSubjectX500Principal().getName());
        assertEquals(List.of(identity.certificate()), identity.chain());
    }

    @Test
    void readsFilesWithWindowsLineEnds() throws IOException {
        Path certificate = write("c.pem", text("own.pem").replace("\n", "\r\n"));
        Path key = write("k.pem", text("own.key").replace("\n", "\r\n"));
        assertEquals(
                PemFiles.read(shared.resolve("own.pem"), shared.resolve("own.key"))
                        .fingerprint(),
                PemFiles.read(certificate, key).fingerprint());
    }

    @Test
    void ordersAChainAndLeavesOutWhatDoesNotBelongToIt() throws Exception {
        issue("root", null, "basicConstraints=critical,CA:true");
        issue("between", "root", "basicConstraints=critical,CA:true");
        issue("leaf", "between", "subjectAltName=DNS:localhost");
        Path chain = write("chain.pem", read("root.pem") + text("own.pem") + read("between.pem") + read("leaf.pem"));
        Identity identity = PemFiles.read(chain, folder.resolve("leaf.key"));
        assertEquals(
                List.of("CN=leaf", "CN=between", "CN=root"),
                identity.chain().stream()
                        .map(certificate ->
                                certificate.getSubjectX500Principal().getName())
                        .toList());

        Path usual = write("usual.pem", read("leaf.pem") + read("between.pem"));
        Identity withoutRoot = PemFiles.read(usual, folder.resolve("leaf.key"));
        assertEquals(2, withoutRoot.chain().size());
        try (TlsServer server = new TlsServer(withoutRoot)) {
            assertEquals("secure=true", server.ask("localhost", identity.chain().get(2)));
        }
    }

    @Test
    void aNamesakeOfTheIssuerIsNotTakenForIt() throws Exception {
        issue("root", null, "basicConstraints=critical,CA:true");
        Files.move(folder.resolve("root.pem"), folder.resolve("namesake.pem"));
        issue("root", null, "basicConstraints=critical,CA:true");
        issue("leaf", "root", "subjectAltName=DNS:localhost");
        Path chain = write("chain.pem", read("leaf.pem") + read("namesake.pem") + read("root.pem"));
        Identity identity = PemFiles.read(chain, folder.resolve("leaf.key"));
        assertEquals(2, identity.chain().size());
        identity.certificate().verify(identity.chain().get(1).getPublicKey());
    }

    private void issue(String name, String issuer, String extension) {
        Commands.run(folder, "openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", CURVE, "-out", name + ".key");
        if (issuer == null) {
            Commands.run(
                    folder,
                    "openssl",
                    "req",
                    "-x509",
                    "-new",
                    "-key",
                    name + ".key",
                    "-out",
                    name + ".pem",
                    "-subj",
                    "/CN=" + name,
                    "-addext",
                    extension);
            return;
        }
        Commands.run(
                folder, "openssl", "req", "-new", "-key", name + ".key", "-out", name + ".csr", "-subj", "/CN=" + name);
        try {
            write(name + ".ext", extension + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Commands.run(
                folder,
                "openssl",
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                issuer + ".pem",
                "-CAkey",
                issuer + ".key",
                "-CAcreateserial",
                "-out",
                name + ".pem",
                "-extfile",
                name + ".ext");
    }

    @Test
    void anExpiredCertificateIsReadAndTells() {
        Identity identity = PemFiles.read(shared.resolve("own.pem"), shared.resolve("own.key"));
        assertFalse(identity.expired(Clock.systemUTC()));
        assertTrue(identity.expired(Clock.offset(Clock.systemUTC(), Duration.ofDays(3))));
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        Commands.run(folder, "openssl", "ecparam", "-name", "prime256v1", "-genkey", "-out", "ec.key");
        Commands.run(folder, "openssl", "genrsa", "-out", "rsa.key", "2048");
        for (String other : List.of("ec.key", "rsa.key")) {
            refused(shared.resolve("own.pem"), folder.resolve(other), other, "own.pem", "does not belong");
        }
        certify(folder, "rsa.key", "rsa.pem");
        Commands.run(folder, "openssl", "genrsa", "-out", "other.key", "2048");
        refused(folder.resolve("rsa.pem"), folder.resolve("other.key"), "other.key", "does not belong");
    }

    @Test
    void anEncryptedKeyIsRefusedWithTheCommandThatDecryptsIt() {
        Path certificate = shared.resolve("own.pem");
        String own = shared.resolve("own.key").toString();
        Commands.run(folder, "openssl", "pkcs8", "-topk8", "-in", own, "-passout", "pass:x", "-out", "new.key");
        Commands.run(folder, "openssl", "ec", "-in", own, "-aes128", "-passout", "pass:x", "-out", "old.key");
        for (String name : List.of("new.key", "old.key")) {
            Path key = folder.resolve(name);
            refused(certificate, key, "encrypted", "`openssl pkey -in " + key + " -out key.pem`");
        }
        Commands.run(folder, "openssl", "pkey", "-in", "new.key", "-passin", "pass:x", "-out", "key.pem");
        PemFiles.read(certificate, folder.resolve("key.pem"));
    }

    @Test
    void aFileWithoutWhatIsWantedIsRefused() throws IOException {
        Path certificate = shared.resolve("own.pem");
        Path key = shared.resolve("own.key");
        refused(key, key, "no certificate in " + key, "BEGIN CERTIFICATE");
        refused(certificate, certificate, "no private key in " + certificate, "BEGIN PRIVATE KEY");
        refused(write("text", "hello"), key, "no certificate in " + folder.resolve("text"));
        refused(write("empty", ""), key, "no certificate in " + folder.resolve("empty"));
    }

    @Test
    void aKeyOfAKindForOtherUsesIsRefused() {
        Commands.run(folder, "openssl", "genpkey", "-algorithm", "X25519", "-out", "x.key");
        Commands.run(folder, "openssl", "ecparam", "-name", "secp256k1", "-genkey", "-noout", "-out", "k1.key");
        for (String name : List.of("x.key", "k1.key")) {
            refused(shared.resolve("own.pem"), folder.resolve(name), name, "of a kind", "RSA, EC");
        }
    }

    @Test
    void aFileThatIsMissingOrNoFileOrTooLargeIsRefused() throws IOException {
        Path key = shared.resolve("own.key");
        refused(folder.resolve("gone.pem"), key, "There is no file " + folder.resolve("gone.pem"));
        refused(folder, key, folder.toString(), "cannot be read");
        refused(write("large.pem", "x".repeat(2_000_000)), key, "large.pem", "too large");
    }

    @Test
    void aFileIsReadByWhoMayReadItAlone() throws IOException {
        Path locked = write("locked.key", text("own.key"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        if (Files.isReadable(locked)) {
            // Root reads everything.
            assertEquals(1, PemFiles.read(shared.resolve("own.pem"), locked).chain().size());
        } else {
            refused(shared.resolve("own.pem"), locked, "locked.key", "may not be read");
        }
    }

    @Test
    void aDamagedBlockIsRefused() throws IOException {
        Path key = shared.resolve("own.key");
        String whole = text("own.pem");
        List<String> damaged = List.of(
                whole.substring(0, whole.length() / 2),
                whole.replaceFirst("\nMII", "\nAAA"),
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n?!?\n-----END CERTIFICATE-----\n");
        for (String text : damaged) {
            refused(
                    write("damaged.pem", text),
                    key,
                    folder.resolve("damaged.pem").toString(),
                    "damaged");
        }
        Path cut = write("cut.key", "-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY-----\n");
        refused(shared.resolve("own.pem"), cut, cut.toString(), "damaged");
    }

    private static void refused(Path certificate, Path key, String... said) {
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> PemFiles.read(certificate, key));
        for (String part : said) {
            assertTrue(failure.getMessage().contains(part), failure.getMessage());
        }
        assertFalse(failure.getMessage().contains("\n"), failure.getMessage());
        assertTrue(failure.getMessage().endsWith("."), failure.getMessage());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private static String text(String name) throws IOException {
        return Files.readString(shared.resolve(name));
    }
}
