package org.lingmq.io;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** Pair P8: a task is queued while the I/O thread goes to sleep in its selector. */
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The task ran.")
@Outcome(id = "STALE", expect = FORBIDDEN, desc = "Lost wake-up: the thread sleeps beside its task.")
@State
public class IoThreadWakes {

    private final IoThread io;
    private boolean done;

    IoThreadWakes() {
        try {
            io = new IoThread(Clock.SYSTEM);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Actor
    void loop() throws IOException {
        while (!done) {
            io.runOnce(-1);
        }
        io.selector().close();
    }

    @Signal
    void task() {
        io.execute(() -> done = true);
    }
}
