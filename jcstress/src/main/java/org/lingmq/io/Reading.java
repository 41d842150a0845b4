package org.lingmq.io;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Two threads want to read from one link; each read continues where the one before ended. */
@JCStressTest
@Outcome(
        id = {"true, true, true", "true, false, true", "false, true, true"},
        expect = ACCEPTABLE,
        desc = "In turn.")
@Outcome(
        expect = FORBIDDEN,
        desc = "Both at once, a read that does not see the one before, or a free link read by none.")
@State
public class Reading {

    private final RxCustody rx = new RxCustody();

    /** Plain: the custody must carry it from holder to holder. */
    private int position;

    Reading() {
        rx.release();
    }

    private boolean read() {
        if (!rx.tryHold()) {
            return false;
        }
        position++;
        rx.release();
        return true;
    }

    @Actor
    void caller(ZZZ_Result result) {
        result.r1 = read();
    }

    @Actor
    void inputOutputThread(ZZZ_Result result) {
        result.r2 = read();
    }

    @Arbiter
    void after(ZZZ_Result result) {
        result.r3 = position == (result.r1 ? 1 : 0) + (result.r2 ? 1 : 0) && rx.tryHold();
    }
}
