package org.lingmq.transport.stream;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import org.lingmq.SocketType;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Race E9: a link ends, as the one who reads or writes finds out, while a caller flushes. */
public final class LinkEnds {

    private LinkEnds() {}

    @Outcome(
            id = {"0, true", "1, true"},
            expect = ACCEPTABLE,
            desc = "So many messages went over the first link, the others over the next.")
    @Outcome(
            expect = FORBIDDEN,
            desc = "Written to after it was closed, ended twice, or a message lost, doubled or left behind.")
    private interface EachSentOnce {}

    /** Two messages are sent over a link with room for one and so many bytes more. */
    private static class Sending {
        final PlayedSocket socket;

        Sending(PlayedWire wire) {
            socket = new PlayedSocket(SocketType.PUSH, false, wire);
        }

        void send() {
            socket.send(1);
            socket.send(2);
        }

        void report(IZ_Result result) {
            socket.settle();
            result.r1 = socket.firstWire().whole().size();
            result.r2 = !socket.wiresMisused()
                    && !socket.unsent()
                    && socket.linksOver() == 1
                    && socket.sent().equals(List.of(1, 2));
            socket.close();
        }
    }

    /** The I/O thread reads the end of the stream. */
    @JCStressTest
    @JCStressMeta(EachSentOnce.class)
    @State
    public static class ReaderFinds extends Sending {

        ReaderFinds() {
            super(new PlayedWire(PlayedWire.MESSAGE + 3).ended());
        }

        @Actor
        void caller() {
            send();
        }

        @Actor
        void inputOutputThread() {
            socket.serve();
        }

        @Arbiter
        void after(IZ_Result result) {
            report(result);
        }
    }

    /** The I/O thread reads the end of the stream, and the caller's second write fails. */
    @JCStressTest
    @JCStressMeta(EachSentOnce.class)
    @State
    public static class BothFind extends Sending {

        BothFind() {
            super(new PlayedWire(PlayedWire.MESSAGE).ended().failing());
        }

        @Actor
        void caller() {
            send();
        }

        @Actor
        void inputOutputThread() {
            socket.serve();
        }

        @Arbiter
        void after(IZ_Result result) {
            report(result);
        }
    }

    /** Planted fault: whoever finds the end closes the channel without the right to write. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "As it should be.")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "The planted fault: written to after it was closed.")
    @State
    public static class FaultClosesAtOnce extends Sending {

        FaultClosesAtOnce() {
            super(new PlayedWire(2 * PlayedWire.MESSAGE));
        }

        @Actor
        void caller() {
            send();
        }

        @Actor
        void inputOutputThread() {
            socket.firstWire().close();
        }

        @Arbiter
        void after(Z_Result result) {
            result.r1 = !socket.wiresMisused();
            socket.close();
        }
    }
}
