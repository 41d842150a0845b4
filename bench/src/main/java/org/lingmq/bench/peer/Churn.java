package org.lingmq.bench.peer;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sockets opened, connected and closed; what a kept pair takes, how long closing all takes, and what is left. */
final class Churn {

    private static final double NS_PER_S = 1e9;
    private static final int KEPT_PAIRS = 1_000;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int LOOK_EVERY = 256;
    private static final int MANY = 2_000;
    private static final int NEARLY_NONE = 16;

    private final Arguments arguments;
    private final Supplier<Library> libraries;

    Churn(Arguments arguments, Supplier<Library> libraries) {
        this.arguments = arguments;
        this.libraries = libraries;
    }

    /** First in a context that does not count, so that what the JVM opens on the way is there. */
    void run() {
        all(arguments.count() / 10, (name, value) -> {});
        int descriptors = descriptors();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        all(arguments.count(), Figures::tell);
        Figures.tell("descriptors_left", descriptors() - descriptors);
        Figures.tell("threads_left", ManagementFactory.getThreadMXBean().getThreadCount() - threads);
    }

    private interface Told {
        void tell(String name, Object value);
    }

    private void all(int cycles, Told told) {
        Library library = libraries.get();
        Library.Port sink = library.open(Library.Kind.PULL);
        String endpoint = sink.bind("tcp://127.0.0.1:*");
        told.tell("cycles_per_s", cycles / (cycle(library, endpoint, cycles) / NS_PER_S));
        int before = descriptors();
        keepPairs(library, sink, endpoint);
        told.tell("descriptors_per_pair", (descriptors() - before) / (double) KEPT_PAIRS);
        long closeNs = System.nanoTime();
        library.close();
        told.tell("close_ms", (System.nanoTime() - closeNs) / 1e6);
    }

    /**
     * How long it takes until the last of them has let its descriptors go. Closing may go on behind the caller's back,
     * who is not to get ahead until there are no descriptors left.
     */
    private static long cycle(Library library, String endpoint, int count) {
        int before = descriptors();
        long startNs = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Library.Port port = library.open(Library.Kind.PUSH);
            port.connect(endpoint);
            port.close();
            if (i % LOOK_EVERY == 0) {
                awaitMost(before + MANY);
            }
        }
        awaitMost(before + NEARLY_NONE);
        return System.nanoTime() - startNs;
    }

    private static void awaitMost(int most) {
        long startNs = System.nanoTime();
        while (descriptors() > most) {
            if (System.nanoTime() - startNs > PATIENCE_NS) {
                throw new IllegalStateException(
                        descriptors() + " descriptors stay open after their sockets are closed");
            }
            Thread.yield();
        }
    }

    private static void keepPairs(Library library, Library.Port sink, String endpoint) {
        for (int i = 0; i < KEPT_PAIRS; i++) {
            Library.Port port = library.open(Library.Kind.PUSH);
            port.connect(endpoint);
            port.send(new byte[] {'x'});
        }
        ByteBuffer buffer = ByteBuffer.allocate(8);
        for (int i = 0; i < KEPT_PAIRS; i++) {
            sink.receive(buffer);
        }
    }

    private static int descriptors() {
        String[] names = new File("/proc/self/fd").list();
        return names == null ? 0 : names.length;
    }
}
