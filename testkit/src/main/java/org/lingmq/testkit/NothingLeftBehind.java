package org.lingmq.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test behind which a thread of a context, a channel or an exception that nobody caught is left. Used with
 * {@code @ExtendWith}; contexts must be opened inside the test or in a {@code @BeforeEach} method.
 */
public final class NothingLeftBehind implements BeforeEachCallback, AfterEachCallback {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final ConcurrentLinkedQueue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private UncaughtExceptionHandler before;
    private List<String> descriptors;

    /** Made by JUnit. */
    public NothingLeftBehind() {}

    static {
        openWhatTheJdkKeeps();
    }

    /** The first channel that is closed makes the JDK open a marker for closed descriptors. */
    private static void openWhatTheJdkKeeps() {
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(null);
                SocketChannel connected = SocketChannel.open(listener.getLocalAddress());
                SocketChannel accepted = listener.accept()) {
            connected.configureBlocking(false);
            accepted.configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
        descriptors = openDescriptors();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Thread.setDefaultUncaughtExceptionHandler(before);
        Eventually.until(() -> threads().isEmpty(), () -> "threads are left: " + threads());
        Eventually.until(
                () -> openDescriptors().size() <= descriptors.size(),
                () -> "open are now " + openDescriptors() + ", before the test " + descriptors);
        if (!uncaught.isEmpty()) {
            throw new AssertionError("nobody caught", uncaught.peek());
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("lingmq"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Sockets, selectors and the like; what the JDK opens once and keeps is a file with a path. */
    private static List<String> openDescriptors() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return List.of();
        }
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.map(NothingLeftBehind::target)
                    .filter(target -> !target.startsWith("/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "/";
        }
    }
}
