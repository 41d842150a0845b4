package org.lingmq.interop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/** PUB to SUB below the water mark: what is published after the subscription has arrived all comes, in order. */
final class TopicLeg implements Soak.Leg {
    private static final int UNDER_WAY = 300;
    private static final byte[] PROBE = {'p'};
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String endpoint;
    private final Semaphore room = new Semaphore(UNDER_WAY);

    TopicLeg(String endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Soak.Result run(long endNs) throws Exception {
        try (Context context = Context.open();
                Socket pub = context.socket(SocketType.PUB);
                Socket sub = context.socket(SocketType.SUB)) {
            sub.subscribe("");
            sub.connect(pub.bind(endpoint));
            Message first = null;
            while (first == null) {
                pub.send(PROBE);
                first = sub.receive(Duration.ofMillis(20));
            }
            CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> receive(sub));
            long sent = 0;
            while (System.nanoTime() < endNs && !received.isDone()) {
                if (room.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                    pub.send(NumberedMessage.make(3, sent++, 3, 700));
                }
            }
            pub.send("end of stream");
            String outcome = received.get();
            long count = Long.parseLong(outcome.substring(0, outcome.indexOf(' ')));
            String problem = outcome.substring(outcome.indexOf(' ') + 1);
            String name = "PUB to SUB, " + endpoint.substring(0, endpoint.indexOf(':'));
            boolean good = problem.isEmpty() && count == sent;
            return new Soak.Result(name, sent, count, sent - count, 0, good ? null : "after " + outcome);
        }
    }

    /** The count of messages, a space, and what went wrong. */
    private String receive(Socket sub) {
        long next = 0;
        while (true) {
            Message message = sub.receive(PATIENCE);
            if (message == null) {
                return next + " nothing came for " + PATIENCE.toSeconds() + " s";
            }
            if (message.size() == 1 && message.length(0) == "end of stream".length()) {
                return next + " ";
            }
            if (message.length(0) == PROBE.length) {
                continue;
            }
            long number = NumberedMessage.read(message, 0).number();
            room.release();
            if (number != next++) {
                room.release(UNDER_WAY);
                return (next - 1) + " came message " + number;
            }
        }
    }
}
