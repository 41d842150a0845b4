package org.lingmq.transport.inproc;

import java.util.List;
import org.lingmq.MonitorEventType;
import org.lingmq.spi.Endpoint;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.Surroundings;
import org.lingmq.transport.Transport;

/** A bound inproc name. */
public final class InprocListener implements Transport.Bound {

    private final Names names;
    private final Endpoint endpoint;
    private final Surroundings around;
    private List<InprocDialer> waiting = List.of();

    InprocListener(Names names, Endpoint endpoint, Surroundings around) {
        this.names = names;
        this.endpoint = endpoint;
        this.around = around;
    }

    /** Those that connected before; they are joined when the listener starts. */
    void waiting(List<InprocDialer> dialers) {
        waiting = dialers;
    }

    Surroundings around() {
        return around;
    }

    @Override
    public String endpoint() {
        return endpoint.toString();
    }

    @Override
    public void start() {
        around.side().event(MonitorEventType.LISTENING, endpoint(), Addresses.NONE, "", 0);
        for (InprocDialer dialer : waiting) {
            dialer.meet(this);
        }
        waiting = List.of();
    }

    /** Only the name goes; pipes made through it live on (INPROC-5). */
    @Override
    public boolean keepsPipes() {
        return true;
    }

    @Override
    public void stop() {
        names.unbind(endpoint.address(), this);
        around.side().event(MonitorEventType.CLOSED, endpoint(), Addresses.NONE, "", 0);
    }

    @Override
    public void close(Runnable over) {
        over.run();
    }
}
