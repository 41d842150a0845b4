package org.lingmq.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server is not made with, or does not start with, and what that leaves behind. */
class RefusedSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void portsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new HttpWebServer(-1));
        assertThrows(IllegalArgumentException.class, () -> new HttpWebServer(65_536));
    }

    @Test
    void secretsThatWouldBeServedAreRefused() throws IOException {
        Path shown = Files.writeString(folder.resolve("passwords"), Passwords.line("ann", "secret"));
        HttpWebServer careless =
                HttpWebServer.builder().folder(folder).port(0).passwords(shown).build();
        IOException refused = assertThrows(IOException.class, careless::startAsync);
        assertTrue(refused.getMessage().contains("would be served"), refused.getMessage());
    }

    @Test
    void fallbackThatIsNotThereIsRefused() {
        HttpWebServer none = HttpWebServer.builder()
                .folder(folder)
                .port(0)
                .fallback("app.html")
                .build();
        assertThrows(IOException.class, none::startAsync);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "https://a.example/", "https://a.example/x", "", "https://u@a.example"})
    void whatIsNoOriginIsRefused(String origin) {
        HttpWebServerBuilder builder = HttpWebServer.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.cors(origin));
    }

    @Test
    void failedStartLeavesNoThread() throws IOException {
        Path bad = Files.writeString(folder.resolve(".passwords"), "nonsense");
        HttpWebServer failing = HttpWebServer.builder()
                .folder(folder)
                .port(0)
                .liveReload(true)
                .passwords(bad)
                .build();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        assertThrows(IOException.class, failing::startAsync);
        Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
        left.removeAll(before);
        left.removeIf(thread ->
                !thread.getName().startsWith("lingmq-web") && !thread.getName().equals("folder-watch"));
        assertEquals(Set.of(), left);
    }

    @Test
    void missingFolderIsNamed() {
        HttpWebServer none =
                HttpWebServer.builder().folder(folder.resolve("none")).build();
        IOException missing = assertThrows(IOException.class, none::startAsync);
        assertTrue(missing.getMessage().contains(folder.resolve("none").toString()));
    }

    @ParameterizedTest
    @CsvSource({"'', x", "'a b', x", "Content-Length, 1", "X, 'a\nb'", "X, '中'", "X:, x"})
    void headersThatAreNoneAreRefused(String name, String value) {
        HttpWebServerBuilder builder = HttpWebServer.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.header(name, value));
    }
}
