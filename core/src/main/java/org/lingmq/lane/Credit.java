package org.lingmq.lane;

/**
 * How many messages and bytes a producer may still have outstanding. Private to the producer; nothing here is shared.
 *
 * <p>The consumer releases positions, not messages. The producer therefore remembers, every thirty-second part of the
 * high water mark, which message count a position stands for, and turns the released position back into messages when
 * its estimate says full. The estimate is at most one such step too low, and exact whenever the lane is drained, so a
 * producer never waits for ever.
 */
final class Credit {

    private static final int MARKS = 64;

    private final Lane lane;
    private int highWaterMark;
    private long byteMark;
    private int step;

    private long count;
    private long releasedCount;
    private long releasedSeen;

    /** The message count and the position from which on there is no room, as far as is known. */
    private long countEnd;

    private long positionEnd;
    private int sinceMark;

    private long[] markPosition;
    private long[] markCount;
    private int newest;
    private int eldest;

    Credit(Lane lane, int highWaterMark, long byteMark) {
        this.lane = lane;
        limits(highWaterMark, byteMark);
    }

    /** Changes the marks; 0 lifts one. Takes effect with the next message; nothing already written is lost. */
    void limits(int newHighWaterMark, long newByteMark) {
        highWaterMark = newHighWaterMark;
        byteMark = newByteMark;
        step = Math.max(1, newHighWaterMark / (MARKS / 2));
        ends();
    }

    private void ends() {
        countEnd = highWaterMark == 0 ? Long.MAX_VALUE : releasedCount + highWaterMark;
        boolean endless = byteMark == 0 || byteMark > Long.MAX_VALUE - releasedSeen;
        positionEnd = endless ? Long.MAX_VALUE : releasedSeen + byteMark;
    }

    int highWaterMark() {
        return highWaterMark;
    }

    /**
     * Whether one more message may begin at the position. A message is admitted while what was there is below the
     * marks.
     */
    boolean room(long position) {
        if (estimate(position)) {
            return true;
        }
        refresh(position);
        return estimate(position);
    }

    private boolean estimate(long position) {
        return count < countEnd && position < positionEnd && (position == releasedSeen || !lane.pool.exhausted());
    }

    /** Whether at most half of the marks is taken, after a look at the consumer; the position is that of the tail. */
    boolean halfRoom(long position) {
        refresh(position);
        return (highWaterMark == 0 || count - releasedCount <= highWaterMark / 2)
                && (byteMark == 0 || position - releasedSeen <= byteMark / 2)
                && (position == releasedSeen || !lane.pool.exhausted());
    }

    /**
     * Up to where the consumer must have released for half of the marks to be free, or a little less: a consumer that
     * gives back half of the marks at a time must reach it with the first half. A producer that waits for more than the
     * next message is woken less often. The position is that of the tail.
     */
    long halfFreeAt(long position) {
        long at = byteMark == 0 ? 0 : position - byteMark / 2;
        if (highWaterMark != 0) {
            int half = highWaterMark - highWaterMark / 2;
            for (int mark = eldest; mark != newest && count - markCount[mark & MARKS - 1] >= half; mark++) {
                at = Math.max(at, markPosition[mark & MARKS - 1]);
            }
        }
        return at;
    }

    /** Looks at what the consumer released; the position is that of the tail. */
    void refresh(long position) {
        releasedSeen = lane.released();
        if (releasedSeen == position) {
            releasedCount = count;
            eldest = newest;
            sinceMark = 0;
        } else {
            while (eldest != newest && markPosition[eldest & MARKS - 1] <= releasedSeen) {
                releasedCount = markCount[eldest++ & MARKS - 1];
            }
        }
        ends();
    }

    /** A message was written and ends at the position. */
    void counted(long position) {
        count++;
        if (highWaterMark != 0 && ++sinceMark >= step && newest - eldest < MARKS) {
            if (markPosition == null) {
                markPosition = new long[MARKS];
                markCount = new long[MARKS];
            }
            markPosition[newest & MARKS - 1] = position;
            markCount[newest++ & MARKS - 1] = count;
            sinceMark = 0;
        }
    }

    /** Messages ever written. */
    long count() {
        return count;
    }

    /** Messages written and, as far as is known without a look at the consumer, not released. */
    long outstanding() {
        return count - releasedCount;
    }

    /** Bytes written and, as far as is known without a look at the consumer, not released. */
    long outstandingBytes(long position) {
        return position - releasedSeen;
    }
}
