package org.lingmq.lane;

/** The consumer's word of a lane on cache lines of its own, behind the producer's. */
@SuppressWarnings("unused")
class LaneReleasedWord extends LaneTailWord {

    long released;

    private long after0;
    private long after1;
    private long after2;
    private long after3;
    private long after4;
    private long after5;
    private long after6;
    private long after7;
}
