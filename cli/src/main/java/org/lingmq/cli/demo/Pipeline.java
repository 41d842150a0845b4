package org.lingmq.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketType;

/**
 * Both ends of a pipeline: the source deals pieces out to worker processes, the sink takes their results. What no
 * result came for is sent again once the workers are quiet, so every piece is counted whichever worker dies. Used by
 * one thread.
 */
final class Pipeline implements AutoCloseable {
    private static final int PIECES_QUEUED_PER_WORKER = 16;
    private static final Duration LOOK_AROUND = Duration.ofMillis(20);
    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long STUCK_NS = TimeUnit.SECONDS.toNanos(30);

    private final Context context;
    private final Socket source;
    private final Socket sink;
    private final String sourceEndpoint;
    private final String sinkEndpoint;
    private int sentAgain;

    Pipeline() {
        context = Context.open();
        source = context.socket(SocketType.PUSH);
        sink = context.socket(SocketType.PULL);
        source.set(Options.SNDHWM, PIECES_QUEUED_PER_WORKER).set(Options.SNDBUF, Worker.KERNEL_BUFFER_BYTES);
        sourceEndpoint = source.bind("tcp://127.0.0.1:*");
        sinkEndpoint = sink.bind("tcp://127.0.0.1:*");
    }

    String sourceEndpoint() {
        return sourceEndpoint;
    }

    String sinkEndpoint() {
        return sinkEndpoint;
    }

    /** Waits until every worker is connected: a PUSH gives all to those that are there. */
    void await(List<Child> workers) {
        long start = System.nanoTime();
        while (source.stats().peers() < workers.size()) {
            Message early = sink.receive(LOOK_AROUND);
            if (early != null) {
                throw new DemoFailure("A result came before any piece was sent.");
            }
            for (Child worker : workers) {
                if (!worker.alive()) {
                    throw new DemoFailure("Worker " + worker.obituary() + ".");
                }
            }
            if (System.nanoTime() - start > STUCK_NS) {
                throw new DemoFailure(
                        "Only " + source.stats().peers() + " of " + workers.size() + " workers connected within 30 s.");
            }
        }
    }

    /**
     * Has all pieces counted.
     *
     * @param pieces the text
     * @param workers who counts
     * @param victim one of them, killed when half of the results are there; null kills none
     * @param progress hears of each result
     */
    Results run(List<String> pieces, List<Child> workers, Child victim, Progress progress) {
        Results results = new Results(pieces.size());
        int next = 0;
        boolean firstRound = true;
        long lastNewsNs = System.nanoTime();
        long lastProgressNs = lastNewsNs;
        while (!results.complete()) {
            while (next < pieces.size() && source.trySend(Message.of(String.valueOf(next), pieces.get(next)))) {
                sentAgain += firstRound ? 0 : 1;
                next = firstRound ? next + 1 : results.nextMissing(next + 1);
            }
            Message result = sink.receive(LOOK_AROUND);
            long nowNs = System.nanoTime();
            if (result != null) {
                int before = results.count();
                results.take(result);
                progress.reached(results.count());
                lastNewsNs = nowNs;
                lastProgressNs = results.count() > before ? nowNs : lastProgressNs;
            } else if (next >= pieces.size() && nowNs - lastNewsNs > QUIET_NS) {
                next = results.nextMissing(0);
                firstRound = false;
                lastNewsNs = nowNs;
            }
            if (victim != null && 2 * results.count() >= pieces.size()) {
                victim.kill();
                victim = null;
            }
            if (result == null) {
                checkAlive(workers, nowNs - lastProgressNs);
            }
        }
        return results;
    }

    /** Pieces that were sent a second time, since no result had come. */
    int sentAgain() {
        return sentAgain;
    }

    /** Pieces that had not left this process when their worker died, and went to other workers. */
    long returned() {
        return source.stats().returned();
    }

    @Override
    public void close() {
        context.close(Duration.ZERO);
    }

    private static void checkAlive(List<Child> workers, long withoutProgressNs) {
        if (workers.stream().noneMatch(Child::alive)) {
            throw new DemoFailure(
                    "No worker is left; " + workers.get(workers.size() - 1).obituary() + ".");
        }
        if (withoutProgressNs > STUCK_NS) {
            throw new DemoFailure("No new result came for 30 s.");
        }
    }
}
