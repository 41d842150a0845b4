package org.lingmq.io;

/** Time as the engine sees it; a test puts its own in. */
@FunctionalInterface
public interface Clock {

    /** The clock of the machine. */
    Clock SYSTEM = System::nanoTime;

    /** Nanoseconds since some fixed moment; only differences mean anything. */
    long nowNs();
}
