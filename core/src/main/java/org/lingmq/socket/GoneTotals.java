package org.lingmq.socket;

import org.lingmq.pattern.Pipe;

/** What the pipes that are over had counted. Belongs to the holder of the socket's entry. */
final class GoneTotals {

    private long droppedFull;
    private long lost;
    private long reconnects;
    private long bytesSent;

    void add(Pipe pipe) {
        droppedFull += pipe.droppedFull();
        lost += pipe.lost();
        reconnects += pipe.reconnects();
        bytesSent += pipe.out().tail();
    }

    long droppedFull() {
        return droppedFull;
    }

    long lost() {
        return lost;
    }

    long reconnects() {
        return reconnects;
    }

    long bytesSent() {
        return bytesSent;
    }
}
