package org.lingmq.io;

/** An I/O thread without a thread: an actor turns its loop and moves its clock. */
public final class TurnedByHand {

    private final IoThread io = new IoThread(this::nowNs, new NoChannels());
    private long nowNs;

    private long nowNs() {
        return nowNs;
    }

    /** What sockets and links take for their I/O thread. */
    public IoThread io() {
        return io;
    }

    /** One turn of the loop, so many milliseconds later; returns how many things were done. */
    public int turn(int afterMs) {
        nowNs += afterMs * 1_000_000L;
        return io.runOnce(0);
    }

    /** Time passes until everything that was begun has come to rest. */
    public void settle() {
        for (int i = 0; i < 50; i++) {
            turn(1);
        }
    }
}
