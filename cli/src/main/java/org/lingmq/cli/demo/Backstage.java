package org.lingmq.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lingmq.Context;

/**
 * All that the demo started: processes and contexts. Nothing of it is left when this is closed, nor when the demo is
 * interrupted: then the JVM's shutdown hook kills the processes and closes the contexts, which removes their ipc files.
 * Any thread may use it.
 */
final class Backstage implements AutoCloseable {
    private static final long PATIENCE_MS = 2000;

    private final List<Child> children = new ArrayList<>();
    private final List<Context> contexts = new ArrayList<>();
    private final Thread hook = new Thread(this::interrupt, "demo-cleanup");
    private boolean over;
    private boolean interrupted;

    Backstage() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Opens a context; whoever asked for it may close it earlier. */
    synchronized Context context() {
        checkOpen();
        Context context = Context.open();
        contexts.add(context);
        return context;
    }

    /** Starts a class of this class path in a JVM of its own. */
    Child java(String name, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return start(name, "Java on LingMQ", command);
    }

    /** Starts a Python program that lies beside this class. It is handed over in the command, so no file is made. */
    Child python(String name, String libzmq, String script, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Python.COMMAND, "-c", resource(script)));
        command.addAll(arguments);
        return start(name, "Python on libzmq " + libzmq, command);
    }

    /** Starts any program. */
    synchronized Child start(String name, String kind, List<String> command) {
        checkOpen();
        try {
            Child child = new Child(name, kind, new ProcessBuilder(command).start());
            children.add(child);
            return child;
        } catch (IOException e) {
            throw new DemoFailure("Cannot start " + name + ": " + e.getMessage() + ".");
        }
    }

    /** Whether the user ended the demo: what fails from then on fails because of that. */
    synchronized boolean interrupted() {
        return interrupted;
    }

    /** Lets every process end by itself, kills those that do not, and closes the contexts. */
    @Override
    public void close() {
        List<Child> started = over();
        started.forEach(Child::dismiss);
        started.forEach(child -> child.await(PATIENCE_MS));
        tearDown(started);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs already and finds nothing to do.
            return;
        }
    }

    private void interrupt() {
        synchronized (this) {
            interrupted = true;
        }
        tearDown(over());
        System.err.println(System.lineSeparator() + "ling demo: stopped; nothing is left behind.");
    }

    private void tearDown(List<Child> started) {
        started.forEach(Child::kill);
        List<Context> open;
        synchronized (this) {
            open = List.copyOf(contexts);
        }
        open.forEach(context -> context.close(Duration.ZERO));
        started.forEach(child -> child.await(PATIENCE_MS));
    }

    /** Nothing is started after this. */
    private synchronized List<Child> over() {
        over = true;
        return List.copyOf(children);
    }

    private void checkOpen() {
        if (over) {
            throw new DemoFailure("The demo is ending.");
        }
    }

    private static String resource(String name) {
        try (InputStream stream = Backstage.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
