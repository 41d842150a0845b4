package org.lingmq.transport.stream;

import org.lingmq.lane.Lane;

/** What the I/O thread saw of a busy lane when it last looked. Its own. */
final class LastLook {

    private static final int QUIET_MESSAGES = 16;
    private static final int QUIET_LOOKS = 2;

    private final Lane lane;
    private long tail;
    private long released;
    private long messages;
    private int quietLooks;

    /** The lane comes onto the list. */
    LastLook(Lane lane) {
        this.lane = lane;
        released = lane.released();
    }

    /**
     * Whether the caller has written nothing since the last look, or something has waited since then. A caller that
     * publishes much writes in time, and two threads at one channel are slower than one.
     */
    boolean callerIsLate() {
        long now = lane.released();
        boolean late = now == released || now < tail;
        tail = lane.tail();
        return late;
    }

    /** This look is over. */
    void over(long messagesNow) {
        released = lane.released();
        quietLooks = messagesNow - messages < QUIET_MESSAGES ? quietLooks + 1 : 0;
        messages = messagesNow;
    }

    /** Whether few messages came between the last two looks. */
    boolean few() {
        return quietLooks > 0;
    }

    /** Whether few came for so long that the lane is not busy any more. */
    boolean quiet() {
        return quietLooks >= QUIET_LOOKS;
    }
}
