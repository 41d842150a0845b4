package org.lingmq.web.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.lingmq.web.HttpWebServer;
import org.lingmq.web.HttpWebServerBuilder;
import org.lingmq.web.tls.SelfSigned;

/**
 * Visits the site in {@code web/browser/site} with Chromium, which {@code web/browser/run.mjs} drives; each of its
 * checks is a test. The screenshots stay in {@code target/browser}.
 */
class BrowserTest {
    private static final Path BROWSER = Path.of("browser").toAbsolutePath();
    private static final Path SITE = BROWSER.resolve("site");
    private static final Path PICTURES = Path.of("target", "browser").toAbsolutePath();

    private static final int OLDEST_NODE = 20;

    /** What the script says of one thing it looked at. */
    private record Check(String name, boolean ok, String message) {}

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> aBrowserShowsTheSite() throws Exception {
        String missing = missing();
        if (missing != null) {
            return skipped(missing);
        }
        SelfSigned.in(folder, Clock.systemUTC(), List.of());
        Path pem = folder.resolve("localhost.pem");
        try (HttpWebServer server = site(SITE).build();
                HttpWebServer encrypted = site(SITE).tls(pem, pem).build()) {
            server.startAsync();
            encrypted.startAsync();
            return tests(visit(server.uri(), PICTURES, "--http2-url", "https://localhost:" + encrypted.port()));
        }
    }

    @TestFactory
    Stream<DynamicTest> aBrowserShowsChangesAtOnce() throws Exception {
        String missing = missing();
        if (missing != null) {
            return skipped(missing);
        }
        Path copy = folder.resolve("site");
        copy(SITE, copy);
        try (HttpWebServer server = site(copy).liveReload(true).build()) {
            server.startAsync();
            return tests(visit(server.uri(), folder, "--live", copy.toString()));
        }
    }

    private static HttpWebServerBuilder site(Path folder) {
        return HttpWebServer.builder().folder(folder).port(0);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    /** The checks of one run of the script, whatever they found. */
    private List<Check> visit(URI uri, Path pictures, String... options) throws Exception {
        Path said = folder.resolve("checks.jsonl");
        Path errors = folder.resolve("errors.txt");
        List<String> command = new ArrayList<>(List.of("node", "run.mjs", uri.toString(), pictures.toString()));
        command.addAll(List.of(options));
        Process script = new ProcessBuilder(command)
                .directory(BROWSER.toFile())
                .redirectOutput(said.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertTrue(
                    script.waitFor(4, TimeUnit.MINUTES), () -> "the script hangs after " + text(said) + text(errors));
        } finally {
            script.descendants().forEach(ProcessHandle::destroyForcibly);
            script.destroyForcibly();
        }
        assertEquals(0, script.exitValue(), () -> text(errors));
        List<Check> checks = new ArrayList<>();
        for (String line : Files.readAllLines(said)) {
            Map<String, Object> check = JSON.std.mapFrom(line);
            checks.add(new Check(
                    (String) check.get("name"), check.get("ok") == Boolean.TRUE, String.valueOf(check.get("message"))));
        }
        assertFalse(checks.isEmpty(), "the script looked at nothing");
        return checks;
    }

    private static Stream<DynamicTest> tests(List<Check> checks) {
        return checks.stream()
                .map(check -> DynamicTest.dynamicTest(check.name(), () -> assertTrue(check.ok(), check.message())));
    }

    /** A factory that gives up itself is not counted as a test that was skipped. */
    private static Stream<DynamicTest> skipped(String missing) {
        return Stream.of(DynamicTest.dynamicTest("a browser visits the site", () -> abort(missing)));
    }

    /** What is not here, as a sentence; null if nothing is missing. */
    private static String missing() throws IOException, InterruptedException {
        if (!onPath("node")) {
            return "no browser is driven: node is not on the path";
        }
        if (nodeRelease() < OLDEST_NODE) {
            return "no browser is driven: node is older than release " + OLDEST_NODE;
        }
        if (!Files.isDirectory(BROWSER.resolve("node_modules/playwright-core"))) {
            return "no browser is driven: `npm ci --ignore-scripts` in web/browser installs what drives it";
        }
        String named = System.getenv("CHROMIUM");
        Path chromium = Path.of(named == null || named.isEmpty() ? "/usr/bin/chromium" : named);
        return Files.isExecutable(chromium) ? null : "there is no browser " + chromium;
    }

    private static int nodeRelease() throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", "--version").start();
        String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        node.waitFor();
        return Integer.parseInt(version.strip().replaceFirst("^v(\\d+)\\..*", "$1"));
    }

    private static boolean onPath(String program) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
