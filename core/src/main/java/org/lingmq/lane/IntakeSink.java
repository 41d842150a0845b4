package org.lingmq.lane;

/** What a {@link LaneIntake} asks its link about the frames it finds. Called by the holder of the pipe's rx custody. */
public interface IntakeSink {

    /** What becomes of a command. */
    enum Verdict {
        /** It was dealt with, or is to be ignored; no consumer sees it. */
        HANDLED,
        /** It goes to the consumer in its place among the messages; takes no credit. */
        DELIVER,
        /** The link must end. */
        REFUSE
    }

    /**
     * A whole command has arrived.
     *
     * @param head the first octets of its body; reused, so copy what must stay
     * @param headLength how many of them are valid
     * @param bodyLength length of the whole body
     */
    Verdict command(byte[] head, int headLength, long bodyLength);

    /**
     * The first frame of a message has arrived whole.
     *
     * @param size of its body
     * @param more whether other frames follow
     * @return null, or why the link must end
     */
    String firstFrame(long size, boolean more);
}
