package org.lingmq.interop;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** libzmq's PUSH to our PULL; each sender is killed in the middle. Of each, the first messages come, all up to one. */
final class KilledPeerLeg implements Soak.Leg {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final long MANY = 100_000_000;

    private final Random random;

    KilledPeerLeg(long seed) {
        random = new Random(seed);
    }

    @Override
    public Soak.Result run(long endNs) throws Exception {
        try (Context context = Context.open();
                Socket pull = context.socket(SocketType.PULL)) {
            String endpoint = pull.bind("tcp://127.0.0.1:*");
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Map<Long, Tally>> received = CompletableFuture.supplyAsync(() -> receive(pull, over));
            long stream = 0;
            while (System.nanoTime() < endNs) {
                try (PythonPeer python = PythonPeer.start()) {
                    PythonSocket push = python.socket("PUSH");
                    push.connect(endpoint);
                    push.produce(PATIENCE, stream++, 0, MANY, 2, 500);
                    TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(1_500));
                    python.kill();
                }
            }
            over.set(true);
            return result(received.get(), stream);
        }
    }

    private static Map<Long, Tally> receive(Socket pull, AtomicBoolean over) {
        Map<Long, Tally> tallies = new HashMap<>();
        while (true) {
            boolean last = over.get();
            Message message = pull.receive(QUIET);
            if (message != null) {
                NumberedMessage found = NumberedMessage.read(message, 0);
                tallies.computeIfAbsent(found.stream(), stream -> new Tally()).add(found.number());
            } else if (last) {
                return tallies;
            }
        }
    }

    private static Soak.Result result(Map<Long, Tally> tallies, long kills) {
        long received = tallies.values().stream().mapToLong(Tally::count).sum();
        String problem = null;
        for (Map.Entry<Long, Tally> stream : tallies.entrySet()) {
            Tally tally = stream.getValue();
            if (tally.problem() != null || !tally.isPrefix() || tally.runs() > 1) {
                problem = "stream " + stream.getKey() + ": " + tally.count() + " messages with a gap or out of order, "
                        + tally.problem();
            }
        }
        if (received == 0) {
            problem = "nothing came from libzmq";
        }
        return new Soak.Result("libzmq's PUSH, killed, to PULL, tcp", received, received, 0, kills, problem);
    }
}
