package org.lingmq.web.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfSignedTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private final List<String> hosts = new ArrayList<>();

    private Identity at(Instant now) {
        return SelfSigned.in(folder, Clock.fixed(now, ZoneOffset.UTC), hosts);
    }

    private Path file() {
        return folder.resolve(SelfSigned.FILE);
    }

    @Test
    void isForAServerOnThisMachineForAYear() throws Exception {
        X509Certificate certificate = at(NOW).certificate();
        assertEquals(NOW.minus(Duration.ofDays(1)), certificate.getNotBefore().toInstant());
        assertEquals(NOW.plus(Duration.ofDays(364)), certificate.getNotAfter().toInstant());
        assertEquals("CN=localhost", certificate.getSubjectX500Principal().getName());
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), certificate.getExtendedKeyUsage());
        assertEquals(-1, certificate.getBasicConstraints());
        assertEquals(
                256,
                ((ECPublicKey) certificate.getPublicKey())
                        .getParams()
                        .getCurve()
                        .getField()
                        .getFieldSize());
        assertEquals(1, certificate.getSerialNumber().signum());
        assertTrue(certificate.getSerialNumber().bitLength() <= 128);
    }

    @Test
    void opensslFindsItGoodForAllHosts() {
        hosts.addAll(List.of("Pi.Local", "192.168.0.7", "[fe80::1%eth0]", "bücher.example", "my_pc"));
        SelfSigned.in(folder, Clock.systemUTC(), hosts);
        String name = file().toString();
        for (String host : List.of("localhost", "pi.local", "xn--bcher-kva.example", "my_pc")) {
            Commands.run(
                    folder,
                    "openssl",
                    "verify",
                    "-x509_strict",
                    "-purpose",
                    "sslserver",
                    "-verify_hostname",
                    host,
                    "-CAfile",
                    name,
                    name);
        }
        for (String address : List.of("127.0.0.1", "::1", "192.168.0.7", "fe80::1")) {
            Commands.run(folder, "openssl", "verify", "-verify_ip", address, "-CAfile", name, name);
        }
        assertNotEquals(
                0, Commands.status(folder, "openssl", "verify", "-verify_ip", "10.0.0.1", "-CAfile", name, name));
    }

    @Test
    void isKeptForTheNextStart() {
        hosts.addAll(List.of("Pi.Local", "FE80::1", "bücher.example", "my_pc"));
        Identity first = at(NOW);
        assertEquals(first.fingerprint(), at(NOW.plus(Duration.ofDays(334))).fingerprint());
        hosts.clear();
        assertEquals(first.fingerprint(), at(NOW).fingerprint(), "fewer hosts");
        assertArrayEquals(first.key().getEncoded(), at(NOW).key().getEncoded());
    }

    @Test
    void isMadeAnewBeforeItEndsAndWhenTheClockWentBack() {
        String first = at(NOW).fingerprint();
        String second = at(NOW.plus(Duration.ofDays(334)).plusSeconds(1)).fingerprint();
        assertNotEquals(first, second);
        assertNotEquals(second, at(NOW).fingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pi.local", "10.0.0.1", "::2"})
    void isMadeAnewForAHostItLacks(String host) {
        String first = at(NOW).fingerprint();
        hosts.add(host);
        String second = at(NOW).fingerprint();
        assertNotEquals(first, second);
        assertEquals(second, at(NOW).fingerprint());
    }

    @Test
    void isMadeAnewWhenTheFileIsDamaged() throws IOException {
        String first = at(NOW).fingerprint();
        String whole = Files.readString(file());
        Files.writeString(file(), whole.substring(0, whole.length() - 40));
        String second = at(NOW).fingerprint();
        assertNotEquals(first, second);
        String certificate = whole.substring(0, whole.indexOf("-----BEGIN PRIVATE"));
        String now = Files.readString(file());
        Files.writeString(file(), certificate + now.substring(now.indexOf("-----BEGIN PRIVATE")));
        String third = at(NOW).fingerprint();
        assertTrue(!third.equals(first) && !third.equals(second), "the key is not the certificate's");
        Files.writeString(file(), "");
        assertNotEquals(third, at(NOW).fingerprint());
    }

    @Test
    void isMadeAnewWhenOthersCouldReadTheKey() throws IOException {
        String first = at(NOW).fingerprint();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        String second = at(NOW).fingerprint();
        assertNotEquals(first, second);
        assertEquals(second, at(NOW).fingerprint());
    }

    @Test
    void onlyTheOwnerMayReadAndNothingElseIsLeftBehind() throws IOException {
        folder = folder.resolve("made/too");
        at(NOW);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file()), files.toList());
        }
    }

    @Test
    void serversThatStartAtOnceNeverReadHalfAPair() throws Exception {
        at(NOW);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                String host = "host" + i;
                Callable<Integer> writer = () -> {
                    // Each wants a host the other one's file lacks.
                    Set<String> made = new HashSet<>();
                    for (int round = 0; round < 50; round++) {
                        made.add(SelfSigned.in(folder, Clock.fixed(NOW, ZoneOffset.UTC), List.of(host))
                                .fingerprint());
                    }
                    return made.size();
                };
                runs.add(threads.submit(writer));
            }
            Future<Integer> reader = threads.submit(() -> {
                Set<String> read = new HashSet<>();
                while (!runs.stream().allMatch(Future::isDone)) {
                    read.add(PemFiles.read(file(), file()).fingerprint());
                }
                return read.size();
            });
            int made = runs.get(0).get() + runs.get(1).get();
            assertTrue(made >= 2, "made " + made);
            assertTrue(reader.get() >= 1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "x");
        for (Path where : List.of(notAFolder, notAFolder.resolve("below"))) {
            folder = where;
            IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> at(NOW));
            assertTrue(failure.getMessage().contains(where + ","), failure.getMessage());
            assertTrue(failure.getMessage().contains("cannot be written"), failure.getMessage());
        }
    }

    @Test
    void whatCouldNotBePutInPlaceIsNotLeftBehind() throws IOException {
        Path inTheWay = file().resolve("full");
        Files.createDirectories(inTheWay);
        assertThrows(IllegalArgumentException.class, () -> at(NOW));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file()), files.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "a..b", "http://a", "a:80", "[::1", "*", "a\n"})
    void whatIsNoHostIsRefused(String host) {
        hosts.add(host);
        String message =
                assertThrows(IllegalArgumentException.class, () -> at(NOW)).getMessage();
        assertTrue(message.contains("is no host"), message);
    }

    @Test
    void theCacheFolderFollowsTheSystem() {
        Path home = Path.of("/users/me");
        assertEquals(Path.of("/users/me/.cache/lingmq"), SelfSigned.cacheFolder(Map.of(), home));
        assertEquals(Path.of("/c/lingmq"), SelfSigned.cacheFolder(Map.of("XDG_CACHE_HOME", "/c"), home));
        assertEquals(Path.of("/users/me/.cache/lingmq"), SelfSigned.cacheFolder(Map.of("XDG_CACHE_HOME", "c"), home));
        assertEquals(Path.of("/users/me/.cache/lingmq"), SelfSigned.cacheFolder(Map.of("XDG_CACHE_HOME", ""), home));
        assertEquals(Path.of("/local/lingmq"), SelfSigned.cacheFolder(Map.of("LOCALAPPDATA", "/local"), home));
    }
}
