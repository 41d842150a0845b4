package org.lingmq.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.lingmq.interop.Course.Fault;
import org.lingmq.interop.Course.Traffic;

/**
 * The soak: many streams at once for as long as is asked, every message numbered and hashed, connections reset and
 * peers killed at random; at the end what was sent is what was received and what was lost, by name, and nothing came
 * twice, torn or out of order. Started by {@code ./test --soak TIME --seed N}.
 */
public final class Soak {

    /** What the names of losses in the table mean. */
    private static final String LEGEND = """
            cut off     had left (for the kernel) when the connection was reset or the peer killed, and did not arrive
            peer gone   was queued for a subscriber that left (counted by the PUB)
            unheard     was published while nobody had subscribed
            answers ... the same for what a ROUTER sent back: cut off, by a reason it counted, or still queued there
            """;

    private static final int BAR = 40;

    private Soak() {}

    /** One stream of messages with its own kind of faults. */
    interface Leg {

        /** Runs until the clock of {@link System#nanoTime} reads so much, then to the end of what is under way. */
        Result run(long endNs) throws Exception;
    }

    /**
     * What came of a leg.
     *
     * @param name what it did
     * @param sent messages accepted for sending
     * @param received messages received; where they go there and back, answers
     * @param faults connections reset or peers killed
     * @param lost messages lost, by name
     * @param problem what went wrong; null when nothing did
     */
    record Result(String name, long sent, long received, long faults, Map<String, Long> lost, String problem) {

        /** What went wrong, also with the sum; null when nothing did. */
        String verdict() {
            long sum =
                    received + lost.values().stream().mapToLong(Long::longValue).sum();
            boolean adds = sent == sum && lost.values().stream().allMatch(count -> count >= 0);
            return problem != null || adds && received > 0 ? problem : "sent is not received and lost";
        }

        String losses() {
            return lost.entrySet().stream()
                    .filter(loss -> loss.getValue() != 0)
                    .map(loss -> String.format("%,d %s", loss.getValue(), loss.getKey()))
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * Runs all legs; exit code 0 when every message is accounted for, 1 when not, 2 for arguments that make no sense.
     */
    public static void main(String[] arguments) throws InterruptedException {
        Duration time = Duration.ofSeconds(60);
        long seed = new Random().nextLong(1_000_000);
        try {
            for (int i = 0; i < arguments.length; i += 2) {
                switch (arguments[i]) {
                    case "--time" -> time = time(arguments[i + 1]);
                    case "--seed" -> seed = Long.parseLong(arguments[i + 1]);
                    default -> throw new IllegalArgumentException(arguments[i]);
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            System.err.println("Usage: --time 90s|10m|2h --seed NUMBER; not understood: " + e.getMessage());
            System.exit(2);
        }
        System.exit(run(time, seed) ? 0 : 1);
    }

    private static Duration time(String text) {
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static List<Leg> legs(Random random) {
        List<Leg> legs = new ArrayList<>();
        boolean libzmq = PythonPeer.available();
        if (!libzmq) {
            System.out.println("without libzmq: python3-zmq is missing");
        }
        for (Traffic traffic : Traffic.values()) {
            for (boolean bound : new boolean[] {false, true}) {
                legs.add(new SendingLeg(
                        new Course(traffic, bound ? "ipc" : "inproc", bound, false, Fault.NONE), random.nextLong()));
                legs.add(new SendingLeg(new Course(traffic, "tcp", bound, false, Fault.RESET), random.nextLong()));
                if (libzmq) {
                    boolean ipc = bound != (traffic == Traffic.ECHO);
                    legs.add(new SendingLeg(
                            new Course(traffic, ipc ? "ipc" : "tcp", bound, true, Fault.KILL), random.nextLong()));
                    legs.add(new ReceivingLeg(
                            new Course(traffic, bound ? "ipc" : "tcp", bound, true, Fault.KILL), random.nextLong()));
                }
            }
            if (libzmq) {
                legs.add(new SendingLeg(
                        new Course(traffic, "tcp", traffic != Traffic.PIPELINE, true, Fault.RESET), random.nextLong()));
            }
        }
        return legs;
    }

    private static boolean run(Duration time, long seed) throws InterruptedException {
        System.out.println("soak of " + time.toSeconds() + " s, seed " + seed);
        List<Leg> legs = legs(new Random(seed));
        long startNs = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(legs.size());
        List<Future<Result>> results = new ArrayList<>();
        legs.forEach(leg -> results.add(threads.submit(() -> leg.run(startNs + time.toNanos()))));
        showProgress(time, startNs, results);
        System.out.printf("%-52s %12s %12s %6s  %s%n", "stream", "sent", "received", "faults", "lost");
        boolean good = true;
        for (Future<Result> future : results) {
            good &= report(future);
        }
        threads.shutdownNow();
        System.out.print(LEGEND);
        System.out.println(good ? "every message is accounted for" : "FAILED; repeat with --seed " + seed);
        return good;
    }

    /** Waits for the end; meanwhile draws a bar when the property {@code soak.bar} says that there is a terminal. */
    private static void showProgress(Duration time, long startNs, List<Future<Result>> results)
            throws InterruptedException {
        boolean terminal = Boolean.getBoolean("soak.bar");
        while (!results.stream().allMatch(Future::isDone)) {
            TimeUnit.MILLISECONDS.sleep(200);
            long seconds = Math.min(time.toSeconds(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNs));
            if (terminal) {
                int full = (int) (BAR * seconds / time.toSeconds());
                long done = results.stream().filter(Future::isDone).count();
                System.err.printf(
                        "\r[%s%s] %d of %d s, %d of %d streams done ",
                        "#".repeat(full), ".".repeat(BAR - full), seconds, time.toSeconds(), done, results.size());
            }
        }
        if (terminal) {
            System.err.println();
        }
    }

    private static boolean report(Future<Result> future) throws InterruptedException {
        try {
            Result result = future.get();
            System.out.printf(
                    "%-52s %,12d %,12d %,6d  %s%n",
                    result.name(), result.sent(), result.received(), result.faults(), result.losses());
            if (result.verdict() != null) {
                System.out.println("  " + result.verdict());
            }
            return result.verdict() == null;
        } catch (ExecutionException e) {
            System.out.println("  a stream broke down: " + e.getCause());
            e.getCause().printStackTrace(System.out);
            return false;
        }
    }
}
