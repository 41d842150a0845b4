package org.lingmq.transport;

import org.lingmq.io.Gauge;

/**
 * How many handshakes a context has under way at once; beyond the limit listeners pause and the kernel holds the rest.
 */
public final class HandshakeGate {

    private final Gauge underWay = new Gauge();
    private final int most;

    /** A gate for so many. */
    public HandshakeGate(int most) {
        this.most = most;
    }

    /** Whether no more may begin now. */
    public boolean full() {
        return underWay.value() >= most;
    }

    /** One begins. */
    public void enter() {
        underWay.add(1);
    }

    /** One is over. */
    public void leave() {
        underWay.add(-1);
    }
}
