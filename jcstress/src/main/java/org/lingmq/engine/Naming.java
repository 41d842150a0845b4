package org.lingmq.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.lingmq.spi.Endpoint;
import org.lingmq.transport.inproc.InprocDialer;
import org.lingmq.transport.inproc.InprocListener;
import org.lingmq.transport.inproc.PlayedInproc;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The table of inproc names: sockets bind, connect and let go at the same time. */
public final class Naming {

    private static final String NAME = "name";
    private static final Endpoint ENDPOINT = Endpoint.parse("inproc://" + NAME);

    /** The table only keeps them, so that all states may share them. */
    private static final InprocListener LISTENER = PlayedInproc.listener(ENDPOINT);

    private static final InprocListener RIVAL = PlayedInproc.listener(ENDPOINT);
    private static final InprocDialer DIALER = PlayedInproc.dialer(ENDPOINT);

    private Naming() {}

    private static boolean holdsDialer(List<InprocDialer> dialers) {
        return dialers != null && dialers.contains(DIALER);
    }

    /** One binds the name that the other connects to. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "The dialer finds the listener, or is handed to it.")
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "They miss each other for ever.")
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "They meet twice.")
    @State
    public static class BindAndConnect {

        private final InprocNames names = new InprocNames();

        @Actor
        void binder(ZZ_Result result) {
            result.r2 = holdsDialer(names.bind(NAME, LISTENER));
        }

        @Actor
        void dialer(ZZ_Result result) {
            result.r1 = names.findOrPark(NAME, DIALER) == LISTENER;
        }
    }

    /** Two bind the same name, for which somebody waits. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "One has the name and the dialer.")
    @Outcome(expect = FORBIDDEN, desc = "Both or none, or the dialer is lost.")
    @State
    public static class TwoBind {

        private final InprocNames names = new InprocNames();

        TwoBind() {
            names.findOrPark(NAME, DIALER);
        }

        @Actor
        void one(ZZ_Result result) {
            result.r1 = holdsDialer(names.bind(NAME, LISTENER));
        }

        @Actor
        void two(ZZ_Result result) {
            result.r2 = holdsDialer(names.bind(NAME, RIVAL));
        }
    }

    /** A name is given back while another socket wants it and a third looks for it. */
    @JCStressTest
    @Outcome(
            id = {"true, true, false", "false, false, true"},
            expect = ACCEPTABLE,
            desc = "The rival came later and has the name, or earlier and was refused; then it is free.")
    @Outcome(expect = FORBIDDEN, desc = "Refused and yet bound, or the wrong listener was taken out.")
    @State
    public static class UnbindAndBind {

        private final InprocNames names = new InprocNames();

        UnbindAndBind() {
            names.bind(NAME, LISTENER);
        }

        @Actor
        void leaver() {
            names.unbind(NAME, LISTENER);
        }

        @Actor
        void rival(ZZZ_Result result) {
            result.r1 = names.bind(NAME, RIVAL) != null;
        }

        @Arbiter
        void after(ZZZ_Result result) {
            InprocListener found = names.findOrPark(NAME, DIALER);
            result.r2 = found == RIVAL;
            result.r3 = found == null;
        }
    }

    /** A socket that waits for a name is closed while the name is bound. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, false"},
            expect = ACCEPTABLE,
            desc = "Handed over, or gone before; it waits no more.")
    @Outcome(expect = FORBIDDEN, desc = "A closed socket is still in the table.")
    @State
    public static class CloseAndBind {

        private final InprocNames names = new InprocNames();

        CloseAndBind() {
            names.findOrPark(NAME, DIALER);
        }

        @Actor
        void closer() {
            names.unpark(NAME, DIALER);
        }

        @Actor
        void binder(ZZ_Result result) {
            result.r1 = holdsDialer(names.bind(NAME, LISTENER));
        }

        @Arbiter
        void after(ZZ_Result result) {
            names.unbind(NAME, LISTENER);
            result.r2 = holdsDialer(names.bind(NAME, RIVAL));
        }
    }

    /** Planted fault: a dialer that finds nobody begins to wait in a second step. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "As it should be.")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: they miss each other.")
    @State
    public static class FaultTwoSteps {

        private final ConcurrentMap<String, InprocListener> bound = new ConcurrentHashMap<>();
        private final ConcurrentMap<String, InprocDialer> waiting = new ConcurrentHashMap<>();

        @Actor
        void binder(ZZ_Result result) {
            bound.put(NAME, LISTENER);
            result.r2 = waiting.remove(NAME) == DIALER;
        }

        @Actor
        void dialer(ZZ_Result result) {
            result.r1 = bound.get(NAME) == LISTENER;
            if (!result.r1) {
                waiting.put(NAME, DIALER);
            }
        }
    }
}
