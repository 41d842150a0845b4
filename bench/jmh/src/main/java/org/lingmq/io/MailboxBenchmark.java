package org.lingmq.io;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A mailbox in one thread; the times are those of one piece of mail. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MailboxBenchmark {

    private static final int PIECES = 16;

    private final Mailbox mailbox = new Mailbox();
    private final Mail[] mail = new Mail[PIECES];
    private int handled;

    /** Mail that counts itself. */
    public MailboxBenchmark() {
        for (int i = 0; i < PIECES; i++) {
            mail[i] = new Mail(() -> handled++);
        }
    }

    /** One piece is posted and handled. */
    @Benchmark
    public int postAndHandle() {
        mailbox.post(mail[0]);
        mailbox.handle(PIECES);
        return handled;
    }

    /** Several are posted, then all are handled. */
    @Benchmark
    @OperationsPerInvocation(PIECES)
    public int postAndHandleSeveral() {
        for (Mail piece : mail) {
            mailbox.post(piece);
        }
        mailbox.handle(PIECES);
        return handled;
    }

    /** The look that every call into a socket begins with. */
    @Benchmark
    public boolean isEmpty() {
        return mailbox.isEmpty();
    }
}
