package org.lingmq.io;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Control;

/**
 * One thread posts, another handles: pieces per microsecond in the line of the poster, looks per microsecond in that of
 * the handler. Needs two idle processors.
 */
@State(Scope.Group)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SharedMailboxBenchmark {

    private static final int PIECES = 64;

    private final AtomicLong handled = new AtomicLong();
    private final Mail[] mail = new Mail[PIECES];
    private Mailbox mailbox;
    private long posted;

    /** An empty mailbox. */
    @Setup(Level.Iteration)
    public void open() {
        mailbox = new Mailbox();
        for (int i = 0; i < PIECES; i++) {
            mail[i] = new Mail(handled::incrementAndGet);
        }
        posted = handled.get();
    }

    /** Posts the next piece, as soon as it is not in the box any more. */
    @Benchmark
    @Group("mailbox")
    @GroupThreads(1)
    public void post(Control control) {
        while (posted - handled.get() >= PIECES) {
            if (control.stopMeasurement) {
                return;
            }
            Thread.onSpinWait();
        }
        mailbox.post(mail[(int) (posted++ % PIECES)]);
    }

    /** Looks, and handles what is there. */
    @Benchmark
    @Group("mailbox")
    @GroupThreads(1)
    public void handle() {
        if (!mailbox.isEmpty()) {
            mailbox.handle(PIECES);
        }
    }
}
