package org.lingmq.transport.stream;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
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

/** Race E11: with CONFLATE a newer message takes the place of one that waits, while links end and bytes come. */
public final class Conflating {

    private static final int MESSAGES = 4;

    private Conflating() {}

    @Outcome(
            id = {"0, true", "1, true", "2, true", "3, true"},
            expect = ACCEPTABLE,
            desc = "So many were replaced and counted, the others arrived in order, the newest last.")
    @Outcome(expect = FORBIDDEN, desc = "A message arrived twice or was lost without being counted, or not the newest.")
    private interface NewestLast {}

    private static void report(PlayedSocket socket, List<Integer> arrived, IZ_Result result) {
        boolean sound = arrived.size() + socket.conflated() == MESSAGES
                && arrived.get(arrived.size() - 1) == MESSAGES
                && !socket.wiresMisused();
        for (int i = 1; i < arrived.size(); i++) {
            sound &= arrived.get(i - 1) < arrived.get(i);
        }
        result.r1 = socket.conflated();
        result.r2 = sound;
        socket.close();
    }

    /** The link, which took one message and a part of the next, ends while the caller sends. */
    @JCStressTest
    @JCStressMeta(NewestLast.class)
    @State
    public static class LinkEndsWhileSending {

        private final PlayedSocket socket =
                new PlayedSocket(SocketType.PUSH, true, new PlayedWire(PlayedWire.MESSAGE + 3).ended());

        @Actor
        void caller() {
            for (int mark = 1; mark <= MESSAGES; mark++) {
                socket.send(mark);
            }
        }

        @Actor
        void inputOutputThread() {
            socket.serve();
        }

        @Arbiter
        void after(IZ_Result result) {
            socket.settle();
            report(socket, socket.sent(), result);
        }
    }

    /** Messages come in and the link ends while the caller receives. */
    @JCStressTest
    @JCStressMeta(NewestLast.class)
    @State
    public static class LinkEndsWhileReceiving {

        private final PlayedSocket socket = new PlayedSocket(
                SocketType.PULL,
                true,
                new PlayedWire(0).saying(1, 2, 3, MESSAGES).ended());

        @Actor
        void caller() {
            socket.receive();
            socket.receive();
        }

        @Actor
        void inputOutputThread() {
            socket.serve();
        }

        @Arbiter
        void after(IZ_Result result) {
            socket.settle();
            socket.receive();
            report(socket, socket.received(), result);
        }
    }
}
