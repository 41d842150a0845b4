package org.lingmq.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An example that runs as a process of its own. Its errors come between its lines, so that a test sees them. */
final class Program {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String END = "(end of output)";

    private final String name;
    private final Process process;
    private final BufferedWriter input;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

    Program(String name, List<String> command) {
        this.name = name;
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        input = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException e) {
            // The process is gone.
        } finally {
            output.add(END);
        }
    }

    /** The next line, waited for. */
    String line() throws InterruptedException {
        String line = line(PATIENCE);
        assertNotNull(line, name + " prints nothing");
        assertTrue(!line.equals(END), name + " has ended");
        return line;
    }

    /** The next line; null when none comes in time. */
    String line(Duration limit) throws InterruptedException {
        return output.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The next lines, waited for. */
    List<String> lines(int count) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < count) {
            lines.add(line());
        }
        return lines;
    }

    /** The next lines up to one, waited for, that one left out. */
    List<String> linesUpTo(String last) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.equals(last); line = line()) {
            lines.add(line);
        }
        return lines;
    }

    /** All further lines of a program that has to end, and without an error. */
    List<String> linesToEnd() throws InterruptedException {
        List<String> lines = rest();
        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), name + " does not end");
        assertEquals(0, process.exitValue(), name + " printed " + lines);
        return lines;
    }

    /** All further lines of a program that is now ended. */
    List<String> linesUntilKilled() throws InterruptedException {
        kill();
        return rest();
    }

    private List<String> rest() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (String line = line(PATIENCE); !END.equals(line); line = line(PATIENCE)) {
            assertNotNull(line, name + " does not end after " + lines);
            lines.add(line);
        }
        return lines;
    }

    /** Where the program says that it is bound. */
    String bound() throws InterruptedException {
        String line = line();
        assertTrue(line.startsWith("bound tcp://127.0.0.1:"), line);
        return line.substring("bound ".length());
    }

    /** Types lines. */
    void type(String... lines) {
        try {
            for (String line : lines) {
                input.write(line);
                input.write('\n');
            }
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not read", e);
        }
    }

    /** Types numbered lines one by one until another program has printed something, and returns that. */
    String typeUntilHeard(String text, Program listener) throws InterruptedException {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        String heard = null;
        for (int i = 1; heard == null; i++) {
            assertTrue(System.nanoTime() < deadlineNs, listener.name + " prints nothing");
            type(text + " " + i);
            heard = listener.line(Duration.ofMillis(20));
        }
        assertTrue(!heard.equals(END), listener.name + " has ended");
        return heard;
    }

    /** Ends the input, as Ctrl-D does. */
    void endInput() {
        try {
            input.close();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not read", e);
        }
    }

    /** Ends the process at once, as {@code kill -9} does, and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
