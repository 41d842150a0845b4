package org.lingmq.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the fake browsers are shell scripts")
class BrowserOpeningTest {
    private static final long LIMIT_S = 60;
    private static final String ADDRESS = "http://localhost:8080/a?b=$(touch%20x)&c='d;e'";
    private static final String PATH = "/usr/bin:/bin";

    @TempDir
    private Path folder;

    /** Opens the address of its argument as a program would. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            System.out.println(BrowserOpening.ofSystem().open(URI.create(arguments[0])));
        }
    }

    @Test
    void opensTheBrowserOfTheVariable() throws Exception {
        Path browser = browser("my browser");
        assertTrue(opening(browser.toString()).open(URI.create(ADDRESS)));
        assertEquals("[" + ADDRESS + "]", report());
    }

    @Test
    void givesArgumentsOneByOne() throws Exception {
        Path browser = browser("browser");
        assertTrue(opening(browser + " --new  <%s>").open(URI.create(ADDRESS)));
        assertEquals("[--new][<" + ADDRESS + ">]", report());
    }

    @Test
    void takesTheFirstThatIsThere() throws Exception {
        Path browser = browser("browser");
        Path plain = Files.writeString(folder.resolve("plain"), "no program");
        assertTrue(opening("/no/such/browser:" + plain + "::" + browser).open(URI.create(ADDRESS)));
        assertEquals("[" + ADDRESS + "]", report());
    }

    @Test
    void triesTheNextWhenOneDoesNotStart() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken"), "#!/no/such/interpreter\n");
        assertTrue(broken.toFile().setExecutable(true));
        Path browser = browser("browser");
        Map<String, String> environment = Map.of("BROWSER", broken + ":" + browser, "PATH", "");
        assertTrue(new BrowserOpening(environment, "Linux").open(URI.create(ADDRESS)));
        assertEquals("[" + ADDRESS + "]", report());
    }

    @Test
    void asksTheSystemOtherwise() throws Exception {
        for (String name : List.of("xdg-open", "open", "rundll32.exe", "setsid")) {
            browser(name);
        }
        Map<String, String> environment = Map.of("PATH", "/no/such/folder::" + folder, "BROWSER", "none");
        assertEquals(
                List.of(List.of(folder + "/setsid", folder + "/xdg-open", ADDRESS)),
                new BrowserOpening(environment, "Linux").commands(ADDRESS));
        assertEquals(
                List.of(List.of(folder + "/open", ADDRESS)),
                new BrowserOpening(environment, "Mac OS X").commands(ADDRESS));
        assertEquals(
                List.of(List.of(folder + "/rundll32.exe", "url.dll,FileProtocolHandler", ADDRESS)),
                new BrowserOpening(environment, "Windows 11").commands(ADDRESS));
        assertEquals(
                folder + "/open",
                new BrowserOpening(Map.of("PATH", folder.toString(), "BROWSER", "open"), "Linux")
                        .commands(ADDRESS)
                        .get(0)
                        .get(1));
    }

    @Test
    void saysWhenThereIsNone() {
        assertFalse(new BrowserOpening(Map.of("PATH", folder.toString()), "Linux").open(URI.create(ADDRESS)));
    }

    @Test
    void refusesWhatIsNoAddressOfASite() {
        for (String address : List.of("file:///etc/passwd", "--version", "javascript:1", "localhost:8080")) {
            assertThrows(IllegalArgumentException.class, () -> opening("none").open(URI.create(address)));
        }
    }

    @Test
    void keepsTheTerminalToItself() throws Exception {
        Path browser = browser("browser");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                ADDRESS);
        builder.environment().put("BROWSER", browser.toString());
        builder.redirectErrorStream(true);
        Process process = builder.start();
        // Ends when the last has closed it: the browser too, if it had it.
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("true", output.strip());
        assertTrue(process.waitFor(LIMIT_S, TimeUnit.SECONDS));
        assertEquals("[" + ADDRESS + "]", report());
    }

    @Test
    void givesTheBrowserASessionOfItsOwn() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")) && Files.isReadable(Path.of("/proc/self/stat")));
        assertTrue(opening(browser("browser").toString()).open(URI.create(ADDRESS)));
        report();
        String[] session = Files.readString(folder.resolve("session")).split(" ");
        assertEquals(session[0], session[5].strip());
    }

    private static BrowserOpening opening(String browser) {
        return new BrowserOpening(Map.of("BROWSER", browser, "PATH", PATH), "Linux");
    }

    /** A program that reads its input to the end, makes noise and reports its arguments in a file. */
    private Path browser(String name) throws IOException {
        String script = """
                #!/bin/sh
                read line
                echo noise
                echo noise >&2
                cut -d ' ' -f 1-6 /proc/$$/stat > "FOLDER/session" 2> /dev/null
                printf '[%s]' "$@" > "FOLDER/unfinished"
                mv "FOLDER/unfinished" "FOLDER/report"
                """.replace("FOLDER", folder.toString());
        Path browser = Files.writeString(folder.resolve(name), script);
        File file = browser.toFile();
        assertTrue(file.setExecutable(true));
        return browser;
    }

    private String report() throws Exception {
        Path report = folder.resolve("report");
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(report)) {
                WatchKey key = watch.poll(LIMIT_S, TimeUnit.SECONDS);
                assertTrue(key != null && key.reset(), "no browser came");
                key.pollEvents();
            }
        }
        return Files.readString(report);
    }
}
