package org.lingmq.web.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lingmq.web.tls.Commands;

class PasswordFileTest {

    private static final String HASH = "$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC";
    private static final String OTHER = HASH.replace("q1BB", "q1CC");

    @TempDir
    Path folder;

    private Path file;
    private int seconds;
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    /** Kept, for a logger that nobody holds is collected with its handlers. */
    private final Logger logger = Logger.getLogger("org.lingmq.web");

    private final Handler collector = new Handler() {
        @Override
        public void publish(LogRecord line) {
            warnings.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void collectWarnings() {
        file = folder.resolve("users");
        logger.addHandler(collector);
    }

    @AfterEach
    void leaveTheLogger() {
        logger.removeHandler(collector);
    }

    /** Writes the file in place, with a time of its own that is long past. */
    private void write(String text) throws IOException {
        Files.writeString(file, text);
        seconds++;
        age(seconds);
    }

    private void age(int second) throws IOException {
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second)));
    }

    @Test
    void readsUsersAndPassesOverTheRest() throws IOException {
        write("\uFEFF# our users\r\nling:" + HASH + "\r\n\r\n  # more\n \t\nJörg Müller:" + OTHER);
        Users users = PasswordFile.open(file).users();
        assertEquals(HASH, users.hash("ling"));
        assertEquals(OTHER, users.hash("Jörg Müller"));
        assertNull(users.hash("Ling"));
        assertNull(users.hash(""));
        assertNull(users.hash("# our users"));
    }

    @Test
    void readsWhatHtpasswdWrites() {
        Commands.run(folder, "htpasswd", "-cbB", "users", "ling", "secret");
        Commands.run(folder, "htpasswd", "-bB", "-C", "4", "users", "mei", "geheim");
        Users users = PasswordFile.open(file).users();
        assertTrue(Bcrypt.check("secret", users.hash("ling")));
        assertTrue(Bcrypt.check("geheim", users.hash("mei")));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "hush,                                            has no colon",
                "x:$apr1$hush$eIMz/iKDkbtys/uU7LEK00,             no bcrypt",
                "x:{SHA}hushAAAAAAAAAAAAAAAAAAAAAAA=,             no bcrypt",
                "x:hush,                                          no bcrypt",
                "x:,                                              no bcrypt",
                "x:$2y$10$hush,                                   no bcrypt",
                "x:$2y$05$hushhushhushhushhushhuXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC:hush, no bcrypt",
                ":$2y$05$hushhushhushhushhushhuXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC, the user name is empty",
                "`ling:$2y$05$hushhushhushhushhushhuXQZWr7oboPiC2bT/r7q1BB8I2s0BRq`, same user as line 2",
            })
    void anyOtherLineIsRefusedWithItsNumberAndNotItsText(String line, String said) throws IOException {
        String padded = line.startsWith("ling:") ? line + "C" : line;
        write("# users\nling:" + HASH + "\n" + padded + "\n");
        String message = refusal();
        assertTrue(message.startsWith("Line 3 of " + file), message);
        assertTrue(message.contains(said), message);
        assertFalse(message.contains("hush"), message);
        if (said.contains("colon") || said.contains("bcrypt")) {
            assertTrue(message.contains("`ling serve --hash` or `htpasswd -B`"), message);
        }
    }

    @Test
    void aFileThatCannotBeReadIsRefused() throws IOException {
        assertTrue(refusal().startsWith("There is no password file " + file), refusal());
        write("# nobody\n");
        assertTrue(refusal().startsWith("There is no user in the password file " + file), refusal());
        Files.write(file, ("jörg:" + HASH).getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(refusal().contains("is not UTF-8"), refusal());
        file = folder;
        assertTrue(refusal().contains("is a folder"), refusal());
    }

    private String refusal() {
        return assertThrows(IllegalArgumentException.class, () -> PasswordFile.open(file))
                .getMessage();
    }

    @Test
    void aChangeInPlaceCountsAtOnce() throws IOException {
        write("ling:" + HASH);
        PasswordFile users = PasswordFile.open(file);
        write("ling:" + OTHER);
        assertEquals(OTHER, users.users().hash("ling"));
        write("mei:" + OTHER);
        assertNull(users.users().hash("ling"));
        assertEquals(OTHER, users.users().hash("mei"));
        assertEquals(List.of(), warnings);
    }

    @Test
    void anotherFileMovedOverItCountsAtOnce() throws IOException {
        write("ling:" + HASH);
        PasswordFile users = PasswordFile.open(file);
        Path other = Files.writeString(folder.resolve("other"), "ling:" + OTHER);
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
        assertEquals(OTHER, users.users().hash("ling"));
    }

    @Test
    void aFileThatDidNotChangeIsNotReadAgain() throws IOException {
        write("ling:" + HASH);
        PasswordFile users = PasswordFile.open(file);
        Users read = users.users();
        // Same size, same time, same file: what only reading could tell.
        Files.writeString(file, "ling:" + OTHER);
        age(seconds);
        assertTrue(read == users.users());
    }

    @Test
    void aFileThatHasJustChangedMayChangeAgainWithinTheSameTick() throws IOException {
        FileTime now = FileTime.from(Instant.now().plusSeconds(1));
        write("ling:" + HASH);
        Files.setLastModifiedTime(file, now);
        PasswordFile users = PasswordFile.open(file);
        assertEquals(HASH, users.users().hash("ling"));
        Files.writeString(file, "ling:" + OTHER);
        Files.setLastModifiedTime(file, now);
        assertEquals(OTHER, users.users().hash("ling"));
    }

    @Test
    void wrongContentWarnsOnceAndChangesNothing() throws IOException {
        write("ling:" + HASH);
        PasswordFile users = PasswordFile.open(file);
        write("ling:" + OTHER + "\nmei:plain");
        for (int i = 0; i < 3; i++) {
            assertEquals(HASH, users.users().hash("ling"));
            assertNull(users.users().hash("mei"));
        }
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).startsWith("Line 2 of " + file), warnings.toString());
        assertFalse(warnings.get(0).contains("plain"), warnings.toString());
        write("ling:" + OTHER);
        assertEquals(OTHER, users.users().hash("ling"));
        assertEquals(1, warnings.size(), warnings.toString());
    }

    @Test
    void aFileThatIsGoneWarnsOnceAndChangesNothingUntilItIsBack() throws IOException {
        write("ling:" + HASH);
        PasswordFile users = PasswordFile.open(file);
        for (int round = 1; round <= 2; round++) {
            Files.delete(file);
            for (int i = 0; i < 3; i++) {
                assertNotNull(users.users().hash("ling"));
            }
            assertEquals(round, warnings.size(), warnings.toString());
            assertTrue(warnings.get(round - 1).startsWith("There is no password file"), warnings.toString());
            write("ling:" + OTHER);
            assertEquals(OTHER, users.users().hash("ling"));
        }
    }

    @Test
    void whenTheLastUserIsTakenOutNobodyIsLetIn() throws IOException {
        write("ling:" + HASH);
        PasswordFile users = PasswordFile.open(file);
        write("");
        assertNull(users.users().hash("ling"));
        assertNull(users.users().hash("ling"));
        assertEquals(1, warnings.size(), warnings.toString());
        assertEquals(Bcrypt.COST, Bcrypt.cost(users.users().decoy(7)));
    }

    @Test
    void decoysCostWhatUsersCost() throws IOException {
        write("a:" + HASH + "\nb:" + HASH.replace("$05$", "$12$"));
        Users users = PasswordFile.open(file).users();
        Set<Integer> costs = new HashSet<>();
        for (int draw = -3; draw < 3; draw++) {
            costs.add(Bcrypt.cost(users.decoy(draw)));
        }
        assertEquals(Set.of(5, 12), costs);
    }
}
