package org.lingmq.interop;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A process of its own that runs libzmq under Python and does what it is told, line by line (see {@code peer.py}). Used
 * by one thread, but for the listener to its news.
 */
final class PythonPeer implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";

    /** Longer than what a peer is told to wait for itself; on a busy machine Python needs long to start. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String END = "end";
    private static final boolean AVAILABLE = probe();

    private final Process process;
    private final BufferedWriter commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Consumer<String> news;
    private final Thread listener;
    private int sockets;

    private PythonPeer(Process process, Consumer<String> news) {
        this.process = process;
        this.news = news;
        commands = process.outputWriter(StandardCharsets.US_ASCII);
        listener = new Thread(this::listen, "answers of peer " + process.pid());
        listener.setDaemon(true);
        listener.start();
    }

    /** Whether this machine has Python with libzmq. */
    static boolean available() {
        return AVAILABLE;
    }

    private static boolean probe() {
        try {
            Process probe = new ProcessBuilder(PYTHON, "-c", "import zmq").start();
            return probe.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Starts a peer. */
    static PythonPeer start() {
        return start(line -> {});
    }

    /**
     * Starts a peer.
     *
     * @param news takes the lines that a running command tells, without their plus, and errors, on a thread of its own
     */
    static PythonPeer start(Consumer<String> news) {
        try {
            Process process = new ProcessBuilder(PYTHON, "-c", script())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            PythonPeer peer = new PythonPeer(process, news);
            peer.answer(PATIENCE);
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String script() throws IOException {
        try (InputStream script = PythonPeer.class.getResourceAsStream("peer.py")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("+")) {
                    news.accept(line.substring(1));
                } else {
                    if (line.startsWith("error")) {
                        news.accept(line);
                    }
                    answers.add(line);
                }
            }
        } catch (IOException e) {
            // The process is gone.
        } finally {
            answers.add(END);
        }
    }

    /** Makes a socket in the peer, of a type that libzmq names so. */
    PythonSocket socket(String type) {
        PythonSocket socket = new PythonSocket(this, "s" + sockets++);
        ask("socket", socket.name(), type);
        return socket;
    }

    /** Tells a command; {@link #answer} takes its answer. */
    void tell(String... words) {
        try {
            commands.write(String.join(" ", words));
            commands.newLine();
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The peer has gone; it was told " + words[0], e);
        }
    }

    /** Tells a command and waits for its answer; null when time ran out in the peer. */
    String ask(String... words) {
        tell(words);
        return answer(PATIENCE);
    }

    /**
     * The answer to the last command: what stands behind {@code ok}, or null for {@code again}.
     *
     * @throws IllegalStateException when the command failed, the peer has gone, or nothing came in time
     */
    String answer(Duration limit) {
        String line;
        try {
            line = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the peer.", e);
        }
        if (line == null || line.equals(END) || line.startsWith("error")) {
            throw new IllegalStateException("The peer said: " + line);
        }
        return line.equals("again") ? null : line.substring("ok".length()).trim();
    }

    /** Ends the process at once, as {@code kill -9} does, and waits until it is gone and its last news has come. */
    void kill() {
        process.destroyForcibly();
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            listener.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The peer does not die.", e);
        }
    }

    /** Stops the process where it is (SIGSTOP); its connections stay open. */
    void freeze() {
        signal("STOP");
    }

    /** Lets a frozen process go on. */
    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            List<String> command = List.of("kill", "-" + name, Long.toString(process.pid()));
            if (new ProcessBuilder(command).start().waitFor() != 0) {
                throw new IllegalStateException("The peer takes no signal " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
