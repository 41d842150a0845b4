package org.lingmq.transport.inproc;

import java.util.List;
import org.lingmq.ErrorCode;
import org.lingmq.MonitorEventType;
import org.lingmq.spi.Endpoint;
import org.lingmq.transport.Addresses;
import org.lingmq.transport.Surroundings;
import org.lingmq.transport.Transport;

/** {@code inproc://name}: names are the context's own, and connecting before somebody binds is allowed. */
public final class InprocTransport implements Transport {

    private final Names names;

    /** A transport over these names. */
    public InprocTransport(Names names) {
        this.names = names;
    }

    @Override
    public Bound bind(Endpoint endpoint, Surroundings around) {
        InprocListener listener = new InprocListener(names, endpoint, around);
        List<InprocDialer> waiting = names.bind(endpoint.address(), listener);
        if (waiting == null) {
            String sentence = "another socket of this context is bound to that name; close it or take another name";
            around.side().event(MonitorEventType.BIND_FAILED, endpoint.toString(), Addresses.NONE, sentence, 0);
            throw endpoint.refusal(ErrorCode.EADDRINUSE, sentence);
        }
        listener.waiting(waiting);
        return listener;
    }

    @Override
    public Dialed connect(Endpoint endpoint, Surroundings around) {
        return new InprocDialer(names, endpoint, around);
    }
}
