package org.lingmq.cli.demo;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lingmq.cli.Ling;

/** A {@code ling demo} in a process of its own, with a temporary folder of its own to see what it leaves there. */
final class DemoRun implements AutoCloseable {
    private static final long LIMIT_S = 120;
    private static final Pattern PROCESS = Pattern.compile(": process (\\d+), ");

    private final Path temporary;
    private final Process process;
    private final List<ProcessHandle> children = new ArrayList<>();
    private int named;
    private final List<String> output = new ArrayList<>();
    private final CompletableFuture<String> errors;

    private DemoRun(Path temporary, Process process) {
        this.temporary = temporary;
        this.process = process;
        errors = CompletableFuture.supplyAsync(() -> readAll(process));
    }

    /** Starts it. */
    static DemoRun start(Path folder, List<String> properties, String... arguments) throws IOException {
        Path temporary = Files.createTempDirectory(folder, "tmp");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(properties);
        command.add(Ling.class.getName());
        command.add("demo");
        command.addAll(List.of(arguments));
        return new DemoRun(temporary, new ProcessBuilder(command).start());
    }

    /** Gives it its standard input, all of it. */
    void type(String text) throws IOException {
        try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(text);
        }
    }

    /** Reads its output up to a line that contains this text. */
    void readTo(String text) throws IOException {
        String line = nextLine();
        while (line != null && !line.contains(text)) {
            line = nextLine();
        }
        if (line == null) {
            throw new AssertionError("no '" + text + "' in " + output() + errors());
        }
    }

    /** Reads its output to the end and returns the exit code. */
    int exitCode() throws IOException, InterruptedException {
        String line = nextLine();
        while (line != null) {
            line = nextLine();
        }
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + output());
        }
        return process.exitValue();
    }

    /** One more line; the process that it names is remembered, if it has not ended since. */
    private String nextLine() throws IOException {
        String line = process.inputReader().readLine();
        if (line != null) {
            output.add(line);
            Matcher matcher = PROCESS.matcher(line);
            if (matcher.find()) {
                named++;
                ProcessHandle.of(Long.parseLong(matcher.group(1))).ifPresent(children::add);
            }
        }
        return line;
    }

    /** All it printed to standard output. */
    String output() {
        return String.join("\n", output);
    }

    /** All it printed to standard error. */
    String errors() {
        return errors.join();
    }

    /** The number that a pattern's first group finds in the output. */
    long number(String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(output());
        if (!matcher.find()) {
            throw new AssertionError("no " + regex + " in " + output());
        }
        return Long.parseLong(matcher.group(1).replace(",", ""));
    }

    /** How many processes it named up to now. */
    int named() {
        return named;
    }

    /** Those that were there when it named them. */
    List<ProcessHandle> children() {
        return List.copyOf(children);
    }

    /** Waits until they have ended; one that was killed takes a while on a busy machine. */
    void awaitChildren() throws Exception {
        for (ProcessHandle child : children) {
            child.onExit().get(LIMIT_S, TimeUnit.SECONDS);
        }
    }

    /** What lies in its temporary folder. */
    List<Path> leftFiles() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.toList();
        }
    }

    /** The process itself; its handle leaves the output readable when it is ended. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static String readAll(Process process) {
        try {
            return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
