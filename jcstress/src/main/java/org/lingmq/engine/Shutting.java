package org.lingmq.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.lingmq.Context;
import org.lingmq.SocketType;
import org.lingmq.ZmqException;
import org.lingmq.io.Flag;
import org.lingmq.socket.LingSocket;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** The table of a context's open sockets: sockets are made and go while the context is shut down. */
public final class Shutting {

    /** So long that whoever waits to its end was forgotten. */
    private static final long FOR_EVER_NS = TimeUnit.MINUTES.toNanos(1);

    private static final Context CONTEXT = Context.open();

    /** The table only keeps them, so that all states may share them. */
    private static final LingSocket ONE = (LingSocket) CONTEXT.socket(SocketType.PAIR);

    private static final LingSocket TWO = (LingSocket) CONTEXT.socket(SocketType.PAIR);

    private Shutting() {}

    private static boolean add(OpenSockets table, LingSocket socket) {
        try {
            table.add(socket);
            return true;
        } catch (ZmqException refused) {
            return false;
        }
    }

    /** A socket is made while the context is shut down. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "It was made before, and is told.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "It is refused.")
    @Outcome(id = "true, false", expect = FORBIDDEN, desc = "It is made, and nobody tells it: its calls never end.")
    @Outcome(id = "false, true", expect = FORBIDDEN, desc = "It is refused, and yet waited for.")
    @State
    public static class AddAndShut {

        private final OpenSockets table = new OpenSockets(8);

        @Actor
        void maker(ZZ_Result result) {
            result.r1 = add(table, ONE);
        }

        @Actor
        void context(ZZ_Result result) {
            result.r2 = table.shut().contains(ONE);
        }
    }

    /** Two sockets are made where there is room for one. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "One is made.")
    @Outcome(expect = FORBIDDEN, desc = "Both or none.")
    @State
    public static class TwoAdd {

        private final OpenSockets table = new OpenSockets(1);

        @Actor
        void one(ZZ_Result result) {
            result.r1 = add(table, ONE);
        }

        @Actor
        void two(ZZ_Result result) {
            result.r2 = add(table, TWO);
        }
    }

    /** The last two sockets go while the context waits for them. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "The context went on when they were gone.")
    @Outcome(id = "false", expect = FORBIDDEN, desc = "Lost wake-up: the context waited to the end of its time.")
    @State
    public static class GoneAndAwaited {

        private final OpenSockets table = new OpenSockets(8);

        GoneAndAwaited() {
            table.add(ONE);
            table.add(TWO);
        }

        @Actor
        void goer() {
            table.remove(ONE.core());
            table.remove(TWO.core());
        }

        @Actor
        void context(Z_Result result) {
            table.shut();
            result.r1 = table.awaitGone(FOR_EVER_NS).isEmpty();
        }
    }

    /** Planted fault: who finds the table open adds its socket in a second step. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "false, false"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: nobody tells it.")
    @State
    public static class FaultTwoSteps {

        private final Flag shut = new Flag();
        private final Set<LingSocket> sockets = ConcurrentHashMap.newKeySet();

        @Actor
        void maker(ZZ_Result result) {
            if (!shut.isUp()) {
                sockets.add(ONE);
                result.r1 = true;
            }
        }

        @Actor
        void context(ZZ_Result result) {
            shut.raise();
            result.r2 = sockets.contains(ONE);
        }
    }
}
