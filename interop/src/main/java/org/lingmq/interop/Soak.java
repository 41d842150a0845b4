package org.lingmq.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The soak: several streams at once for as long as is asked, every message numbered and hashed, connections reset and
 * peers killed at random; at the end what was sent is what was received and what was lost with a connection, nothing
 * came twice, torn or out of order. Started by {@code ./test --soak TIME --seed N}.
 */
public final class Soak {

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
     * @param received messages received
     * @param lost messages that were on a connection when it was cut
     * @param faults connections reset or peers killed
     * @param problem what went wrong; null when nothing did
     */
    record Result(String name, long sent, long received, long lost, long faults, String problem) {}

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

    private static boolean run(Duration time, long seed) throws InterruptedException {
        System.out.println("soak of " + time.toSeconds() + " s, seed " + seed);
        Random random = new Random(seed);
        List<Leg> legs = new ArrayList<>();
        legs.add(new ResetLeg(random.nextLong()));
        legs.add(new EchoLeg("ipc://*"));
        legs.add(new EchoLeg("inproc://soak"));
        legs.add(new TopicLeg("tcp://127.0.0.1:*"));
        legs.add(new TopicLeg("inproc://soak-topics"));
        if (PythonPeer.available()) {
            legs.add(new KilledPeerLeg(random.nextLong()));
        } else {
            System.out.println("without libzmq: python3-zmq is missing");
        }
        long endNs = System.nanoTime() + time.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(legs.size());
        List<Future<Result>> results = new ArrayList<>();
        legs.forEach(leg -> results.add(threads.submit(() -> leg.run(endNs))));
        boolean good = true;
        System.out.printf("%-42s %12s %12s %9s %7s%n", "stream", "sent", "received", "lost", "faults");
        for (Future<Result> future : results) {
            good &= report(future);
        }
        threads.shutdownNow();
        System.out.println(good ? "every message is accounted for" : "FAILED; repeat with --seed " + seed);
        return good;
    }

    private static boolean report(Future<Result> future) throws InterruptedException {
        try {
            Result result = future.get();
            System.out.printf(
                    "%-42s %,12d %,12d %,9d %,7d%n",
                    result.name(), result.sent(), result.received(), result.lost(), result.faults());
            if (result.problem() != null) {
                System.out.println("  " + result.problem());
            }
            return result.problem() == null;
        } catch (ExecutionException e) {
            System.out.println("  a stream broke down: " + e.getCause());
            e.getCause().printStackTrace(System.out);
            return false;
        }
    }
}
