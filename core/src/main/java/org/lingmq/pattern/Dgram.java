package org.lingmq.pattern;

import java.util.ArrayList;
import java.util.List;
import org.lingmq.ErrorCode;
import org.lingmq.ZmqException;

/**
 * DGRAM: raw datagrams. A message is two frames both ways, the address of the other side ({@code 192.0.2.7:5555},
 * {@code [2001:db8::1]:5555}) and the body, which is all that travels.
 *
 * <p>An address that was received ends with its last digit; libzmq adds an octet 0, which is accepted when sending.
 * Only numbers make an address: nobody is asked for names. Of several endpoints all receive, and the one that was bound
 * first sends.
 */
public final class Dgram implements Pattern {

    private static final int FRAMES = 2;

    private final FairQueue queue = new FairQueue();
    private final List<Pipe> endpoints = new ArrayList<>(1);

    @Override
    public void attach(Pipe pipe) {
        endpoints.add(pipe);
        queue.attach(pipe);
    }

    @Override
    public void detach(Pipe pipe) {
        pipe.dropUnsent();
        endpoints.remove(pipe);
        queue.end(pipe);
    }

    @Override
    public void release(Pipe pipe) {
        endpoints.remove(pipe);
        queue.release(pipe);
    }

    @Override
    public void retire(Pipe pipe) {
        endpoints.remove(pipe);
        queue.end(pipe);
    }

    @Override
    public void readable(Pipe pipe) {
        queue.readable(pipe);
    }

    @Override
    public void writable(Pipe pipe) {
        // Datagrams leave at once or never.
    }

    @Override
    public boolean send(Outgoing message) {
        if (message.count() != FRAMES) {
            throw ZmqException.invalidArgument(
                    "a DGRAM message has two frames, the address and the body; this one has " + message.count());
        }
        if (endpoints.isEmpty()) {
            throw new ZmqException(
                    ErrorCode.EFSM,
                    "a DGRAM socket sends once it is bound; bind it first, as to udp://*:* for any port");
        }
        Pipe first = endpoints.get(0);
        first.far().checkAddress(message.bytes(0));
        message.append(first.out(), 0);
        first.publish(Reach.FEW);
        return true;
    }

    @Override
    public boolean receive(Incoming sink) {
        return queue.deliver(sink);
    }

    @Override
    public boolean canSend() {
        return !endpoints.isEmpty();
    }

    @Override
    public boolean canReceive() {
        return queue.holdsMessage();
    }
}
