package org.lingmq.transport.stream;

import java.util.function.BooleanSupplier;
import org.lingmq.io.EntryGuard;
import org.lingmq.io.Flag;
import org.lingmq.io.Mail;
import org.lingmq.lane.Lane;
import org.lingmq.pattern.Pipe;

/**
 * Looks at a lane from the moment it took memory until nothing has gone through it between two looks, and then has the
 * memory given back: a connection that does nothing holds none. The I/O thread's; one for each time.
 */
final class IdleLane implements BooleanSupplier {

    private final Session session;
    private final Lane lane;
    private final BooleanSupplier retire;
    private long seen = -1;

    private IdleLane(Session session, Lane lane, BooleanSupplier retire) {
        this.session = session;
        this.lane = lane;
        this.retire = retire;
    }

    /** Has both lanes of a session looked at whenever they take memory. Before they are shared. */
    static void watch(Session session) {
        Pipe pipe = session.pipe();
        pipe.out().lane().memoryBell(() -> session.config().io().execute(() -> lookOut(session)));
        pipe.in().lane().memoryBell(() -> session.config().io().execute(() -> lookIn(session)));
    }

    private static void lookOut(Session session) {
        session.config()
                .io()
                .look(new IdleLane(session, session.outflow().outlet().lane(), new Outbound(session)));
    }

    private static void lookIn(Session session) {
        Inflow inflow = session.inflow();
        BooleanSupplier retire =
                () -> inflow.retire(session.pipe(), session.config().side().entry());
        session.config().io().look(new IdleLane(session, inflow.intake().lane(), retire));
    }

    @Override
    public boolean getAsBoolean() {
        if (session.letGo()) {
            return false;
        }
        long tail = lane.tail();
        boolean idle = tail == seen;
        seen = tail;
        return !idle || !retire.getAsBoolean();
    }

    /** Needs the socket's entry: a caller that stays inside, asleep in a wait perhaps, is asked to do it. */
    private static final class Outbound implements BooleanSupplier {

        private final Session session;
        private final Flag retired = new Flag();
        private final Mail mail = new Mail(this::retire);

        Outbound(Session session) {
            this.session = session;
        }

        private void retire() {
            if (!session.pipe().ended() && session.outflow().retire()) {
                retired.raise();
            }
        }

        @Override
        public boolean getAsBoolean() {
            EntryGuard entry = session.config().side().entry();
            if (retired.isUp() || entry.closed()) {
                return true;
            }
            if (session.outflow().outlet().lane().holdsBytes()) {
                // Nobody is to be woken for nothing.
                return false;
            }
            if (entry.enterCare()) {
                try {
                    retire();
                } finally {
                    entry.exit();
                }
            } else {
                session.config().side().post(mail, false);
            }
            return retired.isUp();
        }
    }
}
