package org.lingmq.transport.inproc;

import org.lingmq.MonitorEventType;
import org.lingmq.pattern.Pipe;
import org.lingmq.spi.Endpoint;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.SocketSide;
import org.lingmq.transport.Surroundings;
import org.lingmq.transport.Transport;

/** A connected inproc name: its pipe exists at once, and meets its other end when somebody is bound there. */
public final class InprocDialer implements Transport.Dialed {

    private final Names names;
    private final Endpoint endpoint;
    private final Surroundings around;
    private final InprocEnd end;

    InprocDialer(Names names, Endpoint endpoint, Surroundings around) {
        this.names = names;
        this.endpoint = endpoint;
        this.around = around;
        this.end = new InprocEnd(endpoint.toString(), around, this::stopWaiting);
    }

    @Override
    public Pipe pipe() {
        return end.pipe();
    }

    @Override
    public void start() {
        InprocListener listener = names.findOrPark(endpoint.address(), this);
        if (listener != null) {
            meet(listener);
        }
    }

    /** Joins with a bound socket; one whose type does not fit is refused, and the dialer waits for another. */
    void meet(InprocListener listener) {
        SocketSide mine = around.side();
        SocketSide theirs = listener.around().side();
        if (mine.type().accepts(theirs.type())) {
            end.join(listener.endpoint(), listener.around());
            return;
        }
        String reason = "a " + mine.type() + " socket cannot talk to the " + theirs.type() + " socket bound there";
        names.park(endpoint.address(), this);
        for (SocketSide side : new SocketSide[] {mine, theirs}) {
            side.event(MonitorEventType.HANDSHAKE_FAILED_PROTOCOL, endpoint.toString(), Addresses.NONE, reason, 0);
        }
    }

    private void stopWaiting() {
        names.unpark(endpoint.address(), this);
    }

    @Override
    public boolean tryAgain() {
        return false;
    }

    @Override
    public void close(Runnable over) {
        over.run();
    }
}
