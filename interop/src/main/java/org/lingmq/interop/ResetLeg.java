package org.lingmq.interop;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** PUSH to PULL over tcp through a proxy that resets each connection after a random number of bytes. */
final class ResetLeg implements Soak.Leg {
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Random random;
    private final AtomicBoolean faults = new AtomicBoolean(true);

    ResetLeg(long seed) {
        random = new Random(seed);
    }

    private synchronized long life() {
        return faults.get() ? 10_000 + random.nextInt(4_000_000) : Long.MAX_VALUE;
    }

    @Override
    public Soak.Result run(long endNs) throws Exception {
        try (Context receiving = Context.open();
                Socket pull = receiving.socket(SocketType.PULL);
                FaultProxy proxy = FaultProxy.to(pull.bind("tcp://127.0.0.1:*"), this::life)) {
            AtomicBoolean sent = new AtomicBoolean();
            CompletableFuture<Tally> tally = CompletableFuture.supplyAsync(() -> receive(pull, sent));
            long number = send(proxy.endpoint(), endNs);
            sent.set(true);
            return result(tally.get(), number, proxy.resets());
        }
    }

    /** Sends to the end, and waits until all has left; returns how many messages that were. */
    private long send(String endpoint, long endNs) {
        long number = 0;
        try (Context sending = Context.open();
                // Its connections are short: with longer pauses there would be few of them.
                Socket push = sending.socket(SocketType.PUSH).set(Options.RECONNECT_IVL_MAX, Duration.ofMillis(100))) {
            push.connect(endpoint);
            while (System.nanoTime() < endNs) {
                push.send(NumberedMessage.make(1, number++, 3, 600));
            }
            faults.set(false);
        }
        return number;
    }

    private static Tally receive(Socket pull, AtomicBoolean sent) {
        Tally tally = new Tally();
        while (true) {
            boolean last = sent.get();
            Message message = pull.receive(QUIET);
            if (message != null) {
                tally.add(NumberedMessage.read(message, 0).number());
            } else if (last) {
                return tally;
            }
        }
    }

    private static Soak.Result result(Tally tally, long sent, long resets) {
        String problem = tally.problem();
        if (tally.gaps(sent) > resets) {
            problem = tally.gaps(sent) + " gaps from " + resets + " resets: messages were lost outside of them";
        } else if (tally.runs() > resets + 1) {
            problem = tally.runs() + " runs of numbers from " + (resets + 1) + " connections: some are out of order";
        }
        long lost = sent - tally.count();
        return new Soak.Result("PUSH to PULL, tcp, connections reset", sent, tally.count(), lost, resets, problem);
    }
}
