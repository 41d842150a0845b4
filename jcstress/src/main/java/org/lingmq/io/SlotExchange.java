package org.lingmq.io;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A slot whose value one thread joins with more while another takes it, as PONGs that are due. */
public final class SlotExchange {

    private SlotExchange() {}

    @Outcome(
            id = {"ab", "a b"},
            expect = ACCEPTABLE,
            desc = "Taken together, or one after the other.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, or taken twice.")
    private interface EachOnce {}

    private static class Joined {
        final Slot<String> slot = new Slot<>();
        private final StringBuilder taken = new StringBuilder();

        Joined() {
            slot.put("a");
        }

        void take() {
            String value = slot.take();
            if (value != null) {
                taken.append(taken.length() == 0 ? "" : " ").append(value);
            }
        }

        String all() {
            take();
            return taken.toString();
        }
    }

    /** Joined by asking again when another thread was quicker. */
    @JCStressTest
    @JCStressMeta(EachOnce.class)
    @State
    public static class Changed extends Joined {

        @Actor
        void joiner() {
            slot.change(before -> before == null ? "b" : before + "b");
        }

        @Actor
        void taker() {
            take();
        }

        @Arbiter
        void after(L_Result result) {
            result.r1 = all();
        }
    }

    /** Planted fault: joined by looking and putting. */
    @JCStressTest
    @Outcome(
            id = {"ab", "a b"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(id = "a ab", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: taken twice.")
    @State
    public static class FaultLookAndPut extends Joined {

        @Actor
        void joiner() {
            String before = slot.look();
            slot.put(before == null ? "b" : before + "b");
        }

        @Actor
        void taker() {
            take();
        }

        @Arbiter
        void after(L_Result result) {
            result.r1 = all();
        }
    }
}
