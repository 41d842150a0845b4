package org.lingmq.pattern;

/** To how many pipes one call publishes, and so what of the writing is the caller's. */
public enum Reach {
    /** The caller writes at once to each, unless messages come one after the other. */
    FEW,
    /** The caller writes what has gathered, once it is much; the I/O thread the rest. */
    SEVERAL,
    /** Were the caller to write to all whose lanes fill at the same time, the call would take long. */
    MANY;

    private static final int MOST_FEW = 4;
    private static final int MOST_SEVERAL = 64;

    static Reach of(int pipes) {
        if (pipes <= MOST_FEW) {
            return FEW;
        }
        return pipes <= MOST_SEVERAL ? SEVERAL : MANY;
    }
}
