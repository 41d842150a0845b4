package org.lingmq.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tutorial's last program: exactly one argument, and it is a port. */
class MainTest {
    @TempDir
    private Path folder;

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static String said(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return said;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80 80", "eighty", "-1", "65536", "8000000000", "0x50", "８０"})
    void otherArgumentsGetTheUsage(String arguments) throws Exception {
        Process process = start(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertEquals("Usage: java -jar lingmq-web.jar PORT", said(process).strip());
        assertEquals(2, process.exitValue());
    }

    @Test
    void servesStaticToAll() throws Exception {
        Files.createDirectory(folder.resolve("static"));
        Files.writeString(folder.resolve("static/index.html"), "it works");
        Process process = start("0");
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            int port = Integer.parseInt(line.replaceAll(".*:(\\d+)/$", "$1"));
            try (RawClient client = new RawClient("127.0.0.1", port)) {
                assertEquals("it works", client.get("/").text());
            }
            try (RawClient client = new RawClient("::1", port)) {
                assertEquals("it works", client.get("/").text());
            }
        } finally {
            process.toHandle().destroy();
            process.waitFor();
        }
    }

    @Test
    void takenPortIsOneSentence() throws Exception {
        Files.createDirectory(folder.resolve("static"));
        try (ServerSocket taken = new ServerSocket(0)) {
            Process process = start(Integer.toString(taken.getLocalPort()));
            String said = said(process).strip();
            assertEquals(1, said.lines().count(), said);
            assertTrue(said.startsWith("Something else listens on "), said);
            assertEquals(5, process.exitValue());
        }
    }

    @Test
    void missingFolderIsOneSentence() throws Exception {
        Process process = start("0");
        String said = said(process).strip();
        assertEquals("There is no folder static in " + folder.toRealPath() + ".", said);
        assertEquals(1, process.exitValue());
    }
}
