package org.lingmq.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds what can be measured here; small C programs are compiled on first use. */
final class Programs {

    /** How LingMQ is called in tables. */
    static final String LING = "LingMQ";

    /** Debian's libzmq. */
    static final String LIBZMQ = "libzmq";

    /** JeroMQ, from Maven. */
    static final String JEROMQ = "JeroMQ";

    /** No library at all. */
    static final String LIMIT = "limit";

    private static final Set<String> ALL_TRANSPORTS = Set.of("tcp", "ipc", "inproc");
    private static final Set<Work> SIMPLE = EnumSet.of(Work.ONE_WAY, Work.ROUND_TRIP);

    /** The link's, and that of the socket's mailbox. */
    private static final int PER_C_SOCKET = 2;

    private final Path home;
    private final Path built;
    private final List<Program> found = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    /**
     * Looks for all.
     *
     * @param home of the checkout
     */
    Programs(Path home) {
        this.home = home;
        this.built = home.resolve(".ling/bench");
        Path lib = home.resolve(".ling/lib");
        String own = lib + File.separator + "*";
        add(java(LING, own, "org.lingmq.bench.peer.Peer", EnumSet.allOf(Work.class), ALL_TRANSPORTS, 1));
        addCompiled(LIBZMQ, "zmq", "zmq.h", "libzmq3-dev", List.of("-lzmq"), EnumSet.allOf(Work.class));
        if (Files.isDirectory(lib.resolve("jeromq"))) {
            String with = own + File.pathSeparator + lib.resolve("jeromq") + File.separator + "*";
            add(java(JEROMQ, with, "org.lingmq.bench.jeromq.JeroPeer", EnumSet.allOf(Work.class), ALL_TRANSPORTS, 5));
        } else {
            missing.add(JEROMQ + " (not built)");
        }
        addCompiled("nng", "nn", "nng/nng.h", "libnng-dev", List.of("-DNNG", "-lnng"), SIMPLE);
        addCompiled("nanomsg", "nn", "nanomsg/nn.h", "libnanomsg-dev", List.of("-lnanomsg"), SIMPLE);
        add(java(LIMIT, own, "org.lingmq.bench.peer.Limit", SIMPLE, Set.of("tcp", "ipc"), 1));
    }

    /** What is here, LingMQ first. */
    List<Program> found() {
        return found;
    }

    /** What is not, and why. */
    List<String> missing() {
        return missing;
    }

    private void add(Program program) {
        found.add(program);
    }

    private static Program java(
            String name, String path, String main, Set<Work> works, Set<String> transports, int perSocket) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                List.of(java, "-Xmx4g", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=30", "-cp", path, main);
        return new Program(name, versionOf(command), command, works, transports, perSocket);
    }

    private void addCompiled(
            String name, String source, String header, String debian, List<String> options, Set<Work> works) {
        if (!Files.exists(Path.of("/usr/include", header)) && !Files.exists(Path.of("/usr/local/include", header))) {
            missing.add(name + " (apt-get install " + debian + ")");
            return;
        }
        Path binary = built.resolve(name);
        try {
            Files.createDirectories(built);
            compile(home.resolve("bench/peers/" + source + ".c"), binary, options);
        } catch (IOException e) {
            missing.add(name + " (" + e.getMessage() + ")");
            return;
        }
        List<String> command = List.of(binary.toString());
        String version = name + " " + packageVersion(debian, versionOf(command));
        add(new Program(name, version, command, works, ALL_TRANSPORTS, PER_C_SOCKET));
    }

    private static void compile(Path source, Path binary, List<String> options) throws IOException {
        if (Files.exists(binary)
                && Files.getLastModifiedTime(binary).compareTo(Files.getLastModifiedTime(source)) > 0) {
            return;
        }
        List<String> words = new ArrayList<>(List.of("gcc", "-O2", "-o", binary.toString(), source.toString()));
        words.addAll(options);
        words.add("-lpthread");
        String said = output(words);
        if (!Files.exists(binary)) {
            throw new IOException("gcc failed: " + said.lines().findFirst().orElse(""));
        }
    }

    private static String versionOf(List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.add("work=version");
        try {
            return output(words).strip();
        } catch (IOException e) {
            throw new BenchFailure("cannot start " + command.get(0) + ": " + e.getMessage());
        }
    }

    /** As Debian counts, where the package is Debian's; else what the library says. */
    private static String packageVersion(String debian, String otherwise) {
        try {
            String version = output(List.of("dpkg-query", "-W", "-f", "${Version}", debian))
                    .strip();
            return version.isEmpty() || version.contains(" ") ? otherwise : version;
        } catch (IOException e) {
            return otherwise;
        }
    }

    private static String output(List<String> words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return said;
    }
}
