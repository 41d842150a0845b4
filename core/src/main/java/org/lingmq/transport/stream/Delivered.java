package org.lingmq.transport.stream;

import org.lingmq.lane.Lane;

/** What a session's peer has been given over the link that is up, or was last. The I/O thread's. */
final class Delivered {

    private final Lane lane;
    private final ControlFrames control;
    private long attachedAt;

    Delivered(Lane lane, ControlFrames control) {
        this.lane = lane;
        this.control = control;
    }

    /** A link comes up. */
    void begin() {
        attachedAt = lane.released();
    }

    /** Whether the peer has nothing of ours to take any more, if it has taken everything up to the position. */
    boolean taken(long position) {
        return !lane.holdsBytes() && lane.released() == position;
    }

    /** Whether no whole message has left over the link, nor a part of a greeting. */
    boolean silent() {
        return lane.released() == attachedAt && !control.greet();
    }

    /**
     * Up to where whole messages had been written when the link came up, over earlier ones; negative when a long
     * greeting went in front, which the peer may take its time over, and of which nothing is known until the first
     * PONG.
     */
    long before() {
        return control.greet() && control.greetingIsLong() ? -1 : attachedAt;
    }

    /** Whether a link is up that has not taken the whole greeting. */
    boolean greeting() {
        return control.greeting();
    }
}
