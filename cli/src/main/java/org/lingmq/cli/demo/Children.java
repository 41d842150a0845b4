package org.lingmq.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All processes that the demo started. None of them is left when this is closed, nor when the demo is interrupted: then
 * the JVM's shutdown hook kills them. Any thread may use it.
 */
final class Children implements AutoCloseable {
    private static final long PATIENCE_MS = 2000;

    private final List<Child> children = new ArrayList<>();
    private final Thread hook = new Thread(this::killAll, "demo-cleanup");
    private boolean over;

    Children() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts a class of this class path in a JVM of its own. */
    Child java(String name, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return start(name, "Java", command);
    }

    /** Starts a Python program that lies beside this class. It is handed over in the command, not as a file. */
    Child python(String name, String script, String... arguments) {
        return pythonText(name, resource(script), arguments);
    }

    /** Starts a Python program. */
    Child pythonText(String name, String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Python.COMMAND, "-c", program));
        command.addAll(List.of(arguments));
        return start(name, "Python", command);
    }

    private synchronized Child start(String name, String language, List<String> command) {
        if (over) {
            throw new DemoFailure("The demo is ending; " + name + " is not started any more.");
        }
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            Child child = new Child(name, language, process);
            children.add(child);
            return child;
        } catch (IOException e) {
            throw new DemoFailure("Cannot start " + name + ": " + e.getMessage() + ".");
        }
    }

    /** Lets every process end by itself and kills those that do not. */
    @Override
    public void close() {
        List<Child> all = all();
        all.forEach(Child::dismiss);
        for (Child child : all) {
            if (child.await(PATIENCE_MS) < 0) {
                child.kill();
            }
        }
        killAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs already and finds nothing to do.
            return;
        }
    }

    private void killAll() {
        List<Child> all = all();
        all.forEach(Child::kill);
        all.forEach(child -> child.await(PATIENCE_MS));
    }

    /** No process is started after this. */
    private synchronized List<Child> all() {
        over = true;
        return List.copyOf(children);
    }

    private static String resource(String name) {
        try (InputStream stream = Children.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
