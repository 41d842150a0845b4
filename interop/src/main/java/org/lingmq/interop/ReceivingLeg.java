package org.lingmq.interop;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketStats;
import org.lingmq.SocketType;

/**
 * libzmq sends, in processes that are killed one after the other, each a stream of its own; LingMQ receives. Of each
 * stream all messages up to one come, and our ROUTER's counters say what became of its answers.
 */
final class ReceivingLeg implements Soak.Leg {
    private static final Duration FOREVER = Duration.ofDays(1);
    private static final Duration WAIT = Duration.ofMillis(20);

    /** All streams share the machine, and a process that was killed needs a while to come back. */
    private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(5);

    private static final int WINDOW = 300;

    /** Streams stand in the ledger of answers one behind the other, so far apart. */
    private static final long STREAM = 1L << 40;

    private final Course course;
    private final Random random;
    private final AtomicInteger downs = new AtomicInteger();
    private final Ledger answers;
    private final AtomicLong toldSent = new AtomicLong();

    private Socket near;
    private String endpoint;
    private long sent;
    private long received;
    private long unheard;
    private long kills;
    private String problem;

    ReceivingLeg(Course course, long seed) {
        this.course = course;
        random = new Random(seed);
        // A ROUTER that connects keeps its answers for the process that comes next.
        answers = new Ledger(course.nearBinds());
    }

    @Override
    public Soak.Result run(long endNs) throws Exception {
        try (Context context = Context.open()) {
            near = context.socket(course.traffic().receiver).set(Options.RECONNECT_IVL_MAX, SendingLeg.RECONNECT);
            // The last process has no successor.
            near.set(Options.LINGER, Duration.ZERO);
            near.monitor(event -> {
                if (event.type() == MonitorEventType.DISCONNECTED) {
                    downs.incrementAndGet();
                }
            });
            if (course.nearBinds()) {
                endpoint = near.bind(course.wildcard());
            }
            if (near.type() == SocketType.SUB) {
                near.subscribe("");
            }
            while (System.nanoTime() < endNs && problem == null) {
                try (PythonPeer python = PythonPeer.start(this::news)) {
                    start(python);
                    receiveUntilKilled(python);
                }
            }
            return result();
        }
    }

    private void news(String line) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("sent")) {
            toldSent.set(Long.parseLong(words[1]));
        } else if (words[0].equals("run")) {
            long start = Long.parseLong(words[1]) * STREAM;
            answers.arrived(start + Long.parseLong(words[2]), start + Long.parseLong(words[3]));
        } else {
            answers.fail(line);
        }
    }

    private void start(PythonPeer python) {
        toldSent.set(0);
        answers.begin(kills * STREAM);
        PythonSocket theirs = python.socket(course.traffic().sender.name());
        if (course.traffic() == Course.Traffic.TOPICS) {
            // Never above its mark.
            theirs.set("SNDHWM", 0);
        }
        if (course.nearBinds()) {
            theirs.connect(endpoint);
        } else if (endpoint == null) {
            endpoint = theirs.bind(course.wildcard());
            near.connect(endpoint);
        } else {
            theirs.bind(endpoint);
        }
        if (course.traffic() == Course.Traffic.ECHO) {
            theirs.exchange(FOREVER, kills, WINDOW, SendingLeg.PARTS, SendingLeg.SIZE);
        } else {
            theirs.produce(FOREVER, kills, 0, STREAM, SendingLeg.PARTS, SendingLeg.SIZE);
        }
    }

    /** Receives one stream, kills its sender in the middle, and receives what is there yet. */
    private void receiveUntilKilled(PythonPeer python) {
        Ledger stream = new Ledger(true);
        CompletableFuture<Void> killed = null;
        long strikeNs = Long.MAX_VALUE;
        long patienceNs = System.nanoTime() + PATIENCE_NS;
        while (true) {
            boolean last = downs.get() > kills;
            Message message = near.receive(WAIT);
            if (message != null) {
                take(stream, message);
            } else if (last || System.nanoTime() > patienceNs) {
                break;
            }
            if (stream.count() > 0 && strikeNs == Long.MAX_VALUE) {
                strikeNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100 + random.nextInt(1500));
            } else if (killed == null && System.nanoTime() > strikeNs) {
                patienceNs = System.nanoTime() + PATIENCE_NS;
                killed = CompletableFuture.runAsync(python::kill);
            }
        }
        if (killed == null) {
            problem = "stream " + kills + " ended by itself, or nothing came, behind message " + stream.next();
            return;
        }
        killed.join();
        kills++;
        received += stream.count();
        sent += Math.max(toldSent.get(), stream.next());
        problem = stream.problem();
    }

    private void take(Ledger stream, Message message) {
        boolean envelope = course.traffic() == Course.Traffic.ECHO;
        NumberedMessage found = NumberedMessage.read(message, envelope ? 1 : 0);
        if (found.stream() != kills) {
            stream.fail(found + " came in the time of stream " + kills);
            return;
        }
        if (stream.next() == 0 && stream.count() == 0) {
            // What was published before the subscription came is for nobody.
            long first = course.traffic() == Course.Traffic.TOPICS ? found.number() : 0;
            unheard += first;
            stream.begin(first);
        }
        stream.arrived(found.number());
        if (envelope) {
            near.send(message);
        }
    }

    private Soak.Result result() {
        SocketStats stats = near.stats();
        expect(stats.messagesReceived() == received && stats.queuedIn() == 0, received + " messages came: " + stats);
        expect(downs.get() == kills, downs.get() + " connections ended with " + kills + " kills");
        expect(stats.reconnects() == (course.nearBinds() ? 0 : kills - 1), kills + " kills: " + stats);
        expect(answers.problem() == null, "of the answers " + answers.problem());
        expect(answers.gaps() <= kills, answers.gaps() + " gaps in the answers from " + kills + " kills");
        Map<String, Long> lost = new TreeMap<>(Map.of("cut off", sent - unheard - received, "unheard", unheard));
        if (course.traffic() != Course.Traffic.ECHO) {
            return new Soak.Result(course.receiving(), sent, received, kills, lost, problem);
        }
        lost.put("answers cut off", stats.messagesSent() - answers.count());
        lost.put("answers queued", stats.queuedOut());
        stats.droppedByReason().forEach((reason, count) -> lost.put("answers " + reason, count));
        return new Soak.Result(course.receiving(), sent, answers.count(), kills, lost, problem);
    }

    private void expect(boolean condition, String otherwise) {
        if (!condition && problem == null) {
            problem = otherwise;
        }
    }
}
