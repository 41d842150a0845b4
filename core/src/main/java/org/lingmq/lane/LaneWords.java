package org.lingmq.lane;

/**
 * Puts {@code tail} and {@code released} on cache lines of their own: the producer writes one for every message and the
 * consumer the other, and neither may slow what lies beside it. The JVM lays out a superclass before its subclass, so
 * each step of the hierarchy pads the one before.
 */
@SuppressWarnings("unused")
class LaneWords extends LaneReleasedWord {

    private long after0;
    private long after1;
    private long after2;
    private long after3;
    private long after4;
    private long after5;
    private long after6;
    private long after7;
}

/** Padding in front of the first word. */
@SuppressWarnings("unused")
class LaneFront {

    private long front0;
    private long front1;
    private long front2;
    private long front3;
    private long front4;
    private long front5;
    private long front6;
    private long front7;
}

/** The producer's word. */
class LaneTailWord extends LaneFront {

    long tail;
}

/** Padding between the two. */
@SuppressWarnings("unused")
class LaneMiddle extends LaneTailWord {

    private long middle0;
    private long middle1;
    private long middle2;
    private long middle3;
    private long middle4;
    private long middle5;
    private long middle6;
    private long middle7;
    private long middle8;
    private long middle9;
    private long middle10;
    private long middle11;
    private long middle12;
    private long middle13;
    private long middle14;
}

/** The consumer's word. */
class LaneReleasedWord extends LaneMiddle {

    long released;
}
