package org.lingmq.web.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lingmq.web.tls.Commands;

class BcryptTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"secret", "pässwörd 密码", "a:b$c\\d'\"", "x"})
    void htpasswdAcceptsOurLines(String password) throws IOException {
        Files.writeString(folder.resolve("users"), Bcrypt.line("ling", password) + "\n");
        assertEquals(0, Commands.status(folder, "htpasswd", "-vb", "users", "ling", password));
        assertNotEquals(0, Commands.status(folder, "htpasswd", "-vb", "users", "ling", password + "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "pässwörd 密码", "a:b$c\\d'\"", "x"})
    void weAcceptTheLinesOfHtpasswd(String password) {
        String line = Commands.run(folder, "htpasswd", "-nbB", "ling", password).strip();
        String hash = line.substring(line.indexOf(':') + 1);
        assertTrue(Bcrypt.check(password, hash));
        assertFalse(Bcrypt.check(password + "x", hash));
    }

    /** The three prefixes mean the same; what differs is the faults of libraries past. */
    @ParameterizedTest
    @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
    void allPrefixesAreChecked(String prefix) {
        String hash = prefix + Bcrypt.line("ling", "secret").substring("ling:$2y$".length());
        assertTrue(Bcrypt.isHash(hash));
        assertTrue(Bcrypt.check("secret", hash));
        assertFalse(Bcrypt.check("Secret", hash));
    }

    @Test
    void linesHaveTheCostAndASaltOfTheirOwn() {
        String line = Bcrypt.line("ling", "secret");
        assertTrue(line.startsWith("ling:$2y$10$"), line);
        assertNotEquals(line, Bcrypt.line("ling", "secret"));
        assertEquals(10, Bcrypt.cost(line.substring(5)));
    }

    @Test
    void aPasswordMayHave72Bytes() {
        String longest = "ä".repeat(36);
        String hash = Bcrypt.line("ling", longest).substring(5);
        assertTrue(Bcrypt.check(longest, hash));
        assertTrue(Bcrypt.check(longest + "more", hash), "bcrypt does not look any further, and htpasswd agrees");
        assertFalse(Bcrypt.check("ä".repeat(35) + "xx", hash));
        String message = refusal("ling", longest + "x");
        assertTrue(message.contains("73 bytes") && message.contains("72"), message);
        assertFalse(message.contains("ä"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a:b", "a\nb", "a\u0085", "#a", " #a"})
    void aUserThatWouldNotBeReadBackIsRefused(String user) {
        String message = refusal(user, "secret");
        assertTrue(message.startsWith("The user name ") && message.endsWith("."), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\0b", "\uD800"})
    void aPasswordThatNobodyCouldSendIsRefused(String password) {
        String message = refusal("ling", password);
        assertTrue(message.startsWith("The password ") && message.endsWith("."), message);
    }

    private static String refusal(String user, String password) {
        return assertThrows(IllegalArgumentException.class, () -> Bcrypt.line(user, password))
                .getMessage();
    }

    @Test
    void whatIsNoHashIsToldApart() {
        String hash = Bcrypt.line("ling", "secret").substring(5);
        for (String other : List.of(
                "",
                "secret",
                hash + "a",
                hash.substring(1),
                hash.replace("$10$", "$03$"),
                hash.replace("$10$", "$18$"),
                hash.replace("$2y$", "$2x$"),
                "$apr1$lZL6V/ci$eIMz/iKDkbtys/uU7LEK00")) {
            assertFalse(Bcrypt.isHash(other), other);
            assertThrows(IllegalArgumentException.class, () -> Bcrypt.check("secret", other));
        }
    }

    @Test
    void aDecoyFitsNothingAndIsAsExpensiveAsItSays() {
        String decoy = Bcrypt.decoy(5);
        assertEquals(5, Bcrypt.cost(decoy));
        assertFalse(Bcrypt.check("", decoy));
        assertFalse(Bcrypt.check("secret", decoy));
    }
}
