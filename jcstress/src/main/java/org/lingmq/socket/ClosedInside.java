package org.lingmq.socket;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import org.lingmq.ZmqException;
import org.lingmq.io.Flag;
import org.lingmq.io.TurnedByHand;
import org.lingmq.io.Waiter;
import org.lingmq.transport.CallerDriven;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Race E14: a socket is closed, or its context ends, while another thread begins to receive, waits, or is inside. */
public final class ClosedInside {

    /** So long that whoever waits to its end was forgotten. */
    private static final long FOR_EVER_NS = TimeUnit.MINUTES.toNanos(1);

    private static final Pipe.SourceChannel SILENT = silent();

    private ClosedInside() {}

    private static Pipe.SourceChannel silent() {
        try {
            Pipe pipe = Pipe.open();
            pipe.source().configureBlocking(false);
            return pipe.source();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Outcome(id = "ENOTSOCK, true", expect = ACCEPTABLE, desc = "The receiver is told; the socket is closed.")
    @Outcome(id = "TIME_UP, true", expect = FORBIDDEN, desc = "Lost wake-up: the receiver sleeps in a closed socket.")
    @Outcome(expect = FORBIDDEN, desc = "The receiver is told something else, or the socket is not closed.")
    private interface ToldAndClosed {}

    /** A socket in which nothing ever arrives. */
    private static class Silent {
        final Lobby lobby = new Lobby("silent", new TurnedByHand().io(), () -> false, 0);

        String receive() {
            try {
                lobby.enter();
            } catch (ZmqException e) {
                return e.code().name();
            }
            try {
                return lobby.await(FOR_EVER_NS, true) ? "WOKEN" : "TIME_UP";
            } catch (ZmqException e) {
                return e.code().name();
            } finally {
                lobby.exit();
            }
        }

        boolean close() {
            boolean inside = lobby.enterToClose();
            if (inside) {
                lobby.closed();
            }
            return inside && lobby.entry().closed();
        }
    }

    /** The receiver parks. */
    @JCStressTest
    @JCStressMeta(ToldAndClosed.class)
    @State
    public static class WhileParked extends Silent {

        @Actor
        void receiver(LZ_Result result) {
            result.r1 = receive();
        }

        @Actor
        void closer(LZ_Result result) {
            result.r2 = close();
        }
    }

    /** The receiver sleeps in a selector that watches its link. */
    @JCStressTest
    @JCStressMeta(ToldAndClosed.class)
    @State
    public static class WhileSelecting extends Silent implements CallerDriven {

        WhileSelecting() {
            lobby.attendance().add(this);
        }

        @Actor
        void receiver(LZ_Result result) {
            result.r1 = receive();
        }

        @Actor
        void closer(LZ_Result result) {
            result.r2 = close();
        }

        @Override
        public SelectionKey watch(Selector selector, Object attachment) throws IOException {
            return SILENT.register(selector, SelectionKey.OP_READ, attachment);
        }

        @Override
        public void drive() {
            // Nothing arrives.
        }

        @Override
        public Filled fill() {
            return Filled.OPEN;
        }

        @Override
        public void giveBack() {
            // Nothing arrives.
        }
    }

    /** The context ends, which closes nothing, but tells everybody. */
    @JCStressTest
    @Outcome(id = "ETERM, true", expect = ACCEPTABLE, desc = "The receiver is told.")
    @Outcome(expect = FORBIDDEN, desc = "The receiver sleeps on, or is told something else.")
    @State
    public static class ContextEnds extends Silent {

        @Actor
        void receiver(LZ_Result result) {
            result.r1 = receive();
        }

        @Actor
        void context() {
            lobby.terminate();
        }

        @Arbiter
        void after(LZ_Result result) {
            result.r2 = "ETERM".equals(receive());
        }
    }

    /** Planted fault: the closer rings before it has said what for. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "false, true", "false, false"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: it sleeps, nobody rings.")
    @State
    public static class FaultRingFirst {

        private final Waiter waiter = new Waiter();
        private final Flag closing = new Flag();

        @Actor
        void receiver(ZZ_Result result) {
            waiter.prepare(null);
            if (closing.isUp()) {
                waiter.cancel();
            } else {
                result.r1 = true;
            }
        }

        @Actor
        void closer() {
            waiter.ring();
            // The window stays open for a moment, so that the fault is found on every machine.
            Thread.onSpinWait();
            closing.raise();
        }

        @Arbiter
        void after(ZZ_Result result) {
            result.r2 = !waiter.waiting();
        }
    }
}
