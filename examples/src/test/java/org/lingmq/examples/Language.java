package org.lingmq.examples;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What an example is written in, and how it is started. */
enum Language {
    JAVA,
    PYTHON;

    static final String PYTHON_COMMAND = "/usr/bin/python3";
    static final Path PYTHON_FOLDER = Path.of("src", "main", "python").toAbsolutePath();

    private static final boolean LIBZMQ_IS_HERE = canImportZmq();

    /** The command that starts a program, by its name in Java; skips the test when Python's zmq is missing. */
    List<String> command(String program) {
        if (this == JAVA) {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Djdk.console=java.base",
                    "-Dfile.encoding=UTF-8",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "org.lingmq.examples." + program);
        }
        assumeTrue(LIBZMQ_IS_HERE, "needs /usr/bin/python3 with zmq (Debian: python3-zmq)");
        return List.of(
                PYTHON_COMMAND, "-u", PYTHON_FOLDER.resolve(pythonFile(program)).toString());
    }

    /** The command of {@code examples/run}: with a starter that makes a sentence of what goes wrong. */
    List<String> startedCommand(String program) {
        List<String> command = new ArrayList<>(command(program));
        int last = command.size() - 1;
        if (this == JAVA) {
            command.set(last, "org.lingmq.examples.start.Start");
            command.add(program);
        } else {
            command.add(last, Path.of("start.py").toAbsolutePath().toString());
        }
        return command;
    }

    /** {@code HelloServer} is {@code hello_server.py} in Python. */
    static String pythonFile(String program) {
        return program.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT) + ".py";
    }

    private static boolean canImportZmq() {
        try {
            Process probe = new ProcessBuilder(PYTHON_COMMAND, "-c", "import zmq").start();
            return probe.waitFor(60, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
