package org.lingmq.io;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The door of a socket that many threads use: one at a time goes in, the others queue.
 *
 * <p>Threads that run may pass those that sleep in the queue, as waking each in turn would cost a switch of threads per
 * call; but only so often, and then the one who has waited longest is next. One who sleeps inside, waiting for
 * messages, is woken by those who want to go in, and makes way.
 */
public final class Turnstile {

    /** With a thousand in the queue and microseconds inside, the last of them is in after less than a second. */
    private static final int MOST_PASSING = 64;

    /** Who is inside mostly stays for less than a microsecond; with one processor he cannot go on meanwhile. */
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 1;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Waiter sleeper;
    private final Gauge wanting = new Gauge();

    /** How often in a row somebody passed the queue; written by who is inside, others may see a former value. */
    private int passed;

    /** Of a socket in which a thread may sleep there. */
    public Turnstile(Waiter sleeper) {
        this.sleeper = sleeper;
    }

    /** Goes in, when the others let it. Not twice by the same thread. */
    public void enter() {
        for (int spins = 0; spins < SPINS && passed < MOST_PASSING; spins++) {
            if (lock.tryLock()) {
                passed = wanting.value() == 0 ? 0 : passed + 1;
                return;
            }
            Thread.onSpinWait();
        }
        wanting.add(1);
        try {
            sleeper.ring();
            lock.lock();
        } finally {
            wanting.add(-1);
        }
        passed = 0;
    }

    /** Goes out. */
    public void exit() {
        lock.unlock();
    }

    /** Whether somebody waits to go in. Any thread; who is about to sleep inside looks after announcing that. */
    public boolean wanted() {
        return wanting.value() > 0;
    }
}
