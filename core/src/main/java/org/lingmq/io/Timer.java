package org.lingmq.io;

/** Something an {@link IoThread} does later, unless it is cancelled. Only that thread touches it. */
public final class Timer implements Comparable<Timer> {

    final long dueNs;
    final long order;
    private Runnable action;

    Timer(long dueNs, long order, Runnable action) {
        this.dueNs = dueNs;
        this.order = order;
        this.action = action;
    }

    /** Does nothing when it is over already. */
    public void cancel() {
        action = null;
    }

    /** Whether it has neither run nor been cancelled. */
    public boolean pending() {
        return action != null;
    }

    boolean due(long nowNs) {
        return dueNs - nowNs <= 0;
    }

    void run() {
        Runnable due = action;
        action = null;
        if (due != null) {
            due.run();
        }
    }

    @Override
    public int compareTo(Timer other) {
        int byTime = Long.signum(dueNs - other.dueNs);
        return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
}
