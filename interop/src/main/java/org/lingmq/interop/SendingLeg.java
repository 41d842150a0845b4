package org.lingmq.interop;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.lingmq.Context;
import org.lingmq.Message;
import org.lingmq.MonitorEvent;
import org.lingmq.MonitorEventType;
import org.lingmq.Options;
import org.lingmq.Socket;
import org.lingmq.SocketStats;

/**
 * LingMQ sends. At each cut the counters of its socket say which numbers had left; the next connection is let through
 * only then, and must begin with the first one that had not.
 */
final class SendingLeg implements Soak.Leg {
    static final int PARTS = 3;
    static final int SIZE = 600;
    static final int MOST_BYTES = (PARTS - 1) * SIZE + 100;

    /** More than a cut may cost, so that a queue that was lost with a connection shows. */
    private static final int WATER_MARK = 10_000;

    /** With traffic that drops at the water mark so many are under way, well below it. */
    private static final int WINDOW = 300;

    /** How long after a connection the next one is tried, at most. */
    static final Duration RECONNECT = Duration.ofMillis(100);

    /** A connection waits in its handshake until the counters were read, which may take a while on a busy machine. */
    static final Duration HANDSHAKE = Duration.ofMinutes(1);

    private static final Duration WAIT = Duration.ofMillis(20);

    /** All streams share the machine, and a process that was killed needs a while to come back. */
    private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(5);

    private final Course course;
    private final Random random;
    private final boolean echo;
    private final boolean keepsQueue;
    private final Ledger arrived = new Ledger(true);
    private final Ledger answers;
    private final AtomicInteger ups = new AtomicInteger();
    private final AtomicInteger downs = new AtomicInteger();
    private final BlockingQueue<Long> lives = new LinkedBlockingQueue<>();

    private Socket near;
    private Far far;
    private long endNs;
    private long sent;
    private int cuts;
    private boolean begun;
    private long first;
    private SocketStats before;
    private long strikeNs;
    private int kills;
    private long peerGone;
    private long unheard;
    private String problem;

    SendingLeg(Course course, long seed) {
        this.course = course;
        random = new Random(seed);
        echo = course.traffic() == Course.Traffic.ECHO;
        // A PUB forgets a peer that connected to it; everybody else keeps what is queued for the next connection.
        keepsQueue = course.traffic() != Course.Traffic.TOPICS || !course.nearBinds();
        // A ROUTER that connects keeps its answers for the next connection.
        answers = new Ledger(!course.nearBinds() || course.fault() == Course.Fault.KILL);
    }

    @Override
    public Soak.Result run(long end) throws Exception {
        endNs = end;
        try (Context context = Context.open()) {
            try (Far receiver =
                    course.libzmq() ? new LibzmqFar(course, arrived) : new OurFar(course, context, arrived)) {
                far = receiver;
                near = context.socket(course.traffic().sender);
                near.set(Options.SNDHWM, WATER_MARK).monitor(this::heard);
                // Connections are short here: with longer pauses there would be few of them.
                near.set(Options.RECONNECT_IVL_MAX, RECONNECT);
                if (course.fault() != Course.Fault.NONE) {
                    near.set(Options.SNDBUF, FaultProxy.KERNEL_BYTES).set(Options.HANDSHAKE_IVL, HANDSHAKE);
                }
                lives.add(life());
                FaultProxy proxy = join();
                work();
                Soak.Result result = result(proxy);
                if (proxy != null) {
                    proxy.close();
                }
                return result;
            } finally {
                context.close(Duration.ZERO);
            }
        }
    }

    private void heard(MonitorEvent event) {
        if (event.type() == MonitorEventType.HANDSHAKE_SUCCEEDED) {
            ups.incrementAndGet();
        } else if (event.type() == MonitorEventType.DISCONNECTED) {
            downs.incrementAndGet();
        }
    }

    /** Joins the two sides; returns the proxy between them, null when there is none. */
    private FaultProxy join() {
        String endpoint = course.nearBinds() ? near.bind(course.wildcard()) : far.open(null);
        FaultProxy proxy = null;
        if (course.fault() == Course.Fault.RESET) {
            proxy = FaultProxy.to(endpoint, this::nextLife);
            endpoint = proxy.endpoint();
        }
        if (course.nearBinds()) {
            far.open(endpoint);
        } else {
            near.connect(endpoint);
        }
        return proxy;
    }

    private boolean over() {
        return System.nanoTime() > endNs;
    }

    private long life() {
        return over() ? Long.MAX_VALUE : 10_000 + random.nextInt(2_000_000);
    }

    private long nextLife() {
        try {
            return lives.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Long.MAX_VALUE;
        }
    }

    private void work() throws InterruptedException {
        long progress = -1;
        long progressNs = System.nanoTime();
        while (problem == null && !(over() && begun && arrivedAll())) {
            if (downs.get() > cuts) {
                cut();
            } else {
                send();
                strike();
            }
            long now = sent + arrived.count() + answers.count() + cuts;
            if (now != progress) {
                progress = now;
                progressNs = System.nanoTime();
            }
            expect(System.nanoTime() - progressNs < PATIENCE_NS, "nothing happens any more behind message " + sent);
            expect(far.problem() == null, far.problem());
        }
    }

    /** Whether everything has come, no kill is under way, and the last connection that was cut has a successor. */
    private boolean arrivedAll() {
        boolean all = arrived.next() == sent && (!echo || answers.next() == sent);
        return all && kills <= cuts && near.stats().peers() > 0;
    }

    private void expect(boolean condition, String otherwise) {
        if (!condition && problem == null) {
            problem = otherwise;
        }
    }

    private void send() throws InterruptedException {
        boolean heard = course.traffic() != Course.Traffic.TOPICS || near.get(Options.TOPICS_COUNT) > 0;
        if (!begun && heard) {
            begin(sent);
        }
        boolean room = heard && !over();
        if (course.traffic() != Course.Traffic.PIPELINE) {
            room &= sent - (echo ? answers : arrived).next() < WINDOW;
        }
        if (room && near.send(NumberedMessage.make(0, sent, PARTS, SIZE), WAIT)) {
            sent++;
        }
        if (echo) {
            takeAnswers(room ? Duration.ZERO : WAIT);
        } else if (!room) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private void takeAnswers(Duration limit) {
        for (Message answer = near.receive(limit); answer != null; answer = near.tryReceive()) {
            answers.arrived(NumberedMessage.read(answer, 0).number());
        }
    }

    private void begin(long number) {
        begun = true;
        first = number;
        before = near.stats();
        arrived.begin(number);
        answers.begin(number);
    }

    /** Kills the other side some time after the connection has come up. */
    private void strike() {
        if (course.fault() != Course.Fault.KILL || kills > cuts || ups.get() == cuts || over()) {
            strikeNs = 0;
        } else if (strikeNs == 0) {
            strikeNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100 + random.nextInt(1500));
        } else if (System.nanoTime() > strikeNs) {
            kills++;
            far.kill();
        }
    }

    /** The connection is over: says what had left for it, and lets the next one through. */
    private void cut() throws InterruptedException {
        cuts++;
        if (course.fault() != Course.Fault.RESET && cuts > kills) {
            expect(false, "the connection ended by itself behind message " + sent);
            return;
        }
        if (echo) {
            takeAnswers(Duration.ZERO);
        }
        if (begun) {
            while (!keepsQueue && near.get(Options.TOPICS_COUNT) > 0) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            long left = account();
            begun = false;
            if (keepsQueue) {
                begin(left);
            }
        }
        if (course.fault() == Course.Fault.RESET) {
            lives.add(life());
        } else if (course.fault() == Course.Fault.KILL) {
            far.revive();
        }
    }

    /**
     * Every message sent since the newest connection began has left, is still queued, or is counted with a reason.
     *
     * @return the first one that has not left
     */
    private long account() {
        SocketStats now = near.stats();
        long left = first + now.messagesSent() - before.messagesSent();
        arrived.end(left);
        answers.end(left);
        long bytes = 0;
        for (long number = first; number < left; number++) {
            bytes += NumberedMessage.bytes(number, PARTS, SIZE);
        }
        expect(bytes == now.bytesSent() - before.bytesSent(), left + " messages left with other bytes: " + now);
        long rest = sent - left - now.queuedOut();
        if (keepsQueue) {
            expect(rest == 0 && now.dropped() == 0, "of " + sent + " messages sent " + rest + " are nowhere: " + now);
        } else {
            peerGone += now.lost() - before.lost();
            rest -= now.dropped() - before.dropped();
            // Each message was sent to a subscriber; the last one may have left in between.
            expect(rest == 0 || rest == 1, "of " + sent + " messages sent " + rest + " are nowhere: " + now);
            expect(now.dropped() == now.lost(), "messages were dropped below the mark: " + now);
            unheard += rest;
        }
        return left;
    }

    private Soak.Result result(FaultProxy proxy) throws Exception {
        long faults = proxy == null ? kills : proxy.resets();
        SocketStats theirs = problem == null ? far.stop() : null;
        long untilNs = System.nanoTime() + PATIENCE_NS;
        while (near.stats().queuedOut() > 0 && System.nanoTime() < untilNs) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        if (begun) {
            account();
        }
        SocketStats ours = near.stats();
        expect(faults == cuts, cuts + " connections ended with " + faults + " faults");
        expect(arrived.problem() == null, arrived.problem());
        expect(answers.problem() == null, "of the answers " + answers.problem());
        expect(answers.gaps() <= faults, answers.gaps() + " gaps in the answers from " + faults + " faults");
        expect(
                ours.messagesSent() == arrived.count() + arrived.cutOff(),
                arrived.count() + " came and " + arrived.cutOff() + " were cut off: " + ours);
        expect(ours.reconnects() == (course.nearBinds() ? 0 : cuts), cuts + " connections ended: " + ours);
        long most = FaultProxy.BYTES_HELD + far.bytesHeld();
        long held = arrived.mostBytesCutOff(number -> NumberedMessage.bytes(number, PARTS, SIZE));
        expect(held <= most, held + " bytes were lost with one connection; buffers hold " + most);
        Map<String, Long> lost = new TreeMap<>(Map.of("peer gone", peerGone, "unheard", unheard));
        if (!echo) {
            lost.put("cut off", arrived.cutOff());
        } else if (theirs == null) {
            lost.put("cut off", sent - answers.count());
        } else {
            lost.put("cut off", arrived.cutOff());
            lost.put("answers cut off", theirs.messagesSent() - answers.count());
            theirs.droppedByReason().forEach((reason, count) -> lost.put("answers " + reason, count));
        }
        expect(
                theirs == null || theirs.messagesReceived() == arrived.count(),
                arrived.count() + " messages came: " + theirs);
        long received = echo ? answers.count() : arrived.count();
        return new Soak.Result(course.sending(), sent, received, faults, lost, problem);
    }
}
