package org.lingmq.transport.stream;

import java.util.function.BooleanSupplier;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.Flag;
import org.lingmq.io.IoThread;
import org.lingmq.io.Mail;
import org.lingmq.lane.Lane;
import org.lingmq.pattern.Pipe;
import org.lingmq.transport.SocketSide;

/**
 * Looks at a lane from the moment it took memory until nothing has gone through it between two looks, and then has the
 * memory given back: a connection that does nothing holds none. The I/O thread's; one for each time.
 */
final class IdleLane implements BooleanSupplier {

    private final Lane lane;
    private final BooleanSupplier over;
    private final BooleanSupplier retire;
    private long seen = -1;

    private IdleLane(Lane lane, BooleanSupplier over, BooleanSupplier retire) {
        this.lane = lane;
        this.over = over;
        this.retire = retire;
    }

    /**
     * Has both lanes of a session's pipe looked at whenever they take memory. Before they are shared.
     *
     * @param over whether somebody else cares for their memory; the I/O thread asks
     */
    static void watch(StreamConfig config, Pipe pipe, Outflow outflow, Inflow inflow, BooleanSupplier over) {
        IoThread io = config.io();
        SocketSide side = config.side();
        Lane out = pipe.out().lane();
        out.memoryBell(() -> io.execute(() -> io.look(new IdleLane(out, over, new Outbound(side, pipe, outflow)))));
        Lane in = pipe.in().lane();
        in.memoryBell(() -> io.execute(() -> io.look(new IdleLane(in, over, () -> inflow.retire(pipe, side.entry())))));
    }

    @Override
    public boolean getAsBoolean() {
        if (over.getAsBoolean()) {
            return false;
        }
        long tail = lane.tail();
        boolean idle = tail == seen;
        seen = tail;
        return !idle || !retire.getAsBoolean();
    }

    /** Needs the socket's entry: a caller that stays inside, asleep in a wait perhaps, is asked to do it. */
    private static final class Outbound implements BooleanSupplier {

        private final SocketSide side;
        private final Pipe pipe;
        private final Outflow outflow;
        private final Flag retired = new Flag();
        private final Mail mail = new Mail(this::retire);

        Outbound(SocketSide side, Pipe pipe, Outflow outflow) {
            this.side = side;
            this.pipe = pipe;
            this.outflow = outflow;
        }

        private void retire() {
            if (!pipe.ended() && outflow.retire()) {
                retired.raise();
            }
        }

        @Override
        public boolean getAsBoolean() {
            EntryGuard entry = side.entry();
            if (retired.isUp() || entry.closed()) {
                return true;
            }
            if (entry.enterCare()) {
                try {
                    retire();
                } finally {
                    entry.exit();
                }
            } else {
                side.post(mail, false);
            }
            return retired.isUp();
        }
    }
}
