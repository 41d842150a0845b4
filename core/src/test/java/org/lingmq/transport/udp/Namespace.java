package org.lingmq.transport.udp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A network of its own for a program: one cable {@code m0} to {@code m1}, IPv4 and IPv6, and no default route. */
final class Namespace {
    private static final long PATIENCE_S = 120;
    private static final String NETWORK = String.join(
            " && ",
            "echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad",
            "ip link set lo up",
            "ip link add m0 type veth peer name m1",
            "ip addr add 10.77.0.1/24 dev m0",
            "ip link set m0 up",
            "ip link set m1 up",
            "exec \"$@\"");

    private Namespace() {}

    /** Runs a main class in it; returns what it prints. Skips the test where this user may not make networks. */
    static String run(Class<?> program) throws IOException, InterruptedException {
        assumeTrue(mayMakeNetworks(), "making a network namespace takes root, ip and unshare");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        List.of("unshare", "-n", "sh", "-c", NETWORK, "sh", java, "-cp", classes, program.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return output(process);
    }

    private static boolean mayMakeNetworks() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("unshare", "-n", "ip", "link", "add", "m0", "type", "veth").start();
            output(process);
            return process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    static String output(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it does not end, and printed " + output);
        }
        return output;
    }
}
