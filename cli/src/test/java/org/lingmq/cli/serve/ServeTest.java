package org.lingmq.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lingmq.cli.Ling;

/** {@code ling serve} as a process: what it says, and how it ends. */
class ServeTest {
    private static final long LIMIT_S = 120;

    @TempDir
    private Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Process process;
    private CompletableFuture<String> errors;

    @BeforeEach
    void site() throws IOException {
        Files.writeString(folder.resolve("index.html"), "here");
        Files.createDirectories(folder.resolve("8000"));
        Files.writeString(folder.resolve("8000/index.html"), "folder 8000");
    }

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private void start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ling.class.getName(),
                "serve"));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).directory(folder.toFile()).start();
        errors = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        });
    }

    /** Reads up to the line that says where it serves, and returns that. */
    private URI served() throws IOException {
        String line = process.inputReader().readLine();
        assertTrue(line != null && line.startsWith("Serving "), () -> line + errors.join());
        return URI.create(line.replaceAll(".* at ", ""));
    }

    private String get(URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private int exitCode() throws InterruptedException {
        assertTrue(process.waitFor(LIMIT_S, TimeUnit.SECONDS), "it still runs");
        return process.exitValue();
    }

    @Test
    void servesTheCurrentFolderAndSaysWhere() throws Exception {
        start("-p", "0");
        URI uri = served();
        assertEquals("127.0.0.1", uri.getHost());
        assertEquals("here", get(uri));
        process.toHandle().destroy();
        assertEquals(143, exitCode());
        String line = errors.join().strip();
        assertTrue(line.matches("127\\.0\\.0\\.1 - - \\[.*] \"GET / HTTP/(1\\.1|2\\.0)\" 200 4"), line);
    }

    @Test
    void bareNumberIsThePortAndDotSlashTheFolder() throws Exception {
        start("./8000", "0", "--quiet");
        assertEquals("folder 8000", get(served()));
        process.toHandle().destroy();
        exitCode();
        assertEquals("", errors.join());
    }

    @Test
    void takenPortIsExitCode5AndAutoPortTakesTheNext() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            start("-p", port);
            assertEquals(5, exitCode());
            assertEquals(
                    "ling serve: Something else listens on 127.0.0.1:" + port
                            + "; choose another port, or 0 for any that is free.",
                    errors.join().strip());
            start("-p", port, "--auto-port");
            assertTrue(served().getPort() > taken.getLocalPort());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-p | 2",
                "-p eighty | 2",
                "-p 65536 | 2",
                "-p -1 | 2",
                "65536 | 2",
                "1 2 | 2",
                "a b | 2",
                "-p 1 2 | 2",
                "--header x | 2",
                "--log-format xml | 2",
                "--idle-timeout soon | 2",
                "--max-connections 0 | 2",
                "--tls-key k | 2",
                "--page index.html 8000x | 2",
                "nowhere | 1",
                "index.html | 1",
                "--page nowhere | 1",
                "--auth nowhere | 1",
                "--auth index.html | 1",
                "--tls-cert nowhere | 1",
                "--tls-cert index.html | 1",
                "--log no/such/folder | 1"
            })
    void whatCannotBeDoneIsASentence(String arguments, int exitCode) throws Exception {
        start(arguments.split(" "));
        assertEquals(exitCode, exitCode(), errors.join());
        List<String> said = errors.join().lines().toList();
        assertTrue(said.get(0).startsWith("ling serve: "), said.get(0));
        assertFalse(errors.join().contains("Exception") || errors.join().contains("\tat "), errors.join());
        if (exitCode == 2) {
            assertEquals("Usage: ling serve [OPTIONS] [DIR] [PORT]", said.get(1));
            assertEquals(3, said.size());
        } else {
            assertEquals(1, said.size(), errors.join());
        }
    }

    @Test
    void hashMakesALineThatLetsIn() throws Exception {
        start("--hash", "ann");
        process.outputWriter().append("hush hush\n").close();
        String line = process.inputReader().readLine();
        assertEquals(0, exitCode());
        Files.writeString(folder.resolve("passwords"), line + "\n");
        start("-p", "0", "--auth", "passwords");
        URI uri = served();
        assertTrue(get(uri).startsWith("401"));
        HttpRequest known = HttpRequest.newBuilder(uri)
                .header("Authorization", "Basic YW5uOmh1c2ggaHVzaA==")
                .build();
        assertEquals(
                "here", client.send(known, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Test
    void traceAndJsonLogAndQrCode() throws Exception {
        start("-p", "0", "--trace", "--log", "log.json", "--log-format", "json", "--qr");
        URI uri = served();
        get(uri.resolve("/8000/"));
        process.toHandle().destroy();
        exitCode();
        assertTrue(errors.join().contains(" > GET /8000/ HTTP/1.1\n"), errors.join());
        assertTrue(errors.join().contains(" < HTTP/1.1 200 OK\n"), errors.join());
        String log = Files.readString(folder.resolve("log.json"));
        assertTrue(log.startsWith("{") && log.contains("\"target\":\"/8000/\""), log);
    }
}
