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
    private static final int PIECES_QUEUED_PER_WORKER = 32;
    private static final Duration LOOK_AROUND = Duration.ofMillis(20);
    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Context context;
    private final Socket source;
    private final Socket sink;
    private final String sourceEndpoint;
    private final String sinkEndpoint;
    private int sentAgain;
    private boolean again;

    Pipeline(Backstage backstage) {
        context = backstage.context();
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
        long connected = 0;
        long lastNewsNs = System.nanoTime();
        while (connected < workers.size()) {
            if (sink.receive(LOOK_AROUND) != null) {
                throw new DemoFailure("A result came before any piece was sent.");
            }
            for (Child worker : workers) {
                if (!worker.alive()) {
                    throw new DemoFailure(worker.obituary());
                }
            }
            long now = source.stats().peers();
            if (now > connected) {
                connected = now;
                lastNewsNs = System.nanoTime();
            } else if (System.nanoTime() - lastNewsNs > Stage.STUCK_NS) {
                throw new DemoFailure("Only " + now + " of " + workers.size() + " workers have connected.");
            }
        }
    }

    /**
     * Has all pieces counted.
     *
     * @param pieces the text
     * @param workers who counts
     * @param victim one of them, killed in the middle, as soon as pieces wait for it; null kills none
     * @param progress hears of results
     */
    Results run(List<String> pieces, List<Child> workers, Child victim, Progress progress) {
        Results results = new Results(pieces.size());
        Child doomed = victim;
        int next = 0;
        long lastNewsNs = System.nanoTime();
        while (!results.complete()) {
            next = deal(pieces, results, next);
            if (doomed != null && timeToKill(doomed, next, pieces.size())) {
                doomed.kill();
                doomed = null;
            }
            Message result = sink.receive(LOOK_AROUND);
            if (result != null) {
                for (; result != null; result = sink.tryReceive()) {
                    results.take(result);
                }
                progress.reached(results.count());
                lastNewsNs = System.nanoTime();
            } else {
                long quietNs = System.nanoTime() - lastNewsNs;
                checkAlive(workers, quietNs);
                if (quietNs > QUIET_NS
                        && next >= pieces.size()
                        && source.stats().queuedOut() == 0) {
                    next = results.nextMissing(0);
                    again = true;
                }
            }
        }
        return results;
    }

    /** Sends pieces as long as a worker has room: all of them first, later what no result came for. */
    private int deal(List<String> pieces, Results results, int from) {
        int next = from;
        while (next < pieces.size() && source.trySend(Message.of(String.valueOf(next), pieces.get(next)))) {
            if (again) {
                sentAgain++;
                next = results.nextMissing(next + 1);
            } else {
                next++;
            }
        }
        return next;
    }

    /** In the middle, at a moment when pieces wait for the worker: else there were nothing to lose. */
    private boolean timeToKill(Child worker, int dealt, int pieces) {
        long waiting = waitingFor(worker);
        return dealt == pieces || 2 * dealt >= pieces && waiting >= PIECES_QUEUED_PER_WORKER / 2;
    }

    /** Pieces that lie in this process for a worker, which told its name when it connected. */
    private long waitingFor(Child worker) {
        return source.peers().stream()
                .filter(peer -> worker.name().equals(peer.properties().get(Worker.NAME_PROPERTY)))
                .mapToLong(peer -> peer.stats().queuedOut())
                .sum();
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

    private static void checkAlive(List<Child> workers, long quietNs) {
        if (workers.stream().noneMatch(Child::alive)) {
            throw new DemoFailure(
                    "No worker is left: " + workers.get(workers.size() - 1).obituary());
        }
        if (quietNs > Stage.STUCK_NS) {
            throw new DemoFailure("No result came for 30 s.");
        }
    }
}
