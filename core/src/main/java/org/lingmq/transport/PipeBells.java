package org.lingmq.transport;

import org.lingmq.io.Mail;
import org.lingmq.lane.Bell;
import org.lingmq.lane.Lane;
import org.lingmq.pattern.Pipe;

/** What happens in a socket when one of its pipes has something to read, or room again. */
public final class PipeBells {

    private PipeBells() {}

    /** Hangs the socket's bells up at its ends of both lanes of a pipe; before the lanes are shared. */
    public static void hang(SocketSide side, Pipe pipe, Lane outbound, Lane inbound) {
        inbound.consumerBell(new ReadableBell(side, pipe));
        outbound.producerBell(new WritableBell(side, pipe));
    }

    private static final class ReadableBell implements Bell, Runnable {

        private final SocketSide side;
        private final Pipe pipe;
        private final Mail mail = new Mail(this);

        ReadableBell(SocketSide side, Pipe pipe) {
            this.side = side;
            this.pipe = pipe;
        }

        @Override
        public void ring() {
            side.post(mail, side.servesWhileAway());
        }

        @Override
        public void run() {
            side.readable(pipe);
        }
    }

    private static final class WritableBell implements Bell, Runnable {

        private final SocketSide side;
        private final Pipe pipe;
        private final Mail mail = new Mail(this);

        WritableBell(SocketSide side, Pipe pipe) {
            this.side = side;
            this.pipe = pipe;
        }

        @Override
        public void ring() {
            side.post(mail, side.servesWhileAway());
        }

        @Override
        public void run() {
            side.writable(pipe);
        }
    }
}
